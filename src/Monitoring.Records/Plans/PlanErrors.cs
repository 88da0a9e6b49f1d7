namespace Monitoring.Records.Plans;

/// <summary>What has been found wrong in a file so far.</summary>
internal sealed class PlanErrors(string file)
{
    /// <summary>Nobody reads more at once; what is wrong beyond shows when these are mended.</summary>
    private const int Most = 1_000;

    private readonly List<PlanError> found = [];

    public bool Any => found.Count > 0;

    public void Add(int line, string path, string what, string remedy)
    {
        if (found.Count < Most)
        {
            found.Add(new PlanError(file, line, path, what, remedy));
        }
    }

    /// <summary>There is an error of form at this path, around it or below it: what the rules say of the value that stands in for it means nothing.</summary>
    public bool Cover(string path) => found.Count == Most || found.Exists(e => IsAtOrBelow(path, e.Field) || IsAtOrBelow(e.Field, path));

    /// <summary>For reading on where nothing more can be said, so that a list keeps its length.</summary>
    public PlanErrors Muted() => new(file);

    public PlanException ToException() => new([.. found.OrderBy(e => e.Line)]);

    private static bool IsAtOrBelow(string path, string top) =>
        path.StartsWith(top, StringComparison.Ordinal) && (top.Length is 0 || top.Length == path.Length || path[top.Length] is '.' or '[');
}
