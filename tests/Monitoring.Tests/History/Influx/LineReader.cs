using System.Globalization;
using System.Text;

namespace Monitoring.Tests.History.Influx;

/// <summary>A strict reader of line protocol, written from the vendor's description: what it takes, every version takes.</summary>
internal sealed class LineReader
{
    private readonly string line;
    private int at;

    private LineReader(string line) => this.line = line;

    public sealed record Line(string Measurement, IReadOnlyList<KeyValuePair<string, string>> Tags, IReadOnlyDictionary<string, object> Fields, long Time);

    public static Line Read(string line)
    {
        var reader = new LineReader(line);
        var measurement = reader.Name(", ");
        List<KeyValuePair<string, string>> tags = [];
        while (reader.Take(','))
        {
            var key = reader.Name("=, ");
            reader.Expect('=');
            tags.Add(new(key, reader.Name("=, ")));
        }

        reader.Expect(' ');
        Dictionary<string, object> fields = [];
        do
        {
            var key = reader.Name("=, ");
            reader.Expect('=');
            fields.Add(key, reader.Value());
        }
        while (reader.Take(','));
        reader.Expect(' ');
        var time = long.Parse(line[reader.at..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return tags.Select(t => t.Key).Distinct().Count() == tags.Count ? new Line(measurement, tags, fields, time) : throw reader.Wrong("a tag twice");
    }

    private string Name(string ends)
    {
        var name = new StringBuilder();
        for (; at < line.Length && !ends.Contains(line[at], StringComparison.Ordinal); at++)
        {
            if (char.IsControl(line[at]))
            {
                throw Wrong("a control character");
            }

            // A backslash is itself, unless it stands before what ends a name.
            if (line[at] == '\\' && at + 1 < line.Length && ends.Contains(line[at + 1], StringComparison.Ordinal))
            {
                at++;
            }

            name.Append(line[at]);
        }

        return name.Length > 0 ? name.ToString() : throw Wrong("an empty name");
    }

    private object Value()
    {
        if (Take('"'))
        {
            var text = new StringBuilder();
            while (!Take('"'))
            {
                if (line[at] == '\\' && line[at + 1] is '"' or '\\')
                {
                    at++;
                }

                text.Append(line[at++]);
            }

            return text.ToString();
        }

        var start = at;
        while (line[at] is not (',' or ' '))
        {
            at++;
        }

        var word = line[start..at];
        return word.EndsWith('i')
            ? (object)long.Parse(word[..^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
            : word.AsSpan().ContainsAny('.', 'E') ? double.Parse(word, NumberStyles.Float, CultureInfo.InvariantCulture) : throw Wrong("a number that isn't surely a float");
    }

    private bool Take(char c)
    {
        if (at >= line.Length || line[at] != c)
        {
            return false;
        }

        at++;
        return true;
    }

    private void Expect(char c)
    {
        if (!Take(c))
        {
            throw Wrong($"'{c}' missing");
        }
    }

    private FormatException Wrong(string what) => new($"{what} at {at} in {line}");
}
