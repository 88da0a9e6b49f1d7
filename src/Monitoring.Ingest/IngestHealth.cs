using System.Collections.Immutable;

namespace Monitoring.Ingest;

/// <summary>Whether readings can come in, for a health check to tell. Safe to read from any thread.</summary>
public sealed class IngestHealth
{
    private volatile IngestState state = new(false, null, "The server is starting.", []);

    public IngestState State => state;

    internal void Up(DateTimeOffset since) => state = state with { IsUp = true, Since = since, WhyNot = null };

    internal void Down(string whyNot) => state = state with { IsUp = false, Since = null, WhyNot = whyNot };

    internal void Warn(ImmutableArray<string> warnings) => state = state with { Warnings = warnings };
}

/// <param name="IsUp">Embedded: the broker takes connections. External: we are connected to it.</param>
/// <param name="WhyNot">One sentence for an operator.</param>
/// <param name="Warnings">Readings come in, but the broker is set up in a way that can lose some.</param>
public sealed record IngestState(bool IsUp, DateTimeOffset? Since, string? WhyNot, ImmutableArray<string> Warnings);
