using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Monitoring.Records.Access;

namespace Monitoring.Records.Audit;

/// <summary>A question to the access database, off the caller's turn: SQLite answers in the thread that asks.</summary>
internal static class AccessReading
{
    /// <exception cref="IOException">It can't be read now.</exception>
    public static Task<T> RunAsync<T>(IDbContextFactory<AccessContext> contexts, Func<AccessContext, Task<T>> ask, CancellationToken cancellation) => Task.Run(
        async () =>
        {
            try
            {
                await using var context = await contexts.CreateDbContextAsync(cancellation);
                return await ask(context);
            }
            catch (Exception e) when (e is DbException or DbUpdateException)
            {
                throw new IOException($"The access database can't be used: {(e.InnerException ?? e).Message}", e);
            }
        },
        cancellation);
}
