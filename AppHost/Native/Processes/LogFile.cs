using System.Text;

namespace StudentUnion.Native;

/// <summary>What one resource says, in a file that never grows past twice its bound: when full, it becomes the previous one.</summary>
public sealed class LogFile(string path, long bound = 5 * 1024 * 1024) : IDisposable
{
    private readonly Lock _gate = new();
    private FileStream? _file;

    public string Path => path;

    public void WriteLine(string line) => Write(Encoding.UTF8.GetBytes(line + "\n"));

    public void Write(ReadOnlySpan<byte> words)
    {
        lock (_gate)
        {
            _file ??= Open();
            if (_file.Length + words.Length > bound && _file.Length > 0)
            {
                _file.Dispose();
                File.Move(path, path + ".1", overwrite: true);
                _file = Open();
            }

            _file.Write(words);
            _file.Flush();
        }
    }

    /// <summary>The last lines, from at most <paramref name="bytes"/> of the file's end.</summary>
    public static IReadOnlyList<string> Tail(string path, int lines, int bytes = 64 * 1024)
    {
        if (!File.Exists(path)) return [];

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var skipped = Math.Max(0, file.Length - bytes);
        file.Position = skipped;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var all = reader.ReadToEnd().TrimEnd('\n').Split('\n');
        return all.Skip(skipped > 0 ? 1 : 0).TakeLast(lines).ToList();
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
    }
}
