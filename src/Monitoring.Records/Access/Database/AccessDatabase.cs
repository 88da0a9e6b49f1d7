using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Monitoring.Records.Access.Database;

/// <summary>Where the access database lies and how its kind is spoken to. One for the process.</summary>
internal abstract class AccessDatabase(AccessHealth health) : IDisposable
{
    private readonly Lock preparing = new();
    private readonly SemaphoreSlim turn = new(1);
    private volatile bool isReady;
    private volatile DbException? failure;

    public AccessHealth Health { get; } = health;

    /// <summary>For sentences.</summary>
    public abstract string Name { get; }

    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Makes or upgrades the tables, the first time it succeeds.</summary>
    /// <exception cref="InvalidDataException">A person must mend it, or somebody else is trying what has failed before; the message says what and how.</exception>
    /// <exception cref="DbException">It can't be reached or read at this moment.</exception>
    public void Prepare()
    {
        if (isReady)
        {
            return;
        }

        // Once it has failed, one tries and the others don't wait: their threads would stand in line for its time-outs.
        if (failure is not { } known)
        {
            preparing.Enter();
        }
        else if (!preparing.TryEnter())
        {
            throw new InvalidDataException(WhyBroken(known) ?? known.Message, known);
        }

        try
        {
            if (!isReady)
            {
                CreateOrUpgrade();
                isReady = true;
            }
        }
        catch (DbException e)
        {
            failure = e;
            throw;
        }
        finally
        {
            preparing.Exit();
        }
    }

    /// <summary>A connection of the context has been opened.</summary>
    public virtual void Opened(DbConnection connection)
    {
    }

    /// <summary>Keeps every other process's change out until the transaction that is open ends.</summary>
    public abstract Task LockAsync(AccessContext context, CancellationToken cancellation);

    /// <summary>Has what was deleted gone from the files too, as far as this kind of database lets us.</summary>
    public virtual Task ForgetDeletedAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <returns>If the database can't be used as it is: why, with the remedy; null: the change itself was wrong.</returns>
    public abstract string? WhyBroken(Exception e);

    /// <summary>Waits, without a connection, until this process has no other change under way.</summary>
    /// <returns>Ends the turn.</returns>
    public async Task<IDisposable> TakeTurnAsync(CancellationToken cancellation)
    {
        AccessMetrics.Waiting.Add(1);
        try
        {
            await turn.WaitAsync(cancellation);
        }
        finally
        {
            AccessMetrics.Waiting.Add(-1);
        }

        return new Turn(turn);
    }

    public virtual void Dispose()
    {
        turn.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract void CreateOrUpgrade();

    /// <summary>In the transaction that is open and that nobody else can have open.</summary>
    /// <param name="steps">Step n brings schema n to n + 1.</param>
    protected void Upgrade(DbConnection connection, DbTransaction transaction, string isThere, string[] steps)
    {
        var found = Convert.ToBoolean(Ask(isThere), CultureInfo.InvariantCulture)
            ? Convert.ToInt32(Ask("""SELECT "Schema" FROM "State" """), CultureInfo.InvariantCulture)
            : 0;
        if (found > steps.Length)
        {
            throw new InvalidDataException($"{Name} has the schema {found}; this program knows {steps.Length}. Start the program that wrote it, or a newer one.");
        }

        for (var next = found; next < steps.Length; next++)
        {
            Run(steps[next]);
            Run($"""UPDATE "State" SET "Schema" = {next + 1}""");
        }

        object? Ask(string sql)
        {
            using var command = Command(sql);
            return command.ExecuteScalar();
        }

        void Run(string sql)
        {
            using var command = Command(sql);
            command.ExecuteNonQuery();
        }

        DbCommand Command(string sql)
        {
            var command = connection.CreateCommand();
            (command.CommandText, command.Transaction) = (sql, transaction);
            return command;
        }
    }

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        private SemaphoreSlim? semaphore = semaphore;

        public void Dispose() => Interlocked.Exchange(ref semaphore, null)?.Release();
    }
}
