namespace Monitoring.Server.Access.Passwords;

/// <summary>Lists that are built into the program. Lines that begin with <c>#</c> say where a list is from.</summary>
internal static class Resource
{
    public static IEnumerable<string> Lines(string file)
    {
        using var reader = new StreamReader(typeof(Resource).Assembly.GetManifestResourceStream(typeof(Resource), file)
            ?? throw new InvalidOperationException($"'{file}' isn't built into the program."));
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0 && line[0] != '#')
            {
                yield return line;
            }
        }
    }
}
