namespace Monitoring.History.Influx;

/// <summary>What became of one write request.</summary>
internal abstract record WriteOutcome
{
    /// <summary>Durable at the server.</summary>
    public sealed record Taken : WriteOutcome;

    /// <summary>The same lines may be taken later.</summary>
    /// <param name="After">How long the server asked to be left alone.</param>
    public sealed record Retry(string Why, TimeSpan? After = null) : WriteOutcome;

    /// <summary>Nothing will be taken until a person changes something.</summary>
    /// <param name="What">What is wrong, and the remedy.</param>
    public sealed record Misconfigured(string What) : WriteOutcome;

    /// <summary>More bytes than the server takes at a time.</summary>
    public sealed record TooLarge(string Words) : WriteOutcome;

    /// <summary>The server found at least one line that it will never take; others may be written already (1.x, 3.x) or not (2.x).</summary>
    /// <param name="Words">The server's own.</param>
    public sealed record Rejected(string Words) : WriteOutcome;

    /// <summary>All is written but what is older than the retention time, which the server would delete at once.</summary>
    public sealed record BeyondRetention(int Dropped) : WriteOutcome;
}
