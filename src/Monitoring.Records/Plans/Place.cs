using System.Collections.Immutable;
using System.Globalization;
using Monitoring.Domain.Areas;

namespace Monitoring.Records.Plans;

/// <summary>
/// A place in the file that is to be read as something. Every reading reports what is wrong and gives null or an empty thing; a place where nothing stands
/// gives the same in silence (that it should be there has been said, or it need not).
/// </summary>
internal sealed class Place(PlanErrors errors, YamlTree? node, int line, string path)
{
    public bool Exists => node is not null;

    public string? Word() => Scalar("a word");

    public double? Number() => Scalar("a number") is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : Fail<double>($"'{text}' isn't a number.", "Write digits with a point, for example 12.5.");

    public TimeSpan? Duration() => Scalar("a duration") is not { } text ? null
        : Durations.TryParse(text, out var duration) ? duration
        : Fail<TimeSpan>($"'{text}' isn't a duration.", "Write one number and its unit, for example 60s, 30min, 4h or 1d (at most 366d).");

    /// <summary>A duration, or the word for "none": null.</summary>
    public TimeSpan? DurationOr(string none) => node is YamlScalar { Value: var word } && word == none ? null : Duration();

    public TimeOnly? TimeOfDay() => Scalar("a time of day") is not { } text ? null
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : Fail<TimeOnly>($"'{text}' isn't a time of day.", "Write hours and minutes, for example 06:00 or 17:30; midnight is 00:00.");

    public T? Choice<T>(IReadOnlyDictionary<string, T> choices)
        where T : struct => Scalar("a word") is not { } word ? null
        : choices.TryGetValue(word, out var choice) ? choice
        : Fail<T>($"'{word}' isn't known here.", Spelling.Suggest(word, choices.Keys));

    public Text Text() => Map(
        f => new Text(f.Required("id").Word() ?? "", f.Required("en").Word() ?? ""),
        "Write it in both languages: {id: TEXT, en: TEXT}.");

    public ImmutableArray<T> List<T>(Func<Place, T> read)
    {
        switch (node)
        {
            case YamlList list:
                return [.. list.Items.Select((item, i) => read(new Place(errors, item, item.Line, $"{path}[{i}]")))];
            case not null:
                Report($"A list is expected, not {Kind(node)}.", "Write its items below, each after '- '.");
                return [];
            default:
                return [];
        }
    }

    /// <summary>A list, or one item without the dash.</summary>
    public ImmutableArray<T> OneOrMore<T>(Func<Place, T> read)
    {
        if (node is YamlList { Items.Count: 0 })
        {
            Report("The list is empty.", "Add at least one, or remove the field.");
        }

        return node is YamlScalar ? [read(this)] : List(read);
    }

    public T Map<T>(Func<Fields, T> read, string remedy = "Write NAME: VALUE, one on each line.")
    {
        if (node is YamlMap map)
        {
            var fields = new Fields(errors, map, line, path);
            var result = read(fields);
            fields.ReportUnknown();
            return result;
        }

        if (node is not null)
        {
            Report($"Fields are expected, not {Kind(node)}.", remedy);
        }

        return read(new Fields(errors.Muted(), new YamlMap([], line), line, path));
    }

    /// <summary>Reads fields where they are, and the short form where a single value stands.</summary>
    public T MapOr<T>(Func<Fields, T> fields, Func<Place, T> value) => node is YamlScalar ? value(this) : Map(fields);

    public void Report(string what, string remedy) => errors.Add(line, path, what, remedy);

    private string? Scalar(string expected)
    {
        switch (node)
        {
            case null:
                return null;
            case YamlScalar { IsEmpty: false } scalar when !string.IsNullOrWhiteSpace(scalar.Value):
                return scalar.Value;
            case YamlScalar:
                Report("It has no value.", $"Write {expected} here, or remove the field.");
                return null;
            default:
                Report($"{char.ToUpperInvariant(expected[0])}{expected[1..]} is expected, not {Kind(node)}.", $"Write {expected} after the colon.");
                return null;
        }
    }

    private T? Fail<T>(string what, string remedy)
        where T : struct
    {
        Report(what, remedy);
        return null;
    }

    private static string Kind(YamlTree node) => node switch
    {
        YamlScalar { IsEmpty: true } => "nothing",
        YamlScalar scalar => $"'{scalar.Value}'",
        YamlList => "a list",
        _ => "fields",
    };
}
