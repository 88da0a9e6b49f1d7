using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Areas;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Commands;

namespace Monitoring.Tests.Server.Access;

/// <summary>The commands write into the same database while the server runs.</summary>
public sealed class AccessCommandTests
{
    [Fact]
    public async Task A_lost_password_is_mended_on_the_box()
    {
        await using var server = await AccessServer.StartAsync();
        using var first = await server.SetUpAsync();
        var (status, printed) = await RunAsync(server, "access", "link", "rahma");
        Assert.Equal(0, status);
        Assert.StartsWith("http://localhost:0/welcome/", printed, StringComparison.Ordinal);
        using var browser = server.Open();
        var code = printed.Trim()[(printed.Trim().LastIndexOf('/') + 1)..];
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(HttpMethod.Post, $"/api/v1/invitations/{code}", new { password = "gajah terbang di sore hari" })).Status);
        Assert.Null(await first.WhoAsync());
    }

    [Fact]
    public async Task The_first_link_can_be_asked_for_again()
    {
        await using var server = await AccessServer.StartAsync();
        var (status, printed) = await RunAsync(server, "access", "link");
        Assert.Equal(0, status);
        using var browser = server.Open();
        var code = printed.Trim()[(printed.Trim().LastIndexOf('/') + 1)..];
        Assert.True((await browser.GetAsync($"/api/v1/invitations/{code}")).Json.GetProperty("first").GetBoolean());
    }

    [Fact]
    public async Task A_script_gets_a_key_that_the_running_server_takes()
    {
        await using var server = await AccessServer.StartAsync();
        using var first = await server.SetUpAsync();
        var (status, printed) = await RunAsync(server, "access", "key", "--name", "backup", "--rights", "see,acknowledge", "--facility", "palu");
        Assert.Equal(0, status);
        using var program = server.Open();
        var acted = await program.SendAsync(HttpMethod.Post, "/try/palu/kitchen/act", null, ("Authorization", $"Bearer {printed.Trim()}"));
        Assert.Equal("key:backup", acted.Json.GetProperty("name").GetString());
    }

    [Theory]
    [InlineData("access", "link", "nobody-has-this")]
    [InlineData("access", "link")]
    [InlineData("access", "key", "--name", "x", "--rights", "fly")]
    [InlineData("access", "key", "--name", "x", "--rights", "see", "--facility", "moon")]
    public async Task What_can_not_be_done_ends_with_a_sentence_and_1(params string[] args)
    {
        await using var server = await AccessServer.StartAsync();
        using var first = await server.SetUpAsync();
        var (status, printed) = await RunAsync(server, args);
        Assert.Equal((1, ""), (status, printed));
    }

    private static async Task<(int Status, string Printed)> RunAsync(AccessServer server, params string[] args)
    {
        using var printed = new StringWriter();
        using var complaints = new StringWriter();
        var status = await AccessCommand.RunAsync(
            args,
            (services, configuration) =>
            {
                configuration["Data:Directory"] = Path.Combine(server.Folder, "data");
                configuration["Http:Port"] = "0";
                services.AddSingleton<Plan>(SomeServer.Plan).AddAccessRecords(configuration).AddCredentials(configuration);
            },
            printed,
            complaints);
        Assert.Equal(status == 0, complaints.ToString().Length == 0);
        return (status, printed.ToString());
    }
}
