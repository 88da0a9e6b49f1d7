namespace Monitoring.Domain.Areas;

/// <summary>What a person reads, in both languages of the product.</summary>
public sealed record Text(string Indonesian, string English);
