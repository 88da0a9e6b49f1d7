namespace Monitoring.Domain.Signals;

/// <summary>How far a value can be trusted, with the main codes of OPC Data Access (0, 64, 192).</summary>
public enum Quality : byte
{
    /// <summary>The device says that it can't measure (open thermocouple, <c>nan</c>), or the value lies outside the signal's physical range.</summary>
    Bad = 0,

    /// <summary>The device measures but doubts its own value.</summary>
    Uncertain = 64,

    Good = 192,
}
