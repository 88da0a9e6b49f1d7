using Monitoring.Domain.Audit;

namespace Monitoring.Records.Audit;

/// <summary>A book whose entries are chained, read in pages.</summary>
internal abstract class ChainedBook(string name)
{
    /// <summary><see cref="Chain.Audit"/> or <see cref="Chain.Journal"/>.</summary>
    public string Name { get; } = name;

    /// <param name="number">Entries with a higher number; none: there are no more.</param>
    /// <exception cref="IOException">It can't be read now.</exception>
    /// <exception cref="InvalidDataException">It isn't of this program's form.</exception>
    public abstract Task<List<ChainEntry>> ReadAfterAsync(long number, CancellationToken cancellation);
}
