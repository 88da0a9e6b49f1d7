using System.Globalization;

namespace Monitoring.Simulator.Load;

/// <summary>What a process has spent on processors, from <c>/proc</c> of Linux.</summary>
internal static class ProcessorTime
{
    // USER_HZ, which is 100 on every Linux that .NET runs on.
    private const double TicksPerSecond = 100;

    /// <returns>Null: no such process, or not on Linux.</returns>
    public static TimeSpan? Of(int process)
    {
        var file = string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat");
        return File.Exists(file) ? Parse(File.ReadAllText(file)) : null;
    }

    /// <param name="stat">The second field is the program's name in brackets and may hold anything; user and system time are the 12th and 13th after it.</param>
    public static TimeSpan Parse(string stat)
    {
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
