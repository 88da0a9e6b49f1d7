using System.Text;

namespace Monitoring.Domain.Audit;

/// <summary>What changed between two texts, line by line.</summary>
public static class LineDiff
{
    /// <summary>Of an answer; what goes beyond is counted.</summary>
    public const int MostLines = 200;

    // Of the table that finds what both have in common: 16 MB.
    private const long MostCells = 4_000_000;

    /// <returns>Lines with <c>-</c> or <c>+</c> before them, behind a line <c>@@ n @@</c> that says at which line of the new text they stand; empty: nothing has changed.</returns>
    public static string Of(string before, string after)
    {
        var (old, now) = (before.ReplaceLineEndings("\n").Split('\n'), after.ReplaceLineEndings("\n").Split('\n'));
        var start = 0;
        while (start < old.Length && start < now.Length && old[start] == now[start])
        {
            start++;
        }

        var end = 0;
        while (end < old.Length - start && end < now.Length - start && old[^(end + 1)] == now[^(end + 1)])
        {
            end++;
        }

        return Write(Compare(old[start..^end], now[start..^end], start));
    }

    /// <summary>Each changed line with its sign, and the line of the new text before which a group of them stands; 0: the group goes on.</summary>
    private static List<(int At, string Line)> Compare(string[] old, string[] now, int start)
    {
        var common = (long)(old.Length + 1) * (now.Length + 1) <= MostCells ? Common(old, now) : null;
        List<(int At, string Line)> changes = [];
        var wasChange = false;
        for (int i = 0, j = 0; i < old.Length || j < now.Length;)
        {
            if (common is not null && i < old.Length && j < now.Length && old[i] == now[j])
            {
                (i, j, wasChange) = (i + 1, j + 1, false);
                continue;
            }

            var at = wasChange ? 0 : start + j + 1;
            wasChange = true;
            var goes = i < old.Length && (j == now.Length || common is null || common[i + 1, j] >= common[i, j + 1]);
            changes.Add((at, goes ? $"-{old[i++]}" : $"+{now[j++]}"));
        }

        return changes;
    }

    /// <summary>How many lines the rests of both, from a line of each on, have in common in the same order.</summary>
    private static int[,] Common(string[] old, string[] now)
    {
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        return common;
    }

    private static string Write(List<(int At, string Line)> changes)
    {
        var text = new StringBuilder();
        foreach (var (at, line) in changes.Take(MostLines))
        {
            if (at > 0)
            {
                text.Append("@@ ").Append(at).Append(" @@\n");
            }

            text.Append(line).Append('\n');
        }

        return changes.Count > MostLines ? text.Append("@@ and ").Append(changes.Count - MostLines).Append(" more lines @@\n").ToString() : text.ToString();
    }
}
