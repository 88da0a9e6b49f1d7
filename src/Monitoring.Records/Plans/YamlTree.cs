namespace Monitoring.Records.Plans;

/// <summary>A YAML document with the line of each node.</summary>
/// <param name="Line">From 1.</param>
internal abstract record YamlTree(int Line)
{
    /// <summary>Nodes that somebody who follows every alias will visit: blocks that repeat blocks that repeat blocks make many out of a short text.</summary>
    public long Size { get; protected init; } = 1;

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

internal sealed record YamlList : YamlTree
{
    public YamlList(IReadOnlyList<YamlTree> items, int line)
        : base(line) => (Items, Size) = (items, 1 + items.Sum(i => i.Size));

    public IReadOnlyList<YamlTree> Items { get; }
}

internal sealed record YamlMap : YamlTree
{
    public YamlMap(IReadOnlyList<YamlField> fields, int line)
        : base(line) => (Fields, Size) = (fields, 1 + fields.Sum(f => f.Value.Size));

    public IReadOnlyList<YamlField> Fields { get; }

    public YamlField? Find(string name) => Fields.FirstOrDefault(f => f.Name == name);
}

internal sealed record YamlField(string Name, YamlTree Value, int Line);
