namespace Monitoring.Records.Plans;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Spelling
{
    /// <returns>"Did you mean 'x'?", or all the words there are.</returns>
    public static string Suggest(string word, IEnumerable<string> words)
    {
        var known = words.ToList();
        var nearest = known.Select(k => (Word: k, Distance: Distance(Plain(word), Plain(k)))).OrderBy(k => k.Distance).FirstOrDefault();
        return nearest.Word is { } found && nearest.Distance <= Math.Max(1, found.Length / 3)
            ? $"Did you mean '{found}'?"
            : $"Known are: {string.Join(", ", known)}.";
    }

    private static string Plain(string word) => word.Replace('-', '_').ToUpperInvariant();

    /// <summary>Levenshtein's: letters to add, remove or change.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
