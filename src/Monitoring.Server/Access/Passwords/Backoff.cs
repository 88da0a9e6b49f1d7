namespace Monitoring.Server.Access.Passwords;

/// <summary>How long nothing is tried any more after so many failures in a row. Never for ever: that would let anybody shut anybody else out.</summary>
/// <param name="Free">Failures that cost nothing.</param>
internal sealed record Backoff(int Free, TimeSpan First, TimeSpan Longest)
{
    /// <summary>Of a person: the fifth failure locks for 30 s, each further one twice as long, up to 15 min.</summary>
    public static Backoff OfPerson { get; } = new(4, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>Of a name from wherever: ten addresses' worth, so that whoever only knows a name can't shut its owner out from one.</summary>
    public static Backoff OfName { get; } = new(49, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15));

    /// <summary>Of a kiosk, which a whole kitchen uses.</summary>
    public static Backoff OfKiosk { get; } = new(14, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));

    /// <summary>So long after the last failure all count no more. No wait is longer, or what locks would be forgotten before it is over.</summary>
    public static TimeSpan Forgotten { get; } = TimeSpan.FromMinutes(15);

    /// <param name="failures">In a row, with the last.</param>
    public TimeSpan After(int failures) =>
        failures <= Free ? TimeSpan.Zero : TimeSpan.FromTicks(Math.Min(Longest.Ticks, First.Ticks << Math.Min(failures - Free - 1, 20)));
}
