using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Monitoring.Records.Plans;

/// <summary>
/// Composes a document from parser events. The library's own representation model stops at the first field that is given twice; this one names each and reads on.
/// </summary>
internal sealed class YamlTreeReader(IParser parser, PlanErrors errors)
{
    // A plan is nested 10 deep. The bound keeps a hostile file from exhausting the stack.
    private const int DeepestNesting = 32;

    // And these bounds one of repeated blocks of repeated blocks from exhausting the rest: no plan repeats itself twenty times over.
    private const int MostRepeated = 20;
    private const int AlwaysAllowed = 1_000_000;

    private readonly Dictionary<AnchorName, YamlTree> anchors = [];
    private long written;

    /// <returns>Null: there is no document; an error says so.</returns>
    /// <exception cref="YamlException">The text isn't YAML.</exception>
    public YamlTree? Read()
    {
        try
        {
            return ReadDocument();
        }
        catch (InvalidOperationException e)
        {
            // The library's answer to some braces that nobody closed.
            var last = parser.Current?.End ?? Mark.Empty;
            throw new YamlException(last, last, "Something that was opened isn't closed.", e);
        }
    }

    private YamlTree? ReadDocument()
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            errors.Add(1, "", "The file is empty.", "Write 'facilities:' and below it the first facility.");
            return null;
        }

        var tree = ReadNode("", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
        {
            errors.Add(Line(second), "", "A second document begins here.", "Keep the plan in one document: remove the line '---'.");
        }

        return tree;
    }

    private YamlTree ReadNode(string path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new YamlException(parser.Current!.Start, parser.Current.End, "The nesting is too deep for a plan.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias, path);
        }

        written++;
        var (start, anchor) = (parser.Current!.Start, ((NodeEvent)parser.Current!).Anchor);
        YamlTree node = parser.TryConsume<Scalar>(out var scalar) ? new YamlScalar(scalar.Value, IsNothing(scalar), Line(scalar))
            : parser.TryConsume<SequenceStart>(out var list) ? ReadList(list, path, depth)
            : ReadMap(parser.Consume<MappingStart>(), path, depth);
        if (node.Size > AlwaysAllowed + (MostRepeated * written))
        {
            throw new YamlException(start, start, "Blocks that repeat other blocks (*NAME) make this far too large for a plan.");
        }

        if (!anchor.IsEmpty)
        {
            anchors[anchor] = node;
        }

        return node;
    }

    private YamlList ReadList(SequenceStart start, string path, int depth)
    {
        List<YamlTree> items = [];
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode($"{path}[{items.Count}]", depth + 1));
        }

        return new YamlList(items, Line(start));
    }

    private YamlMap ReadMap(MappingStart start, string path, int depth)
    {
        List<YamlField> fields = [];
        Dictionary<string, int> lines = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var line = Line(parser.Current!);
            var name = ReadNode(path, depth + 1) is YamlScalar key ? key.Value : null;
            var field = new YamlField(name ?? "", ReadNode(Paths.Field(path, name ?? ""), depth + 1), line);
            if (name is null)
            {
                errors.Add(line, path, "A field's name must be a word.", "Write NAME: VALUE.");
            }
            else if (!lines.TryAdd(name, line))
            {
                errors.Add(line, Paths.Field(path, name), $"'{name}' is given twice, first in line {lines[name]}.", "Keep one of the two.");
            }
            else
            {
                fields.Add(field);
            }
        }

        return new YamlMap(fields, Line(start));
    }

    private YamlTree Resolve(AnchorAlias alias, string path)
    {
        if (anchors.TryGetValue(alias.Value, out var node))
        {
            return node;
        }

        errors.Add(Line(alias), path, $"No block named &{alias.Value} stands above *{alias.Value}.", $"Mark the block to repeat with &{alias.Value}, or write it out.");
        return new YamlScalar("", true, Line(alias));
    }

    private static bool IsNothing(Scalar scalar) => scalar.Style is ScalarStyle.Plain && scalar.Value is "" or "~" or "null";

    private static int Line(ParsingEvent at) => (int)at.Start.Line;
}
