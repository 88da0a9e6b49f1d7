using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Records.Access;
using Monitoring.Tests.History.Influx;
using Monitoring.Tests.History.Influx.Servers;
using Monitoring.Tests.History.Store;
using Monitoring.Tests.Records.Access.Servers;
using Npgsql;

namespace Monitoring.Tests.Records.Access;

public sealed class PostgreSqlSettingsTests(AccessPlaces places)
{
    private const string Good = "Host=127.0.0.1;Database=monitoring;Username=writer";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string?, string?, string> Wrong => new()
    {
        { "Host=127.0.0.1;Database=monitoring", "real", "Access:PostgreSql names no Username: write it as Host=…;Database=…;Username=…." },
        { "Username=writer", "real", "Access:PostgreSql names no Host: write it as Host=…;Database=…;Username=…." },
        { "nonsense", "real", "Access:PostgreSql is no connection string" },
        { "Host=127.0.0.1;Colour=red", "real", "Access:PostgreSql is no connection string" },
        { "Host=<host>;Database=monitoring;Username=writer", "real", "Access:PostgreSql holds a placeholder as Host: write the real one." },
        { $"{Good};Password=x", "real", "Access:PostgreSql holds a password: move it into a file that only this program may read, and name the file in Access:PostgreSqlPasswordFile." },
        { Good, null, "Access:PostgreSqlPassword is missing: write it into a file that only this program may read, and name the file in Access:PostgreSqlPasswordFile." },
        { Good, "changeme", "holds a placeholder: write the real secret into it." },
        { Good, "", "is empty: write the secret into it." },
        { null, "real", "Access:PostgreSql is missing although there is a password" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_in_the_settings_is_said_at_the_start_with_the_remedy(string? connection, string? password, string sentence)
    {
        await using var place = new SqlitePlace();
        var file = Path.Combine(place.Folder, "password");
        if (password is not null)
        {
            await File.WriteAllTextAsync(file, password, Cancellation);
        }

        var settings = new (string, string?)[] { ("Access:PostgreSql", connection), ("Access:PostgreSqlPasswordFile", password is null ? null : file) }
            .Where(s => s.Item2 is not null).Select(s => (s.Item1, s.Item2!)).ToArray();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => place.Process(null, settings).StartAsync());

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(place.File));
    }

    [Fact]
    public async Task A_password_in_a_settings_file_is_refused()
    {
        await using var place = new SqlitePlace();

        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() =>
            place.Process(null, ("Access:PostgreSql", Good), ("Access:PostgreSqlPassword", "in-the-open")).StartAsync());

