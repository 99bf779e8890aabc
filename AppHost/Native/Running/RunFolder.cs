using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StudentUnion.Native;

/// <summary>
/// The folder of one running system: <c>lock</c>, <c>state.json</c>, <c>ports.json</c>, <c>secrets.json</c>, <c>env</c>, <c>data/</c>, <c>keys/</c>,
/// <c>logs/</c>. One AppHost at a time; the kernel lets go of the lock with the process.
/// </summary>
internal sealed class RunFolder : IDisposable
{
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
    private readonly FileStream _lock;
    private readonly Dictionary<string, string> _secrets;
    private readonly Dictionary<string, int> _ports;
    private readonly HashSet<int> _givenOut = [];

    private RunFolder(string path, FileStream held)
    {
        Path = path;
        _lock = held;
        _secrets = Read<Dictionary<string, string>>("secrets.json") ?? [];
        _ports = Read<Dictionary<string, int>>("ports.json") ?? [];
    }

    public string Path { get; }

    public string StateFile => In("state.json");

    /// <exception cref="IOException">Another AppHost holds it.</exception>
    public static RunFolder Open(string path)
    {
        Directory.CreateDirectory(path);
        return new(path, new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
    }

    public string In(string name) => System.IO.Path.Combine(Path, name);

    public string LogOf(string unit) => In($"logs/{unit}.log");

    /// <summary>Ports stay (bookmarks, and the issuer in tokens), and so does what <c>./run</c> itself is using; all else goes.</summary>
    public void Forget()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(Path))
        {
            var info = new FileInfo(entry);
            if (info.LinkTarget is { } elsewhere)
            {
                if (Directory.Exists(elsewhere)) Directory.Delete(elsewhere, recursive: true);
                File.Delete(entry);
            }
            else if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else if (info.Name is not ("lock" or "ports.json" or "built" or "build.log" or "apphost.log")) File.Delete(entry);
        }

        _secrets.Clear();
    }

    public void MakePrivate(params ReadOnlySpan<string> names)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        foreach (var name in names)
            Directory.CreateDirectory(In(name), OnlyOwner);
    }

    /// <summary>
    /// Where the servers keep their data: here, unless we are root and the servers' own accounts cannot reach this folder (a clone under /root);
    /// then a place of the machine's, with a link here.
    /// </summary>
    public async Task<string> DataAsync(CancellationToken ct)
    {
        var here = In("data");
        if (new FileInfo(here).LinkTarget is { } known) return Directory.CreateDirectory(known).FullName;

        Directory.CreateDirectory(here);
        if (await OwnedFolder.IsOpenToOthersAsync(here, ct)) return here;

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path)))[..12];
        var elsewhere = Directory.CreateDirectory($"/var/lib/student-union-platform/{name}").FullName;
        Directory.Delete(here);
        File.CreateSymbolicLink(here, elsewhere);
        return elsewhere;
    }

    /// <summary>Generated at first, then always the same.</summary>
    public string Secret(string name)
    {
        if (!_secrets.TryGetValue(name, out var secret))
        {
            _secrets[name] = secret = ServerProcess.NewPassword();
            WritePrivately("secrets.json", JsonSerializer.Serialize(_secrets, Indented));
        }

        return secret;
    }

    /// <summary>The port of last time if it is free, else the preferred one, else any. One that was only taken today is not forgotten.</summary>
    public int Port(string name, int? preferred = null)
    {
        var remembered = _ports.TryGetValue(name, out var last) ? last : (int?)null;
        foreach (var port in new[] { remembered, preferred })
            if (port is { } wanted && !_givenOut.Contains(wanted) && FreePort.IsFree(wanted))
                return Given(name, wanted, remembered);

        int found;
        do found = FreePort.Find();
        while (_givenOut.Contains(found) || _ports.ContainsValue(found));
        return Given(name, found, remembered);
    }

    public void WritePrivately(string name, string text)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException();
        var draft = In(name + ".new");
        File.Delete(draft);
        using (var file = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            file.Write(Encoding.UTF8.GetBytes(text));
        File.Move(draft, In(name), overwrite: true);
    }

    public T? Read<T>(string name) where T : class
    {
        if (!File.Exists(In(name))) return null;
        try
        {
            return JsonSerializer.Deserialize<T>(File.ReadAllText(In(name)), JsonSerializerOptions.Web);
        }
        catch (JsonException broken)
        {
            throw new InvalidOperationException($"{In(name)} cannot be read ({broken.Message}); ./run --fresh makes a new one", broken);
        }
    }

    public void Dispose() => _lock.Dispose();

    private int Given(string name, int port, int? remembered)
    {
        _givenOut.Add(port);
        if (remembered is null)
        {
            _ports[name] = port;
            WritePrivately("ports.json", JsonSerializer.Serialize(_ports, Indented));
        }

        return port;
    }
}
