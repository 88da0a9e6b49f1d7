using Microsoft.Extensions.Configuration;
using Monitoring.Grains.Settings;
using Monitoring.Server.Access;

namespace Monitoring.Tests.Server.Access;

public sealed class SecretFilesTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("secrets-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("changeme")]
    [InlineData("Change-Me")]
    [InlineData("CHANGE_THIS")]
    [InlineData("your password")]
    [InlineData("your-api-key")]
    [InlineData("<your token>")]
    [InlineData("${SMTP_PASSWORD}")]
    [InlineData("{{ password }}")]
    [InlineData("$(cat /run/secrets/x)")]
    [InlineData("%PASSWORD%")]
    [InlineData("__SECRET__")]
    [InlineData("xxxxxxxx")]
    [InlineData("********")]
    [InlineData("........")]
    [InlineData("admin")]
    [InlineData(" secret ")]
    public void What_somebody_forgot_to_fill_in_is_no_secret(string value)
    {
        Assert.Contains("placeholder", Assert.Throws<InvalidDataException>(() => new SecretSetting("Some:Password", null, value).Read()).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("hunter2hunter2")]
    [InlineData("110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw")]
    [InlineData("100%")]
    [InlineData("<tag")]
    public void What_may_be_a_secret_is_not_refused_as_a_placeholder(string value) => Assert.Equal(value, new SecretSetting("Some:Password", null, value).Read());

    [Theory]
    [InlineData("admin")]
    [InlineData("default")]
    [InlineData("test")]
    public void What_is_no_secret_may_still_be_a_name(string value) => Assert.False(SecretSetting.IsPlaceholder(value));

    [Fact]
    public void A_secret_file_that_everybody_may_read_is_a_concern_with_its_setting_and_no_reason_to_refuse_the_start()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        var (open, closed) = (Write("open", UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead), Write("closed", UnixFileMode.UserRead | UnixFileMode.GroupRead));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            new("Access:PostgreSqlPasswordFile", open), new("Influx:TokenFile", closed), new("Notifications:Webhooks:siren:SecretFile", Path.Combine(folder.FullName, "missing")), new("Plan:File", open),
        ]).Build();
        var problem = SecretFiles.Problem(configuration);
        Assert.Contains($"Access:PostgreSqlPasswordFile ({open})", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Influx", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Plan", problem, StringComparison.Ordinal);
        FileModes.Set(open, UnixFileMode.UserRead);
        Assert.Null(SecretFiles.Problem(configuration));
    }

    private string Write(string name, UnixFileMode mode)
    {
        var file = Path.Combine(folder.FullName, name);
        File.WriteAllText(file, "x");
        FileModes.Set(file, mode);
        return file;
    }
}
