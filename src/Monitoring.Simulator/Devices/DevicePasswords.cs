using Monitoring.Domain.Devices;

namespace Monitoring.Simulator.Devices;

/// <summary>What stations sign in with: one <c>facility.area.device:password</c> a line, as <c>device add</c> gives them.</summary>
internal sealed class DevicePasswords(IReadOnlyDictionary<string, string> byUser)
{
    /// <summary>Everybody comes without a name.</summary>
    public static DevicePasswords None { get; } = new(new Dictionary<string, string>());

    /// <exception cref="FormatException">A line isn't of that form; the message names its number.</exception>
    public static DevicePasswords Read(IEnumerable<string> lines) => new(lines
        .Select((line, i) => (Line: line.Trim(), Number: i + 1))
        .Where(l => l.Line.Length > 0 && !l.Line.StartsWith('#'))
        .Select(l => l.Line.Split(':', 2) is [{ Length: > 0 } user, { Length: > 0 } password]
            ? (user, password)
            : throw new FormatException($"Line {l.Number} of the password file isn't of the form facility.area.device:password."))
        .GroupBy(l => l.user, StringComparer.Ordinal)
        .ToDictionary(g => g.Key, g => g.Last().password, StringComparer.Ordinal));

    /// <returns>Null: it comes without a name.</returns>
    public (string User, string Password)? Of(string facility, string area, string equipment)
    {
        var user = new DeviceAddress(facility, area, equipment).UserName;
        return byUser.TryGetValue(user, out var password) ? (user, password) : null;
    }
}
