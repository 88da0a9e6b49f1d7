using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Monitoring.Records.Audit;

/// <summary>What an audit entry says of the plan after a change.</summary>
/// <param name="Version">As <see cref="Domain.Areas.Plan.Version"/>.</param>
/// <param name="Sha256">Of its whole text, UTF-8; small hexadecimal digits.</param>
internal sealed record PlanChange(string Version, string Sha256)
{
    public const string What = "plan.change";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web);

    public static PlanChange Of(string version, string text) => new(version, Digest(text));

    public static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
