using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.History.Influx;

namespace Monitoring.Tests.History.Influx;

public sealed class InfluxSettingsTests : IDisposable
{
    private readonly string secretFile = Path.GetTempFileName();
    private readonly Dictionary<string, string?> settings;

    public InfluxSettingsTests()
    {
        File.WriteAllText(secretFile, "s3cret");
        settings = new() { ["Address"] = "https://influx.site.test:8086/", ["Database"] = "monitoring", ["UserName"] = "writer", ["PasswordFile"] = secretFile };
    }

    public void Dispose() => File.Delete(secretFile);

    [Fact]
    public void Without_an_address_there_is_no_InfluxDB_and_nothing_is_asked_for()
    {
        settings.Clear();
        Assert.False(Read().IsUsed);
    }

    [Fact]
    public void Each_dialect_has_its_own_addresses_and_log_in()
    {
        settings["Address"] = "https://influx.site.test/proxy";
        settings["Database"] = "a b&c";
        settings["RetentionPolicy"] = "90 d";
        var target = new InfluxTarget(Read());
        Assert.Equal("https://influx.site.test/proxy/write?db=a%20b%26c&rp=90%20d&precision=ms", target.Write.AbsoluteUri);
        Assert.Equal("Basic d3JpdGVyOnMzY3JldA==", $"{target.Authorization}");
        Assert.StartsWith("https://influx.site.test/proxy/query?db=a%20b%26c&rp=90%20d&epoch=ms", target.Query("SHOW MEASUREMENTS").AbsoluteUri, StringComparison.Ordinal);
        UseToken("V2");
        settings["Organization"] = "kitchens";
        Assert.Equal(
            ("https://influx.site.test/proxy/api/v2/write?org=kitchens&bucket=a%20b%26c&precision=ms", "Token s3cret"),
            (new InfluxTarget(Read()).Write.AbsoluteUri, $"{new InfluxTarget(Read()).Authorization}"));
        settings.Remove("Organization");
        settings["Dialect"] = "v3";
        Assert.Equal(
            ("https://influx.site.test/proxy/api/v2/write?bucket=a%20b%26c&precision=ms", "Bearer s3cret"),
            (new InfluxTarget(Read()).Write.AbsoluteUri, $"{new InfluxTarget(Read()).Authorization}"));
    }

    [Theory]
    [InlineData("Address", "influx.site.test", "Influx:Address isn't the address of a server")]
    [InlineData("Address", "https://influx.site.test/?db=a", "Influx:Address isn't the address of a server")]
    [InlineData("Address", "https://me:pw@influx.site.test/", "Influx:Address holds a user name or password")]
    [InlineData("Address", "http://influx.site.test:8086/", "everybody on the network between could read Influx:Password: use https://")]
    [InlineData("Database", null, "Influx:Database is missing")]
    [InlineData("Database", "a\nb", "Influx:Database isn't a name")]
    [InlineData("Database", "<database>", "Influx:Database isn't a name")]
    [InlineData("Dialect", "9", "Influx:Dialect isn't one of V1, V2, V3")]
    [InlineData("Dialect", "V4", "Influx:Dialect")]
    [InlineData("Dialect", "V3", "Influx:UserName and Influx:Password are for V1")]
    [InlineData("Token", "x", "Influx:Token is for V2 and V3")]
    [InlineData("UserName", null, "Influx:UserName is missing although there is a password")]
    [InlineData("UserName", "a:b", "Influx:UserName holds a ':'")]
    [InlineData("PasswordFile", null, "Influx:Password is missing")]
    [InlineData("PasswordFile", "/nowhere/password", "Influx:PasswordFile (/nowhere/password) can't be read")]
    [InlineData("Password", "s3cret", "Influx:Password and Influx:PasswordFile are both set")]
    [InlineData("Organization", "x", "Influx:Organization is for V2")]
    [InlineData("BatchLines", "0", "Influx:BatchLines must be from 1 to 50000")]
    [InlineData("BatchLines", "50001", "Influx:BatchLines must be from 1 to 50000")]
    [InlineData("InFlight", "5", "Influx:InFlight must be from 1 to 4")]
    [InlineData("Timeout", "00:00:00.5", "Influx:Timeout must be from 00:00:01 to 00:05:00")]
    [InlineData("Adress", "x", "Adress")]
    public void A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string key, string? value, string sentence)
    {
        settings[key] = value;
        var wrong = Record.Exception(Read);
        Assert.True(wrong is OptionsValidationException or InvalidOperationException, $"{wrong}");
        Assert.Contains(sentence, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Organization", null, "Influx:Organization is missing")]
    [InlineData("TokenFile", null, "Influx:Token is missing")]
    [InlineData("RetentionPolicy", "a", "Influx:RetentionPolicy is for V1")]
    [InlineData("CreateDatabase", "true", "Influx:CreateDatabase is for V1")]
    public void What_2_x_wants_is_said_as_well(string key, string? value, string sentence)
    {
        UseToken("V2");
        settings["Organization"] = "kitchens";
        Assert.True(Read().IsUsed);
        settings[key] = value;
        Assert.Contains(sentence, Assert.Throws<OptionsValidationException>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_in_the_clear_goes_to_this_machine_alone_unless_the_settings_allow_it()
    {
        settings["Address"] = "http://localhost:8086";
        Assert.True(Read().IsUsed);
        settings["Address"] = "http://10.0.0.7:8086";
        Assert.Throws<OptionsValidationException>(Read);
        settings["AllowPlainHttp"] = "true";
        Assert.True(Read().IsUsed);
    }

    [Fact]
    public void A_password_in_a_settings_file_is_refused()
    {
        settings["PasswordFile"] = null;
        settings["Password"] = "s3cret";
        Assert.Contains("Influx:Password stands in a settings file", Assert.Throws<OptionsValidationException>(Read).Message, StringComparison.Ordinal);
    }

    private void UseToken(string dialect)
    {
        settings["Dialect"] = dialect;
        settings["TokenFile"] = secretFile;
        settings["UserName"] = settings["PasswordFile"] = settings["RetentionPolicy"] = null;
    }

    private InfluxOptions Read()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Where(s => s.Value is not null).Select(s => new KeyValuePair<string, string?>($"{InfluxOptions.Section}:{s.Key}", s.Value))).Build();
        using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(configuration).AddSingleton(TimeProvider.System).AddInflux(configuration).BuildServiceProvider();
        return services.GetRequiredService<IOptions<InfluxOptions>>().Value;
    }
}
