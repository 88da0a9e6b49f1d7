using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Monitoring.Grains.Settings;

namespace Monitoring.Server.Access;

/// <summary>Where data protection keeps its keys: with the server's other keys, for its user alone.</summary>
internal sealed class KeyRing(KeyFolder folder) : IXmlRepository
{
    private const string Beginning = "protection-";

    public IReadOnlyCollection<XElement> GetAllElements() => !Directory.Exists(folder.Path)
        ? []
        : [.. Directory.EnumerateFiles(folder.Path, $"{Beginning}*.xml").Order(StringComparer.Ordinal).Select(f => folder.Find(Path.GetFileName(f))).OfType<string>().Select(x => XElement.Parse(x))];

    public void StoreElement(XElement element, string friendlyName) =>
        folder.Write($"{Beginning}{Guid.NewGuid():N}.xml", element.ToString(SaveOptions.DisableFormatting));
}
