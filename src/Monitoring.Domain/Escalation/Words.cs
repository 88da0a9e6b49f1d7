using System.Globalization;
using Monitoring.Domain.Alarms;
using Monitoring.Domain.Areas;
using Monitoring.Domain.People;

namespace Monitoring.Domain.Escalation;

/// <summary>The words of the messages to people in one language. Numbers, spans and times are written as people there write them.</summary>
internal abstract class Words
{
    private static readonly Words Indonesian = new IndonesianWords();
    private static readonly Words English = new EnglishWords();

    public static Words Of(Language language) => language == Language.English ? English : Indonesian;

    public abstract string In(Text text);

    public abstract string Priority(Priority priority);

    public abstract string Role(Role role);

    public abstract string Place(string place);

    public abstract string Value(string value, string limit);

    public abstract string Since(string moment, string span);

    public abstract string Returned(string moment);

    public abstract string NobodyActs { get; }

    public abstract string Told(string people);

    public abstract string Missing(string roles);

    public abstract string Do(string action);

    public abstract string Otherwise(string consequence);

    public abstract string Within(string span);

    public abstract string Open(string link);

    public abstract string Written(string moment);

    public abstract string SummarySubject(int count, string facility);

    public abstract string SummaryOpening(int count, string facility);

    public abstract string SummaryLine(string area, string counts);

    public abstract string Worst { get; }

    public abstract string AndMore(int count);

    public string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture).Replace(".", DecimalMark, StringComparison.Ordinal);

    /// <summary>The number with its unit; empty: there is none, or it is a state, which the alarm's own words tell.</summary>
    public string Quantity(double value, string unit) => unit switch
    {
        _ when !double.IsFinite(value) => "",
        "state" => "",
        "count" or "" => Number(value),
        _ => $"{Number(value)} {unit}",
    };

    /// <summary>The two largest parts: "2 h 5 min".</summary>
    public string Span(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => Part((int)Math.Max(0, span.TotalSeconds), Second),
        { TotalHours: < 1 } => Part(span.Minutes, Minute),
        { TotalDays: < 1 } => Parts(span.Hours, Hour, span.Minutes, Minute),
        _ => Parts((int)span.TotalDays, Day, span.Hours, Hour),
    };

    /// <summary>With the day, because a message may be read on another.</summary>
    public string Moment(long time, FacilityClock clock)
    {
        var local = clock.At(time);
        return $"{local.Day} {Months[local.Month - 1]} {local.Year} {local.ToString(ClockFormat, CultureInfo.InvariantCulture)} {clock.ZoneAt(time)}";
    }

    protected abstract string DecimalMark { get; }

    protected abstract string ClockFormat { get; }

    protected abstract string[] Months { get; }

    protected abstract string Second { get; }

    protected abstract string Minute { get; }

    protected abstract string Hour { get; }

    protected abstract string Day { get; }

    private static string Part(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");

    private static string Parts(int large, string unit, int small, string smallUnit) => small == 0 ? Part(large, unit) : $"{Part(large, unit)} {Part(small, smallUnit)}";
}
