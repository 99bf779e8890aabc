using StudentUnion.DrawCheck;

return Check.Run(args, Console.Out, Console.Error);
