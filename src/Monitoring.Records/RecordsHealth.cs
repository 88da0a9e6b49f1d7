namespace Monitoring.Records;

/// <summary>Whether the record book can be written.</summary>
public sealed class RecordsHealth(TimeProvider clock)
{
    private volatile RecordsCondition current = new(null, clock.GetUtcNow());

    public RecordsCondition Current => current;

    /// <returns>True: the condition has changed between writing and failing.</returns>
    internal bool Report(string? problem)
    {
        var changed = problem is null != current.IsWriting;
        if (changed || problem != current.Problem)
        {
            current = new(problem, changed ? clock.GetUtcNow() : current.Since);
        }

        return changed;
    }
}

/// <param name="Problem">What keeps the last commit from the disk and what to do, in sentences; null: nothing.</param>
/// <param name="Since">UTC.</param>
public sealed record RecordsCondition(string? Problem, DateTimeOffset Since)
{
    public bool IsWriting => Problem is null;
}
