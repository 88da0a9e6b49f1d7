using Monitoring.Domain.Areas;

namespace Monitoring.Server.Api;

/// <summary>A text in both languages of the product, under their ISO 639 codes.</summary>
internal sealed record TextView(string Id, string En)
{
    public static TextView Of(Text text) => new(text.Indonesian, text.English);

    /// <summary>For what the plan in force doesn't name any more: an old alarm still says what it was about.</summary>
    public static TextView Of(string id) => new(id, id);
}
