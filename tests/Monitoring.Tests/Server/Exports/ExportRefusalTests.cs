using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.Tests.History.Store;
using static Monitoring.Tests.History.Store.StoreFolder;

namespace Monitoring.Tests.Server.Exports;

/// <summary>What is answered instead of a file, and what becomes of a file that can't be finished.</summary>
public sealed class ExportRefusalTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "signal")]
    [InlineData("signal=palu/fry/fryer/a&from=2&to=1", "from")]
    [InlineData("signal=palu/fry/fryer/a&to=0", "from")]
    [InlineData("signal=palu/fry/fryer/a&format=", "format")]
    [InlineData("signal=palu/fry/fryer/a&format=xls", "format")]
    [InlineData("signal=palu/fry/fryer/a&resolution=day", "resolution")]
    public async Task A_question_that_is_wrong_is_told_which_field_and_what_is_right(string changed, string field)
    {
        await using var server = await ExportServer.StartAsync();
        var fields = changed.Split('&').Select(f => f.Split('=')[0]).ToHashSet();
        var rest = new[] { "from=1", "to=2", "format=csv" }.Where(f => !fields.Contains(f.Split('=')[0]));
        using var answer = await server.OpenAsync(new Uri($"/api/v1/history/export?{string.Join('&', rest.Prepend(changed))}", UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var errors = (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors");
        Assert.Equal(field, errors.EnumerateObject().Single().Name);
    }

    [Fact]
    public async Task At_most_forty_signals_are_taken_and_one_that_is_unknown_is_named()
    {
        var ids = Enumerable.Range(0, 41).Select(i => $"s{i}").ToArray();
        await using var server = await ExportServer.StartAsync(PlanOf(ids));
        await server.Store.KeepAsync([.. Enumerable.Range(0, 41).Select(i => new Domain.Signals.Reading(i, Start + (i / 2), i))]);
        string[] addresses = [.. ids.Select(i => "palu/fry/fryer/" + i)];
        using var tooMany = await server.OpenAsync(ExportServer.All("csv", addresses));
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
        var rows = Csv.Read(await server.DownloadAsync(ExportServer.All("csv", addresses[..40])));
        Assert.Equal((21, 81), (rows.Count, rows[0].Length));

        using var unknown = await server.OpenAsync(ExportServer.All("csv", addresses[0], "palu/fry/toaster/temp"));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("'palu/fry/toaster/temp'", await unknown.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_that_fails_before_the_first_row_is_a_503_without_a_file()
    {
        await using var server = await ExportServer.StartAsync();
        server.History.FailsAfter = 0;
        using var answer = await server.OpenAsync(ExportServer.All("csv", ExportServer.Fryer));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Null(answer.Content.Headers.ContentDisposition);
        server.History.FailsAfter = int.MaxValue;
        Assert.Single(Csv.Read(await server.DownloadAsync(ExportServer.All("csv", ExportServer.Fryer))));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("parquet")]
    public async Task A_store_that_fails_in_the_middle_breaks_the_download_off(string format)
    {
        await using var server = await ExportServer.StartAsync(sizes: new(RowsOfGroup: 1_000));
        await server.Store.KeepAsync(Seconds(0, 45_000));
        server.History.FailsAfter = 2;
        using (var answer = await server.OpenAsync(ExportServer.All(format, ExportServer.Fryer)))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            await Assert.ThrowsAnyAsync<Exception>(() => answer.Content.CopyToAsync(Stream.Null, Cancellation));
        }

        server.History.FailsAfter = int.MaxValue;
        Assert.NotEmpty(await server.DownloadAsync(ExportServer.All(format, ExportServer.Fryer)));
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    [InlineData("parquet")]
    public async Task A_client_that_goes_away_ends_the_reading_and_frees_its_turn(string format)
    {
        await using var server = await ExportServer.StartAsync(sizes: new(RowsOfGroup: 1_000));
        await server.Store.KeepAsync(Seconds(0, 45_000));
        server.History.HoldsAfter = 2;
        using (var answer = await server.OpenAsync(ExportServer.All(format, ExportServer.Fryer)))
        {
            await StoreSteps.EventuallyAsync(() => server.History.Reads == 3);
        }

        await server.History.Cancelled.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        server.History.Release();
        Assert.NotEmpty(await server.DownloadAsync(ExportServer.All(format, ExportServer.Fryer)));
    }

    [Fact]
    public async Task A_server_that_stops_waits_for_no_download()
    {
        await using var server = await ExportServer.StartAsync();
        await server.Store.KeepAsync(Seconds(0, 45_000));
        server.History.HoldsAfter = 2;
        using var answer = await server.OpenAsync(ExportServer.All("csv", ExportServer.Fryer));
        var download = answer.Content.CopyToAsync(Stream.Null, Cancellation);
        await StoreSteps.EventuallyAsync(() => server.History.Reads == 3);
        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
        await Assert.ThrowsAnyAsync<Exception>(() => download);
    }

    [Fact]
    public async Task Two_are_written_at_a_time_and_a_third_is_asked_to_come_back()
    {
        await using var server = await ExportServer.StartAsync();
        await server.Store.KeepAsync(Seconds(0, 10));
        server.History.HoldsAfter = 0;
        var question = ExportServer.All("csv", ExportServer.Fryer);
        var (first, second) = (server.DownloadAsync(question), server.DownloadAsync(question));
        await StoreSteps.EventuallyAsync(() => server.History.Reads == 2);

        using var third = await server.OpenAsync(question);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (third.StatusCode, third.Content.Headers.ContentType?.MediaType));
        Assert.True(third.Headers.RetryAfter?.Delta > TimeSpan.Zero);
        Assert.Contains("Try again", await third.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);

        server.History.Release();
        Assert.Equal(await first, await second);
        Assert.Equal(await first, await server.DownloadAsync(question));
    }
}