        Assert.Contains("Access:PostgreSqlPassword stands in a settings file", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("in-the-open", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example.org", SslMode.VerifyFull)]
    [InlineData("Host=10.0.0.5;SSL Mode=Disable", SslMode.Disable)]
    [InlineData("Host=127.0.0.1", SslMode.Prefer)]
    [InlineData("Host=localhost", SslMode.Prefer)]
    [InlineData("Host=/run/postgresql", SslMode.Prefer)]
    public void A_server_on_the_network_must_prove_its_name_unless_the_settings_say_otherwise(string connection, SslMode mode) =>
        Assert.Equal(mode, new AccessOptions { PostgreSql = connection }.Parse().SslMode);

    [Fact]
    public void Over_a_socket_no_password_is_needed() =>
        Assert.Null(new AccessOptions { PostgreSql = "Host=/run/postgresql;Database=monitoring;Username=monitoring" }.Secret());

    [Fact]
    public async Task A_wrong_password_or_database_stops_the_start_at_once_and_names_neither_secret()
    {
        await using var place = await places.NewAsync(Kind.PostgreSql);
        var right = (PostgreSqlPlace)place;
        var wrongFile = Path.Combine(place.Folder, "wrong");
        await File.WriteAllTextAsync(wrongFile, "not-the-password", Cancellation);

        var password = await Assert.ThrowsAsync<InvalidDataException>(() => place.Process(null, ("Access:PostgreSqlPasswordFile", wrongFile)).StartAsync());
        var database = await Assert.ThrowsAsync<InvalidDataException>(() => place.Process(
            null, ("Access:PostgreSql", new NpgsqlConnectionStringBuilder(right.ConnectionString) { Database = "nowhere" }.ToString())).StartAsync());

        Assert.Contains("or the password in the file that Access:PostgreSqlPasswordFile names.", password.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", $"{password}", StringComparison.Ordinal);
        Assert.Contains("'nowhere'", database.Message, StringComparison.Ordinal);
        Assert.Contains("Make it (createdb), or correct the Database in Access:PostgreSql.", database.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(PostgreSqlServer.Password, $"{database}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_isn_t_there_is_waited_for_and_then_the_start_goes_on_and_health_says_so()
    {
        await using var place = new SqlitePlace();
        var file = Path.Combine(place.Folder, "password");
        await File.WriteAllTextAsync(file, "real", Cancellation);
        var process = place.Process(
            new HurriedTime(),
            ("Access:PostgreSql", $"{Good};Port={ServerProcess.FreePort()}"), ("Access:PostgreSqlPasswordFile", file), ("Access:Patience", "00:00:00.1"));

        await process.StartAsync();

        Assert.Contains("can't be reached", process.Health.Problem, StringComparison.Ordinal);
        Assert.Contains("Start it, or correct Access:PostgreSql", process.Health.Problem, StringComparison.Ordinal);
        Assert.Empty(process.Devices.Current.Credentials);
        Assert.Single(process.Log, l => l.Level == LogLevel.Warning && l.Text.Contains("The start waits for it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_start_without_the_server_takes_the_devices_in_when_it_is_there()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "PostgreSQL isn't installed (Debian: apt-get install postgresql).");
        await using var server = await PostgreSqlServer.StartAsync();
        await using var place = new PostgreSqlPlace(server, await server.CreateDatabaseAsync());
        await place.Process().ChangeAsync((c, _) => c.Devices.Add(new Device { Facility = "palu", Area = "kitchen", Id = "fryer-1", Credential = Guid.NewGuid() }));
        await server.KillAsync();
        var process = place.Process(new HurriedTime(), ("Access:Patience", "00:00:00.1"));
        await process.StartAsync();
        Assert.NotNull(process.Health.Problem);

        await server.StartAgainAsync();
        await StoreSteps.EventuallyAsync(() => process.Devices.Current.Credentials.Length == 1 && process.Health.Problem is null);
    }

    [Fact]
    public async Task A_server_that_dies_is_a_problem_keeps_the_devices_and_is_used_again_when_it_is_back()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "PostgreSQL isn't installed (Debian: apt-get install postgresql).");
        await using var server = await PostgreSqlServer.StartAsync();
        await using var place = new PostgreSqlPlace(server, await server.CreateDatabaseAsync());
        var process = await place.StartAsync(new HurriedTime());
        await process.ChangeAsync((c, _) => c.Devices.Add(new Device { Facility = "palu", Area = "kitchen", Id = "fryer-1", Credential = Guid.NewGuid() }));
        await StoreSteps.EventuallyAsync(() => process.Devices.Current.Credentials.Length == 1);

        await server.KillAsync();
        await StoreSteps.EventuallyAsync(() => process.Health.Problem is not null);
        Assert.NotNull(AccessFailure.Of(await Assert.ThrowsAnyAsync<Exception>(() => process.ChangeAsync((_, _) => { }))));
        Assert.NotNull(AccessFailure.Of(await Assert.ThrowsAnyAsync<Exception>(() => process.ReadAsync(c => c.Devices.CountAsync()))));
        await StoreSteps.EventuallyAsync(() => process.Health.Problem!.Contains("can't be reached", StringComparison.Ordinal));
        Assert.Single(process.Devices.Current.Credentials);

        await server.StartAgainAsync();
        await StoreSteps.EventuallyAsync(() => process.Health.Problem is null);
        await process.ChangeAsync((_, _) => { });
        Assert.Equal(2, (await process.TrailAsync()).Length);
    }
}
