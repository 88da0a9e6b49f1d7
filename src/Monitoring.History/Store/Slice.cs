using Monitoring.History.Store.Blocks;

namespace Monitoring.History.Store;

/// <summary>A piece of a series: a block's figures, or points.</summary>
internal readonly record struct Slice(BlockSummary? Summary, ArraySegment<Point> Points);
