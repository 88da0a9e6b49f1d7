using System.Text;

namespace Monitoring.Tests.Server.Exports;

/// <summary>Reads RFC 4180 strictly and knows nothing of the writer.</summary>
internal static class Csv
{
    public static List<string[]> Read(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        List<string[]> rows = [];
        List<string> row = [];
        for (var at = 0; at < text.Length;)
        {
            row.Add(Cell(text, ref at));
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }

        Assert.Empty(row);
        return rows;
    }

    private static string Cell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            var start = at;
            at = text.IndexOfAny([',', '\r'], at);
            Assert.DoesNotContain('"', text[start..at]);
            return text[start..at];
        }

        var cell = new StringBuilder();
        for (at++; ; at++)
        {
            if (text[at] != '"')
            {
                cell.Append(text[at]);
            }
            else if (text[at + 1] == '"')
            {
                cell.Append('"');
                at++;
            }
            else
            {
                at++;
                return cell.ToString();
            }
        }
    }
}
