using StudentUnion.Api;

namespace StudentUnion.Web.Surroundings;

/// <summary>What is wrong with a form, field by field; what was entered stays in the form.</summary>
public sealed class FormErrors
{
    private readonly Dictionary<string, string> _messages = new(StringComparer.OrdinalIgnoreCase);

    public bool Any => _messages.Count > 0;

    public IEnumerable<KeyValuePair<string, string>> All => _messages;

    public string? this[string field] => _messages.GetValueOrDefault(field);

    /// <summary>The first thing said about a field stays.</summary>
    public void Add(string field, string message) => _messages.TryAdd(field, message);

    public void Require(bool holds, string field, string message)
    {
        if (!holds) Add(field, message);
    }

    /// <summary>What a service found malformed goes to the field of the same name.</summary>
    public void Take(ApiProblemException problem)
    {
        foreach (var (path, messages) in problem.Errors)
            if (messages.Length > 0)
                Add(path[(path.LastIndexOf('.') + 1)..], messages[0]);
    }
}
