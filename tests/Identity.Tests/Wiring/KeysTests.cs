using StudentUnion.Identity.Keys;
using StudentUnion.Testing;

namespace StudentUnion.Identity.Tests.Wiring;

public sealed class KeysTests
{
    [Fact]
    public async Task Instances_that_start_together_agree_on_their_keys()
    {
        var folder = Servers.NewFolder("keys");

        var instances = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => new PlatformKeys(folder, TimeProvider.System))));

        Assert.Single(instances.Select(k => k.Signing.Thumbprint).Distinct());
        Assert.Single(instances.Select(k => k.Encryption.Thumbprint).Distinct());
        Assert.Single(instances.Select(k => k.Secret("web-secret")).Distinct());
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void Nobody_else_may_read_them()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        var folder = Servers.NewFolder("keys");
        _ = new PlatformKeys(folder, TimeProvider.System);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder, "signing.pfx")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }
}
