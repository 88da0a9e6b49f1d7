using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Monitoring.History.Influx;

/// <summary>What the answer to a write means, over all three dialects.</summary>
internal static partial class WriteJudge
{
    private static readonly string[] OfTheRequest = ["database is required", "bucket is required", "org is required", "invalid precision"];

    private static readonly string[] OfTheLines = ["unable to parse", "conflict"];

    private static readonly string[] OfTheWay = ["unexpected EOF", "gzip:", "invalid gzip"];

    /// <param name="lines">How many lines the request had.</param>
    /// <param name="after">What <c>Retry-After</c> asked for.</param>
    public static WriteOutcome Judge(HttpStatusCode status, ServerWords words, int lines, TimeSpan? after, InfluxOptions options)
    {
        var said = $"{(int)status}: {words.Text}";
        return status switch
        {
            HttpStatusCode.NoContent or HttpStatusCode.OK => new WriteOutcome.Taken(),
            HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity => Refused(said, words, lines),
            HttpStatusCode.Unauthorized => new WriteOutcome.Misconfigured($"The server doesn't know us ({said}). {LogIn(options)}"),
            HttpStatusCode.Forbidden => new WriteOutcome.Misconfigured(
                $"We may not write to '{options.Database}' ({said}). Give {Who(options)} the right to write to it, and to read from it."),
            HttpStatusCode.NotFound => new WriteOutcome.Misconfigured(NotThere(said, words, options)),
            HttpStatusCode.RequestEntityTooLarge => new WriteOutcome.TooLarge(said),
            HttpStatusCode.InternalServerError when words.Text.Contains("retention policy not found", StringComparison.OrdinalIgnoreCase) => new WriteOutcome.Misconfigured(
                $"'{options.Database}' has no such retention policy ({said}). Correct Influx:RetentionPolicy, or make it on the server."),
            HttpStatusCode.NotImplemented => Unlike(said),
            HttpStatusCode.RequestTimeout or (HttpStatusCode)425 or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError =>
                new WriteOutcome.Retry($"The server answered {said}", after),
            >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest => new WriteOutcome.Misconfigured(
                $"The server sends us elsewhere ({said}); redirects aren't followed. Write the final address into Influx:Address."),
            _ => Unlike(said),
        };
    }

    private static WriteOutcome Refused(string said, ServerWords words, int lines)
    {
        if (OfTheWay.Any(o => words.Text.Contains(o, StringComparison.OrdinalIgnoreCase)))
        {
            return new WriteOutcome.Retry($"The request was damaged on its way ({said})");
        }

        // A proxy's refusal, or one of the request as a whole, says nothing of the lines: to believe it would put every point into quarantine.
        if (!words.IsInflux || OfTheRequest.Any(o => words.Text.Contains(o, StringComparison.OrdinalIgnoreCase)))
        {
            return Unlike(said);
        }

        return words.Text.Contains("beyond retention policy", StringComparison.OrdinalIgnoreCase) && !OfTheLines.Any(o => words.Text.Contains(o, StringComparison.OrdinalIgnoreCase))
            ? new WriteOutcome.BeyondRetention(int.TryParse(Dropped().Match(words.Text).Groups["points"].ValueSpan, CultureInfo.InvariantCulture, out var points) ? Math.Min(points, lines) : lines)
            : new WriteOutcome.Rejected(said);
    }

    private static string LogIn(InfluxOptions options) => options.Dialect == InfluxDialect.V1
        ? "Correct Influx:UserName and Influx:PasswordFile."
        : "Correct Influx:TokenFile, and check Influx:Dialect.";

    private static string Who(InfluxOptions options) => options.Dialect == InfluxDialect.V1 ? $"user '{options.UserName}'" : "the token";

    private static string NotThere(string said, ServerWords words, InfluxOptions options) => words.IsInflux
        ? $"There is no {(options.Dialect == InfluxDialect.V2 ? "bucket" : "database")} '{options.Database}' on the server, or we may not see it ({said}). Make it, or correct "
            + (options.Dialect == InfluxDialect.V2 ? "Influx:Database and Influx:Organization." : "Influx:Database.")
        : $"The server has no such address ({said}): it isn't InfluxDB, or of another version than Influx:Dialect {options.Dialect}. Correct Influx:Address or Influx:Dialect.";

    public static WriteOutcome.Misconfigured Unlike(string said) =>
        new($"The server answered as InfluxDB wouldn't ({said}). Check Influx:Address, Influx:Dialect, and what stands between.");

    [GeneratedRegex(@"dropped=(?<points>\d{1,9})")]
    private static partial Regex Dropped();
}
