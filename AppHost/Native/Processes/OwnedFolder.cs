using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StudentUnion.Native;

/// <summary>Folders and files that belong to the unprivileged account a server runs as (or to us, when we are not root).</summary>
internal static partial class OwnedFolder
{
    private const string LinuxOnly = "The native back end runs on Linux; elsewhere use ./run --aspire";
    private const UnixFileMode OnlyOwner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public static void Make(string folder, string user)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException(LinuxOnly);

        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.CreateDirectory(folder, OnlyOwner);
        Give(folder, user);
    }

    public static async Task WriteAsync(string path, string text, string user, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException(LinuxOnly);

        File.Delete(path);
        await using (var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        await using (var writer = new StreamWriter(file))
            await writer.WriteAsync(text.AsMemory(), ct);
        Give(path, user);
    }

    /// <summary>Whether accounts other than root can reach the folder at all: a clone under /root is closed to them.</summary>
    public static async Task<bool> IsOpenToOthersAsync(string folder, CancellationToken ct)
    {
        if (!Environment.IsPrivilegedProcess) return true;

        using var probe = Process.Start(new ProcessStartInfo("setpriv",
            ["--reuid=65534", "--regid=65534", "--clear-groups", "--", "test", "-x", folder])
        { WorkingDirectory = "/" })!;
        await probe.WaitForExitAsync(ct);
        return probe.ExitCode == 0;
    }

    private static void Give(string path, string user)
    {
        if (!Environment.IsPrivilegedProcess) return;

        var account = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).FirstOrDefault(fields => fields[0] == user)
            ?? throw new InvalidOperationException($"This machine has no account '{user}': is its package installed?");
        if (Chown(path, uint.Parse(account[2], null), uint.Parse(account[3], null)) != 0)
            throw new IOException($"{path} could not be given to {user} (error {Marshal.GetLastPInvokeError()})");
    }

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint owner, uint group);
}
