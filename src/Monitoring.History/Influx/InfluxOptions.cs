using Monitoring.Grains.Settings;

namespace Monitoring.History.Influx;

/// <summary>The InfluxDB that readings are forwarded to. Section <c>Influx</c>; without <see cref="Address"/> there is none, and the embedded store is all.</summary>
public sealed class InfluxOptions
{
    public const string Section = "Influx";

    /// <summary>Root of the server, like <c>https://influx.site.example:8086/</c>.</summary>
    public string? Address { get; set; }

    /// <summary>Which of the three ways to write and to log in. Default <see cref="InfluxDialect.V1"/>.</summary>
    public InfluxDialect Dialect { get; set; } = InfluxDialect.V1;

    /// <summary>The database (1.x, 3.x) or bucket (2.x). It is there already, unless <see cref="CreateDatabase"/>.</summary>
    public string? Database { get; set; }

    /// <summary>1.x only: written to and read from; default: the database's own default.</summary>
    public string? RetentionPolicy { get; set; }

    /// <summary>2.x only.</summary>
    public string? Organization { get; set; }

    /// <summary>1.x only; left out where the server has authentication off.</summary>
    public string? UserName { get; set; }

    /// <summary>1.x only, and only as an environment variable.</summary>
    public string? Password { get; set; }

    public string? PasswordFile { get; set; }

    /// <summary>2.x and 3.x, and only as an environment variable.</summary>
    public string? Token { get; set; }

    public string? TokenFile { get; set; }

    /// <summary>Lets the password or token, and the readings, travel in the clear to another machine. Default false.</summary>
    public bool AllowPlainHttp { get; set; }

    /// <summary>1.x only: makes the database when it isn't there. Default false.</summary>
    public bool CreateDatabase { get; set; }

    /// <summary>Points in one request. Default 5,000; 1 to 50,000.</summary>
    public int BatchLines { get; set; } = 5_000;

    /// <summary>Requests at a time. Default 2; 1 to 4.</summary>
    public int InFlight { get; set; } = 2;

    /// <summary>How long one request may take. Default 30 s; 1 s to 5 min.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);

    public bool IsUsed => Address is not null;

    /// <summary>What the settings log in with; null: nothing.</summary>
    internal SecretSetting? Secret() => this switch
    {
        { Dialect: InfluxDialect.V1, UserName: null, Password: null, PasswordFile: null } => null,
        { Dialect: InfluxDialect.V1 } => new($"{Section}:Password", PasswordFile, Password),
        { Dialect: InfluxDialect.V3, Token: null, TokenFile: null } => null,
        _ => new($"{Section}:Token", TokenFile, Token),
    };
}

public enum InfluxDialect
{
    /// <summary>InfluxDB 1.x: <c>/write</c>, user name and password.</summary>
    V1,

    /// <summary>InfluxDB 2.x: <c>/api/v2/write</c>, token; read through a DBRP mapping.</summary>
    V2,

    /// <summary>InfluxDB 3: <c>/api/v2/write</c>, bearer token.</summary>
    V3,
}
