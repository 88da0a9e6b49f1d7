namespace Monitoring.Domain.Areas;

/// <summary>A kitchen or workshop that lives: readings in, transitions and a board out.</summary>
public sealed class Area;
