using System.Net.Http.Headers;
using System.Text;

namespace Monitoring.History.Influx;

/// <summary>The addresses and the log-in that a dialect asks for.</summary>
internal sealed class InfluxTarget
{
    private readonly InfluxOptions options;
    private readonly Uri root;

    public InfluxTarget(InfluxOptions options)
    {
        this.options = options;
        var address = options.Address ?? throw new InvalidOperationException($"{InfluxOptions.Section}:Address isn't set: there is no InfluxDB.");
        root = new Uri(address.EndsWith('/') ? address : $"{address}/");
        Authorization = options.Secret()?.Read() is { } secret ? LogIn(secret) : null;
        Write = new Uri(root, options.Dialect == InfluxDialect.V1
            ? $"write?db={Escape(options.Database)}{RetentionPolicy}&precision=ms"
            : $"api/v2/write?{(options.Organization is null ? "" : $"org={Escape(options.Organization)}&")}bucket={Escape(options.Database)}&precision=ms");
    }

    public Uri Write { get; }

    public Uri Ping => new(root, "ping");

    public AuthenticationHeaderValue? Authorization { get; }

    /// <summary>For people: scheme, host and port, nothing else.</summary>
    public string Name => root.GetLeftPart(UriPartial.Authority);

    private string RetentionPolicy => options.RetentionPolicy is null ? "" : $"&rp={Escape(options.RetentionPolicy)}";

    /// <param name="query">InfluxQL; times in the answer are Unix milliseconds.</param>
    public Uri Query(string query) => new(root, $"query?db={Escape(options.Database)}{RetentionPolicy}&epoch=ms&chunked=true&chunk_size=5000&q={Escape(query)}");

    /// <summary>1.x: makes the database.</summary>
    public (Uri Address, string Body) CreateDatabase() => (new Uri(root, "query"), $"q={Escape($"CREATE DATABASE {InfluxQl.Identifier(options.Database!)}")}");

    private AuthenticationHeaderValue LogIn(string secret) => options.Dialect switch
    {
        InfluxDialect.V1 => new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{options.UserName}:{secret}"))),
        InfluxDialect.V2 => new("Token", secret),
        _ => new("Bearer", secret),
    };

    private static string Escape(string? text) => Uri.EscapeDataString(text ?? "");
}
