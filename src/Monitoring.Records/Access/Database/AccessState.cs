namespace Monitoring.Records.Access.Database;

/// <summary>The only row of its table.</summary>
internal sealed class AccessState
{
    public const int OnlyId = 1;

    public int Id { get; set; }

    /// <summary>Of the tables.</summary>
    public int Schema { get; set; }

    /// <summary>Counts every change that went through <see cref="AccessBook"/>.</summary>
    public long Changes { get; set; }
}
