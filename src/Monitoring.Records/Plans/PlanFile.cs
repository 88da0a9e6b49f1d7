using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Domain.Areas;
using YamlDotNet.Core;

namespace Monitoring.Records.Plans;

/// <summary>The plan in one YAML file; <c>plan.yaml</c> beside this program shows and explains every field.</summary>
public static class PlanFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="PlanException">The file can't be read or says something wrong; it names every error.</exception>
    public static Plan Load(string path) => Parse(ReadText(path), path);

    /// <exception cref="PlanException">The file can't be read.</exception>
    public static string ReadText(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, 0, $"The plan can't be read: {e.Message}", "Give the path of a plan in Plan:File (environment: Plan__File), or leave it empty for the shipped one.");
        }

        try
        {
            return Utf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var line = 1 + bytes.AsSpan(0, Math.Clamp(e.Index, 0, bytes.Length)).Count((byte)'\n');
            throw Unreadable(path, line, "The text isn't UTF-8.", "Save the file with the encoding UTF-8.");
        }
    }

    /// <param name="fileName">What the errors call the file.</param>
    /// <exception cref="PlanException">The text says something wrong; it names every error.</exception>
    public static Plan Parse(string yaml, string fileName)
    {
        var errors = new PlanErrors(fileName);
        var facilities = Read(yaml, errors);
        return errors.Any ? throw errors.ToException() : new Plan(Version(yaml), facilities);
    }

    private static ImmutableArray<FacilityPlan> Read(string yaml, PlanErrors errors)
    {
        try
        {
            if (new YamlTreeReader(new Parser(new StringReader(yaml)), errors).Read() is not { } tree)
            {
                return [];
            }

            var facilities = PlanReader.Read(new Place(errors, tree, tree.Line, ""));
            foreach (var problem in PlanRules.Check(facilities).Where(p => !errors.Cover(p.Path)).ToList())
            {
                errors.Add(tree.LineOf(problem.Path), problem.Path, problem.What, problem.Remedy);
            }

            return facilities;
        }
        catch (YamlException e)
        {
            ReportSyntax(yaml, e, errors);
            return [];
        }
    }

    private static void ReportSyntax(string yaml, YamlException e, PlanErrors errors)
    {
        var tab = yaml.Split('\n').Index().FirstOrDefault(l => l.Item.TakeWhile(char.IsWhiteSpace).Contains('\t'));
        if (tab.Item is not null)
        {
            errors.Add(tab.Index + 1, "", "The line is indented with a tab.", "Use spaces.");
        }
        else
        {
            errors.Add(
                (int)e.Start.Line, "", $"This isn't YAML: {e.Message}",
                "Look at this line and the one before: indentation, a missing ':' or quote; a text that holds ': ' or '#' needs quotes.");
        }
    }

    private static string Version(string yaml) => Convert.ToHexStringLower(SHA256.HashData(Utf8.GetBytes(yaml)))[..12];

    private static PlanException Unreadable(string path, int line, string what, string remedy) => new([new PlanError(path, line, "", what, remedy)]);
}
