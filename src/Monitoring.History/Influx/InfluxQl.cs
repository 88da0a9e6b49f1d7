using System.Globalization;
using System.Text;

namespace Monitoring.History.Influx;

/// <summary>How names, texts and times are spelled in InfluxQL: no text that is quoted here can end its quotes.</summary>
internal static class InfluxQl
{
    private const long Latest = long.MaxValue / 1_000_000;

    public static string Identifier(string name) => Quote(name, '"');

    /// <summary>The value of a tag, cleaned as it was when it was written.</summary>
    public static string Literal(string value) => Quote(LineProtocol.Clean(value), '\'');

    /// <param name="time">Unix milliseconds, UTC. What lies beyond InfluxDB's own end (the year 2262, in nanoseconds) means that end.</param>
    public static string Time(long time) => string.Create(CultureInfo.InvariantCulture, $"{Math.Min(time, Latest)}ms");

    private static string Quote(string text, char quote)
    {
        var quoted = new StringBuilder(text.Length + 2).Append(quote);
        foreach (var c in text)
        {
            // Not in any name of ours, and InfluxQL would end the text at it.
            if (c is '\n' or '\r' or '\0')
            {
                quoted.Append('_');
                continue;
            }

            if (c == quote || c == '\\')
            {
                quoted.Append('\\');
            }

            quoted.Append(c);
        }

        return quoted.Append(quote).ToString();
    }
}
