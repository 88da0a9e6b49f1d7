namespace Monitoring.Server.Access.Passwords;

/// <summary>How long nothing is tried any more after so many failures in a row. Never for ever: that would let anybody shut anybody else out.</summary>
/// <param name="Free">Failures that cost nothing.</param>
internal sealed record Backoff(int Free, TimeSpan First, TimeSpan Longest)
{
    /// <summary>Of a person: the fifth failure locks for 30 s, each further one twice as long, up to 15 min.</summary>
    public static Backoff OfPerson { get; } = new(4, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>Of a kiosk, which a whole kitchen uses.</summary>
    public static Backoff OfKiosk { get; } = new(14, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));

    /// <param name="failures">In a row, with the last.</param>
    public TimeSpan After(int failures) =>
        failures <= Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - Free - 1, 20)));
}
