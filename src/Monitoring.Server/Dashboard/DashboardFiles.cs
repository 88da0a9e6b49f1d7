using System.Collections.Frozen;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Primitives;

namespace Monitoring.Server.Dashboard;

/// <summary>
/// The files that lay in <c>wwwroot</c> at the start, by their whole names. What a browser asks for is looked up in this list and never becomes a path: there is nothing to
/// climb out of.
/// </summary>
internal sealed class DashboardFiles(IFileProvider root) : IFileProvider
{
    private readonly FrozenDictionary<string, IFileInfo> files = List(root, "").ToFrozenDictionary(StringComparer.Ordinal);

    public IEnumerable<string> Names => files.Keys;

    public IFileInfo GetFileInfo(string subpath) => files.GetValueOrDefault(subpath) ?? new NotFoundFileInfo(subpath);

    public IDirectoryContents GetDirectoryContents(string subpath) => NotFoundDirectoryContents.Singleton;

    public IChangeToken Watch(string filter) => NullChangeToken.Singleton;

    private static IEnumerable<KeyValuePair<string, IFileInfo>> List(IFileProvider root, string folder) => root.GetDirectoryContents(folder).SelectMany(entry =>
        entry.IsDirectory ? List(root, $"{folder}/{entry.Name}") : [new($"{folder}/{entry.Name}", entry)]);
}
