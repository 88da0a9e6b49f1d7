using Microsoft.Extensions.Configuration;
using Monitoring.Server.Access;

namespace Monitoring.Tests.Server.Access;

public sealed class SignInSettingsTests
{
    [Theory]
    [InlineData("SessionIdle", "00:00:01", "Access:SessionIdle")]
    [InlineData("SessionIdle", "31.00:00:00", "Access:SessionIdle")]
    [InlineData("SessionLife", "400.00:00:00", "Access:SessionLife")]
    [InlineData("InvitationLife", "30.00:00:00", "Access:InvitationLife")]
    [InlineData("OpenIdConnect:Authority", "http://login.site.example", "Authority must be the provider's https address")]
    [InlineData("OpenIdConnect:ClientId", "<your client id>", "ClientId is missing")]
    [InlineData("OpenIdConnect:ClientSecret", "changeme", "placeholder")]
    public void A_setting_that_is_wrong_is_named_with_its_remedy(string name, string value, string part)
    {
        var wrong = Validate([(name, value)]);
        Assert.Contains(wrong, w => w.Contains(part, StringComparison.Ordinal));
        Assert.DoesNotContain(wrong, w => w.Contains("changeme", StringComparison.Ordinal));
    }

    [Fact]
    public void A_clients_secret_does_not_stand_in_a_settings_file() =>
        Assert.Contains(Validate([("OpenIdConnect:ClientSecret", "kq83hf0s8d7fg")]), w => w.Contains("ClientSecretFile", StringComparison.Ordinal) && !w.Contains("kq83hf0s8d7fg", StringComparison.Ordinal));

    [Fact]
    public void Nothing_has_to_be_set()
    {
        var configuration = new ConfigurationBuilder().Build();
        Assert.True(new SignInRules(configuration).Validate(null, new SignInOptions()).Succeeded);
    }

    private static string[] Validate((string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?>();
        if (settings[0].Name.StartsWith("OpenIdConnect", StringComparison.Ordinal))
        {
            (all["Access:OpenIdConnect:Authority"], all["Access:OpenIdConnect:ClientId"]) = ("https://login.site.example", "monitoring");
        }

        foreach (var (name, value) in settings)
        {
            all[$"Access:{name}"] = value;
        }

        var configuration = new ConfigurationBuilder().AddInMemoryCollection(all).Build();
        return [.. new SignInRules(configuration).Validate(null, configuration.GetSection("Access").Get<SignInOptions>()!).Failures ?? []];
    }
}
