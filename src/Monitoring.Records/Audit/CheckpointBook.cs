using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Monitoring.Domain.Audit;
using Monitoring.Records.Access;

namespace Monitoring.Records.Audit;

/// <summary>The checkpoints of both chains, in the access database.</summary>
internal sealed class CheckpointBook(IDbContextFactory<AccessContext> contexts)
{
    /// <summary>The newest of a chain; null: there is none.</summary>
    public async Task<SignedHead?> LastAsync(string chain, CancellationToken cancellation) =>
        (await ReadAsync(c => c.Book == chain, 1, newest: true, cancellation)).FirstOrDefault();

    /// <summary>In order.</summary>
    /// <param name="after">Of entries with a higher number.</param>
    /// <param name="upTo">And at most this.</param>
    public Task<List<SignedHead>> BetweenAsync(string chain, long after, long upTo, CancellationToken cancellation) =>
        ReadAsync(c => c.Book == chain && c.Number > after && c.Number <= upTo, int.MaxValue, newest: false, cancellation);

    /// <summary>The first of an entry with a higher number; null: there is none.</summary>
    public async Task<SignedHead?> FirstAfterAsync(string chain, long number, CancellationToken cancellation) =>
        (await ReadAsync(c => c.Book == chain && c.Number > number, 1, newest: false, cancellation)).FirstOrDefault();

    /// <summary>One that belongs to no chain, which this program never writes; null: there is none.</summary>
    public async Task<SignedHead?> FindStrayAsync(CancellationToken cancellation) =>
        (await ReadAsync(c => c.Book != Chain.Audit && c.Book != Chain.Journal, 1, newest: false, cancellation)).FirstOrDefault();

    public Task AddAsync(SignedHead head, CancellationToken cancellation) => AccessReading.RunAsync(
        contexts,
        context =>
        {
            context.Checkpoints.Add(head.ToRow());
            return context.SaveChangesAsync(cancellation);
        },
        cancellation);

    private Task<List<SignedHead>> ReadAsync(Expression<Func<Checkpoint, bool>> which, int most, bool newest, CancellationToken cancellation) => AccessReading.RunAsync(
        contexts,
        async context =>
        {
            var asked = context.Checkpoints.AsNoTracking().Where(which);
            var ordered = newest ? asked.OrderByDescending(c => c.Number).ThenByDescending(c => c.Id) : asked.OrderBy(c => c.Number).ThenBy(c => c.Id);
            return (await ordered.Take(most).ToListAsync(cancellation)).ConvertAll(AuditRows.ToHead);
        },
        cancellation);
}
