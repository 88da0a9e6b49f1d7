using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Monitoring.Server.Access.Passwords;

/// <summary>
/// Normalization form KC (Unicode Standard Annex 15): the same password typed on another keyboard is the same bytes. The system's own needs a library that isn't on
/// every box, and does nothing at all where globalization is invariant, as here.
/// </summary>
internal static class Nfkc
{
    private const int HangulFirst = 0xAC00, LeadFirst = 0x1100, VowelFirst = 0x1161, TailFirst = 0x11A7;
    private const int Leads = 19, Vowels = 21, Tails = 28, Hangul = Leads * Vowels * Tails;

    private static readonly Lazy<Tables> Unicode = new(Tables.Read);

    public static string Normalise(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            Decompose(rune.Value, runes);
        }

        Order(runes);
        var normal = new StringBuilder(text.Length);
        foreach (var rune in Compose(runes))
        {
            normal.Append(new Rune(rune).ToString());
        }

        return normal.ToString();
    }

    private static void Decompose(int rune, List<int> into)
    {
        if (rune - HangulFirst is >= 0 and < Hangul and var syllable)
        {
            into.Add(LeadFirst + (syllable / (Vowels * Tails)));
            into.Add(VowelFirst + (syllable % (Vowels * Tails) / Tails));
            if (syllable % Tails is > 0 and var tail)
            {
                into.Add(TailFirst + tail);
            }
        }
        else if (Unicode.Value.Decompositions.TryGetValue(rune, out var parts))
        {
            into.AddRange(parts);
        }
        else
        {
            into.Add(rune);
        }
    }

    /// <summary>Marks after a letter stand in the order of their classes; equal ones keep theirs.</summary>
    private static void Order(List<int> runes)
    {
        for (var i = 1; i < runes.Count; i++)
        {
            var moving = Class(runes[i]);
            for (var at = i; moving > 0 && at > 0 && Class(runes[at - 1]) > moving; at--)
            {
                (runes[at - 1], runes[at]) = (runes[at], runes[at - 1]);
            }
        }
    }

    private static List<int> Compose(List<int> runes)
    {
        var composed = new List<int>(runes.Count);
        var (starter, last) = (-1, 0);
        foreach (var rune in runes)
        {
            var own = Class(rune);
            if (starter >= 0 && (composed.Count - 1 == starter || (last > 0 && last < own)) && Pair(composed[starter], rune) is { } one)
            {
                composed[starter] = one;
                continue;
            }

            composed.Add(rune);
            last = own;
            if (own == 0)
            {
                starter = composed.Count - 1;
            }
        }

        return composed;
    }

    private static int? Pair(int first, int second)
    {
        if (first - LeadFirst is >= 0 and < Leads and var lead && second - VowelFirst is >= 0 and < Vowels and var vowel)
        {
            return HangulFirst + (((lead * Vowels) + vowel) * Tails);
        }

        if (first - HangulFirst is >= 0 and < Hangul and var syllable && syllable % Tails == 0 && second - TailFirst is > 0 and < Tails and var tail)
        {
            return first + tail;
        }

        return Unicode.Value.Composites.TryGetValue((first, second), out var one) ? one : null;
    }

    private static int Class(int rune) => Unicode.Value.Classes.GetValueOrDefault(rune);

    private sealed record Tables(FrozenDictionary<int, int[]> Decompositions, FrozenDictionary<int, int> Classes, FrozenDictionary<(int, int), int> Composites)
    {
        public static Tables Read()
        {
            var (decompositions, classes, composites) = (new Dictionary<int, int[]>(), new Dictionary<int, int>(), new Dictionary<(int, int), int>());
            foreach (var line in Resource.Lines("unicode-nfkc.txt"))
            {
                var words = line.Split(' ');
                switch (words[0])
                {
                    case "d":
                        decompositions.Add(Hex(words[1]), [.. words[2..].Select(Hex)]);
                        break;
                    case "p":
                        composites.Add((Hex(words[1]), Hex(words[2])), Hex(words[3]));
                        break;
                    default:
                        foreach (var range in words[2..].Select(w => w.Split('-')))
                        {
                            for (var rune = Hex(range[0]); rune <= Hex(range[^1]); rune++)
                            {
                                classes.Add(rune, int.Parse(words[1], CultureInfo.InvariantCulture));
                            }
                        }

                        break;
                }
            }

            return new Tables(decompositions.ToFrozenDictionary(), classes.ToFrozenDictionary(), composites.ToFrozenDictionary());
        }

        private static int Hex(string word) => int.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
