namespace Monitoring.History.Store;

/// <summary>How the store is doing.</summary>
/// <param name="Problem">What is wrong and since what; null: nothing. While writing is refused, readings stay unacknowledged and are tried again.</param>
/// <param name="Backlog">Readings that wait for their commit.</param>
/// <param name="FileBytes">Size of the store on disk, its write-ahead log included.</param>
public sealed record StoreHealth(string? Problem, long Backlog, long FileBytes)
{
    public bool IsFailing => Problem is not null;
}
