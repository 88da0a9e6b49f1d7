namespace Monitoring.Tests.Server.Access;

/// <summary>Every way that is known to climb out of a web server's folder, against every route that serves files.</summary>
public sealed class TraversalTests(PageServer server) : IClassFixture<PageServer>
{
    private static readonly string[] Ups =
        ["..", "%2e%2e", "%2E%2E", ".%2e", "%252e%252e", "%25252e%25252e", "%c0%ae%c0%ae", "%e0%80%ae%e0%80%ae", "%uff0e%uff0e", "..;", "..;a=b", "..%00", "..%20", "....", "...", "%2e%2e%3b", "..%01", ".%00."];

    private static readonly string[] Separators =
        ["/", "//", "%2f", "%2F", "%252f", "\\", "%5c", "%255c", "%c0%af", "%e0%80%af", "%c1%9c", "%u2215", "/./", ";/", "%00/"];

    private static readonly string[] Targets = ["secret.txt", "appsettings.json", "etc/passwd", "wwwroot-data/keys/authority.key"];

    private static readonly string[] Starts =
        ["/", "/assets/", "/assets", "/index.html/", "/authority.pem/", "/favicon.svg/", "/areas/", "/alarms/", "/history/", "/sign-in/", "/welcome/", "/account/", "/audit/"];

    private static readonly string[] Whole =
    [
        "//etc/passwd", "/%2fetc%2fpasswd", "/%2f%2fetc%2fpasswd", "/C:/Windows/win.ini", "/C:%5cWindows%5cwin.ini", "/%5c%5chost%5cshare", "/file:///etc/passwd", "/file:%2f%2f%2fetc/passwd",
        "/proc/self/environ", "/assets/app-1a2b.js%00.txt", "/secret.txt%00.js", "/index.html::$DATA", "/~root/secret.txt", "/wwwroot.txt", "/wwwroot/", "/wwwroot/index.html", "/assets/", "/assets",
        "/.", "/..", "/%2e", "/%2e%2e", "/.git/config", "/appsettings.json", "/Monitoring.Server.dll", "/web.config", "/keys/authority.key", "/wwwroot-data/keys/authority.key", "/authority.key", "/authority.pem/../authority.key",
        "/authority.pem%00", "/AUTHORITY.PEM/", "/authority%2epem", "/assets/app-1a2b%2ejs", "http://127.0.0.1/../secret.txt", "http://127.0.0.1/%2e%2e/secret.txt", "*", "secret.txt", "../secret.txt",
    ];

    public static TheoryData<string> Beginnings => [.. Starts];

    [Theory]
    [MemberData(nameof(Beginnings))]
    public async Task No_way_up_leads_to_a_file(string start)
    {
        foreach (var up in Ups)
        {
            foreach (var separator in Separators)
            {
                var climb = string.Concat(Enumerable.Repeat(up + separator, 3));
                await HoldsAsync(start + climb + Targets[(up.Length + separator.Length) % Targets.Length]);
                await HoldsAsync(start + up + separator + Targets[0]);
            }
        }
    }

    [Fact]
    public async Task No_whole_path_and_no_other_form_of_a_name_leads_to_a_file_that_is_not_ours_to_give()
    {
        foreach (var target in Whole)
        {
            await HoldsAsync(target);
        }
    }

    [Fact]
    public async Task What_is_ours_is_served_with_its_type_and_a_policy_without_anything_inline()
    {
        var page = await RawHttp.GetAsync(server.Address, "/");
        Assert.Equal((200, PageServer.Page, "text/html", "no-cache"), (page.Status, page.Body, page.Header("Content-Type"), page.Header("Cache-Control")));
        var policy = page.Header("Content-Security-Policy")!;
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Contains("require-trusted-types-for 'script'", policy, StringComparison.Ordinal);
        var script = await RawHttp.GetAsync(server.Address, "/assets/app-1a2b.js");
        Assert.Equal((200, PageServer.Script, "text/javascript", "public, max-age=31536000, immutable"), (script.Status, script.Body, script.Header("Content-Type"), script.Header("Cache-Control")));
        var authority = await RawHttp.GetAsync(server.Address, "/authority.pem?file=../secret.txt");
        Assert.Equal((200, "application/x-pem-file"), (authority.Status, authority.Header("Content-Type")));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", authority.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE", authority.Body, StringComparison.Ordinal);
        Assert.All([page, script, authority], a => Assert.Equal("nosniff", a.Header("X-Content-Type-Options")));
    }

    private async Task HoldsAsync(string target)
    {
        var answer = await RawHttp.GetAsync(server.Address, target);
        Assert.True(answer.Status is 0 or 200 or (>= 300 and < 500), $"{target}: {answer.Status}");
        if (answer.Status == 200)
        {
            var own = answer.Body == PageServer.Page || answer.Body == PageServer.Script || answer.Body.StartsWith("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal);
            Assert.True(own, $"{target} gives {answer.Body}");
        }

        Assert.DoesNotContain(PageServer.Secret, answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer.Body, StringComparison.Ordinal);
        Assert.True(answer.Header("Location") is null || answer.Header("Location")!.StartsWith('/'), $"{target} leads to {answer.Header("Location")}");
    }
}
