using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Domain.Areas;
using Monitoring.Records.Access;
using Monitoring.Server.Access;
using Monitoring.Server.Access.Certificates;
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
    public async Task A_link_leads_where_people_reach_the_server()
    {
        await using var server = await AccessServer.StartAsync();
        var (status, printed, _) = await RunWithAsync(server, [("Http:TlsPort", "5443"), ("Tls:Names", "dapur.local")], "access", "link");
        Assert.Equal(0, status);
        Assert.StartsWith("https://dapur.local:5443/welcome/", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("access", "link")]
    [InlineData("access", "key", "--name", "x", "--rights", "see")]
    public async Task In_another_folder_no_second_database_is_made(params string[] args)
    {
        await using var server = await AccessServer.StartAsync();
        var elsewhere = Path.Combine(server.Folder, "elsewhere");
        var (status, _, complaint) = await RunWithAsync(server, [("Data:Directory", elsewhere)], args);
        Assert.Equal(1, status);
        Assert.Contains($"'{Path.Combine(elsewhere, "access.db")}'", complaint, StringComparison.Ordinal);
        Assert.Contains("Data:Directory", complaint, StringComparison.Ordinal);
        Assert.False(Directory.Exists(elsewhere));
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
        var (status, printed, _) = await RunWithAsync(server, [], args);
        return (status, printed);
    }

    private static async Task<(int Status, string Printed, string Complaint)> RunWithAsync(AccessServer server, (string Name, string Value)[] settings, params string[] args)
    {
        using var printed = new StringWriter();
        using var complaints = new StringWriter();
        var status = await AccessCommand.RunAsync(
            args,
            (services, configuration) =>
            {
                configuration["Data:Directory"] = Path.Combine(server.Folder, "data");
                configuration["Http:Port"] = "0";
                foreach (var (name, value) in settings)
                {
                    configuration[name] = value;
                }

                services.AddSingleton<Plan>(SomeServer.Plan).AddAccessRecords(configuration).AddCertificates().AddCredentials(configuration);
            },
            printed,
            complaints);
        Assert.Equal(status == 0, complaints.ToString().Length == 0);
        return (status, printed.ToString(), complaints.ToString());
    }
}
