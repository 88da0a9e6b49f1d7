namespace Monitoring.Server.Access.Passwords;

/// <summary>How much of a text can be guessed.</summary>
internal static class Weakness
{
    private const int LongestPattern = 5;
    private const int ShortestRow = 4;

    private static readonly string[] Rows = [.. Both(
    [
        "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "qazwsxedcrfvtgbyhnujmikolp",
        "q1w2e3r4t5y6u7i8o9p0", "1q2w3e4r5t6y7u8i9o0p", "147258369", "159357",
    ])];

    /// <summary>Upper and lower case, blanks and the usual swaps (0 for o) make nothing harder to guess.</summary>
    public static string Plain(string text) => new([.. text.ToLowerInvariant().Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_' or '.' or ',')).Select(Unswap)]);

    /// <summary>One character, or a short pattern, over and over (the last time perhaps in part).</summary>
    public static bool IsRepeated(string text) =>
        Enumerable.Range(1, Math.Min(LongestPattern, text.Length / 2)).Any(length => Repeats(text, length)) || (text.Length % 2 == 0 && Repeats(text, text.Length / 2));

    /// <summary>Are fewer characters left than <paramref name="needed"/> when rows of keys, repeats and these words are taken out?</summary>
    public static bool IsMadeOf(string text, int needed, string[] words)
    {
        var guessable = new bool[text.Length];
        foreach (var word in words)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                Array.Fill(guessable, true, at, word.Length);
            }
        }

        for (var at = 0; at + ShortestRow <= text.Length; at++)
        {
            if (IsRow(text.AsSpan(at, ShortestRow)))
            {
                Array.Fill(guessable, true, at, ShortestRow);
            }
        }

        // What comes a second time is no news.
        var news = text.Where((_, at) => !guessable[at]).ToArray();
        return news.Length < needed || news.Distinct().Count() < needed / 2;
    }

    private static char Unswap(char c) => c switch { '0' => 'o', '1' => 'l', '3' => 'e', '4' => 'a', '5' => 's', '7' => 't', '@' => 'a', '$' => 's', '!' => 'i', _ => c };

    private static bool Repeats(string text, int length) => Enumerable.Range(length, text.Length - length).All(at => text[at] == text[at - length]);

    private static bool IsRow(ReadOnlySpan<char> four)
    {
        foreach (var row in Rows)
        {
            if (row.AsSpan().Contains(four, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return four[0] == four[1] && four[1] == four[2] && four[2] == four[3];
    }

    private static IEnumerable<string> Both(string[] rows) => rows.Select(Plain).SelectMany(r => (string[])[r, new string([.. r.Reverse()])]);
}
