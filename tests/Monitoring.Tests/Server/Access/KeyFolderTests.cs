using Monitoring.Grains.Settings;

namespace Monitoring.Tests.Server.Access;

public sealed class KeyFolderTests : IDisposable
{
    private const UnixFileMode OwnFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DirectoryInfo data = Directory.CreateTempSubdirectory("keys-");
    private readonly KeyFolder keys;

    public KeyFolderTests() => keys = new KeyFolder(Path.Combine(data.FullName, "data"));

    private string File => Path.Combine(keys.Path, "audit.pem");

    public void Dispose() => data.Delete(recursive: true);

    [Fact]
    public void A_key_is_made_once_for_this_user_alone()
    {
        Assert.Null(keys.Find("audit.pem"));
        Assert.Equal("first", keys.FindOrMake("audit.pem", () => "first"));
        Assert.Equal("first", keys.FindOrMake("audit.pem", () => "second"));
        Assert.Equal(["audit.pem"], Directory.GetFiles(keys.Path).Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnFile, System.IO.File.GetUnixFileMode(File));
            Assert.Equal(OwnFile | UnixFileMode.UserExecute, System.IO.File.GetUnixFileMode(keys.Path));
        }
    }

    [Fact]
    public async Task Starts_side_by_side_get_the_same_key()
    {
        var got = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Task.Run(() => keys.FindOrMake("audit.pem", () => $"key {n}"), TestContext.Current.CancellationToken)));
        Assert.Single(got.Distinct());
        Assert.Equal(["audit.pem"], Directory.GetFiles(keys.Path).Select(Path.GetFileName));
    }

    [Fact]
    public void A_replaced_file_keeps_its_mode()
    {
        keys.Write("server.pem", "old");
        keys.Write("server.pem", "new");
        Assert.Equal("new", keys.Find("server.pem"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(OwnFile, System.IO.File.GetUnixFileMode(Path.Combine(keys.Path, "server.pem")));
        }
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_key_that_others_may_read_is_refused_with_the_command_that_mends_it(UnixFileMode others)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        keys.Write("audit.pem", "key");
        System.IO.File.SetUnixFileMode(File, OwnFile | others);
        var refused = Assert.Throws<InvalidDataException>(() => keys.Find("audit.pem"));
        Assert.Contains($"chmod 600 '{File}'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_others_may_open_is_refused_with_the_command_that_mends_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        keys.Write("audit.pem", "key");
        System.IO.File.SetUnixFileMode(keys.Path, (UnixFileMode)0b111_101_101);
        Assert.Contains($"chmod 700 '{keys.Path}'", Assert.Throws<InvalidDataException>(() => keys.Find("audit.pem")).Message, StringComparison.Ordinal);
        Assert.Contains($"chmod 700 '{keys.Path}'", Assert.Throws<InvalidDataException>(() => keys.Write("audit.pem", "new")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_told_with_its_name()
    {
        System.IO.File.WriteAllText(Path.Combine(data.FullName, "data"), "a file where the folder should be");
        Assert.Contains(keys.Path, Assert.Throws<InvalidDataException>(() => keys.FindOrMake("audit.pem", () => "key")).Message, StringComparison.Ordinal);
    }
}
