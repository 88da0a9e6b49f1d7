namespace Monitoring.Records.Plans;

/// <summary>A YAML document with the line of each node.</summary>
/// <param name="Line">From 1.</param>
internal abstract record YamlTree(int Line)
{
    /// <summary>The line of the field at a path, or of the nearest thing around it that is there.</summary>
    public int LineOf(string path)
    {
        var (node, line) = (this, Line);
        foreach (var step in path.Split(['.', '['], StringSplitOptions.RemoveEmptyEntries))
        {
            var next = node switch
            {
                YamlMap map => map.Find(step) is { } field ? (field.Value, field.Line) : default,
                YamlList list when int.TryParse(step.TrimEnd(']'), out var index) && index < list.Items.Count => (list.Items[index], list.Items[index].Line),
                _ => default((YamlTree Node, int Line)?),
            };
            if (next is not { Item1: not null } found)
            {
                return line;
            }

            (node, line) = found;
        }

        return line;
    }
}

/// <param name="IsEmpty">Nothing, <c>~</c> or <c>null</c> stands where a value should.</param>
internal sealed record YamlScalar(string Value, bool IsEmpty, int Line) : YamlTree(Line);

internal sealed record YamlList(IReadOnlyList<YamlTree> Items, int Line) : YamlTree(Line);

internal sealed record YamlMap(IReadOnlyList<YamlField> Fields, int Line) : YamlTree(Line)
{
    public YamlField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

internal sealed record YamlField(string Name, YamlTree Value, int Line);
