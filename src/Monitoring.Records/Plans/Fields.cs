namespace Monitoring.Records.Plans;

/// <summary>The fields of one thing in the file. Whoever reads it asks for the fields that it knows; what nobody asks for is unknown.</summary>
internal sealed class Fields(PlanErrors errors, YamlMap map, int line, string path)
{
    private readonly List<string> known = [];

    /// <summary>A field that may be left out.</summary>
    public Place this[string name]
    {
        get
        {
            known.Add(name);
            var field = map.Find(name);
            return new Place(errors, field?.Value, field?.Line ?? line, Paths.Field(path, name));
        }
    }

    /// <summary>A field that must be there.</summary>
    public Place Required(string name)
    {
        if (map.Find(name) is null)
        {
            errors.Add(line, Paths.Field(path, name), $"'{name}' is missing.", $"Add '{name}:' here.");
        }

        return this[name];
    }

    /// <summary>Exactly one of these fields must be there.</summary>
    /// <returns>Null: it isn't, which is reported.</returns>
    public (string Name, Place Place)? OneOf(params string[] names)
    {
        var there = names.Select(n => (Name: n, Place: this[n])).Where(f => f.Place.Exists).ToList();
        if (there.Count > 1)
        {
            errors.Add(line, path, $"{string.Join(" and ", there.Select(f => f.Name))} can't stand together.", "Keep one of them.");
        }
        else if (map.Fields.Count is 0)
        {
            errors.Add(line, path, "Nothing stands here.", $"Add one of {string.Join(", ", names)}.");
        }

        return there.Count is 1 ? there[0] : null;
    }

    public void ReportUnknown()
    {
        foreach (var field in map.Fields.Where(f => !known.Contains(f.Name)))
        {
            errors.Add(field.Line, Paths.Field(path, field.Name), $"'{field.Name}' isn't a field here.", Spelling.Suggest(field.Name, known));
        }
    }
}
