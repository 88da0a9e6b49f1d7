using Monitoring.Tests.Records.Access;
using Monitoring.Tests.Records.Access.Servers;

[assembly: AssemblyFixture(typeof(AccessPlaces))]

namespace Monitoring.Tests.Records.Access;

/// <summary>The kinds of database that people and rights may be kept in: what is promised holds for each.</summary>
public enum Kind
{
    Sqlite,
    PostgreSql,
}

/// <summary>Gives each test a database of its own. The PostgreSQL server is started when the first test wants it, once for the run.</summary>
public sealed class AccessPlaces : IAsyncDisposable
{
    private readonly Lazy<Task<PostgreSqlServer>> server = new(PostgreSqlServer.StartAsync);

    /// <summary>A new one, or the test is skipped.</summary>
    internal async Task<AccessPlace> NewAsync(Kind kind)
    {
        if (kind == Kind.Sqlite)
        {
            return new SqlitePlace();
        }

        var running = await ServerAsync();
        return new PostgreSqlPlace(running, await running.CreateDatabaseAsync());
    }

    internal Task<PostgreSqlServer> ServerAsync()
    {
        Assert.SkipUnless(PostgreSqlServer.IsInstalled, "PostgreSQL isn't installed (Debian: apt-get install postgresql).");
        return server.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
