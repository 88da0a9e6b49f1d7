using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Monitoring.Records.Access.Database;

/// <summary>A database on a PostgreSQL server, which several nodes share.</summary>
internal sealed class PostgreSqlDatabase : AccessDatabase
{
    // "Monitor" in ASCII: changes of people, rights and devices, one after the other.
    private const long ChangesLock = 0x4D6F6E69746F72;

    private readonly NpgsqlDataSource source;

    /// <param name="connection">Password included.</param>
    public PostgreSqlDatabase(NpgsqlConnectionStringBuilder connection, AccessHealth health)
        : base(health)
    {
        source = new NpgsqlDataSourceBuilder(connection.ToString()).Build();
        Name = $"The database '{connection.Database}' at {connection.Host}:{connection.Port}";
    }

    public override string Name { get; }

    public override void Configure(DbContextOptionsBuilder options) => options.UseNpgsql(source);

    public override Task LockAsync(AccessContext context, CancellationToken cancellation) =>
        context.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({ChangesLock})", cancellation);

    public override string? WhyBroken(Exception e) => e switch
    {
        OperationCanceledException => null,
        PostgresException refused => Why(refused),
        NpgsqlException => Unreachable(e.Message),
        { InnerException: { } inner } => WhyBroken(inner),
        _ => null,
    };

    public override void Dispose()
    {
        source.Dispose();
        base.Dispose();
    }

    protected override void CreateOrUpgrade()
    {
        try
        {
            using var connection = source.OpenConnection();
            using var transaction = connection.BeginTransaction();
            using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction) { Parameters = { new() { Value = ChangesLock } } })
            {
                command.ExecuteNonQuery();
            }

            Upgrade(connection, transaction, """SELECT to_regclass('"State"') IS NOT NULL""", PostgreSqlSchema.Steps);
            transaction.Commit();
        }
        catch (PostgresException e) when (NeedsPerson(e))
        {
            throw new InvalidDataException(Why(e) ?? e.MessageText, e);
        }
    }

    // The server is there and won't have us: waiting mends nothing.
    private static bool NeedsPerson(PostgresException e) =>
        !e.IsTransient && e.SqlState is not (PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown);

    private string Unreachable(string why) => $"{Name} can't be reached ({why}). Start it, or correct Access:PostgreSql: until then nobody signs in, and no right or device changes.";

    private string? Why(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"{Name} doesn't let us in ({e.MessageText}). Correct the Username in Access:PostgreSql, or the password in the file that Access:PostgreSqlPasswordFile names.",
        PostgresErrorCodes.InvalidCatalogName => $"{Name} isn't there ({e.MessageText}). Make it (createdb), or correct the Database in Access:PostgreSql.",
        PostgresErrorCodes.InsufficientPrivilege => $"{Name} doesn't let us do what we must ({e.MessageText}). Let the user of Access:PostgreSql own the database and its schema.",
        PostgresErrorCodes.DiskFull => $"The disk of {Name} takes no more ({e.MessageText}). Make room there: until then nobody signs in, and no right or device changes.",
        // It is stopping, or starting.
        ['5', '7', 'P', '0', ..] => Unreachable(e.MessageText),

        // Data, constraints, who goes first, and what was cancelled.
        ['2', '2' or '3', ..] or ['4', '0', ..] or PostgresErrorCodes.QueryCanceled => null,
        _ => $"{Name} can't be used ({e.MessageText}).",
    };
}
