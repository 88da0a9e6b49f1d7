import type { History, SignalTile } from '../contract';

const hour = 3_600_000;

export interface TrendRange {
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/**
 * The last hour, in buckets wide enough for two readings each: a signal that sends every minute would otherwise seem to be made of gaps.
 * A signal that a person enters has no interval.
 */
export function lastHour(tile: SignalTile, serverNow: number): TrendRange {
  const interval = tile.expectedSeconds ?? 60;
  return { from: serverNow - hour, to: serverNow, buckets: Math.min(240, Math.max(12, Math.floor(hour / 1_000 / (2 * interval)))) };
}

/** Columns as uPlot wants them: seconds, lowest, highest, mean. A bucket without good readings stays null and is drawn as a gap. */
export type TrendColumns = [number[], (number | null)[], (number | null)[], (number | null)[]];

export function trendColumns({ from, width, series: [series] }: History): TrendColumns {
  if (series === undefined) return [[], [], [], []];
  const { minimum, mean, maximum, count } = series.buckets;
  return [count.map((_, index) => (from + index * width) / 1_000), [...minimum], [...maximum], [...mean]];
}

export interface TrendSummary {
  readonly lowest: number;
  readonly highest: number;
  readonly bad: number;
}

/** Null: there was no good reading in the hour. */
export function summariseTrend({ series: [series] }: History): TrendSummary | null {
  const lows = series?.buckets.minimum.filter((value) => value !== null) ?? [];
  const highs = series?.buckets.maximum.filter((value) => value !== null) ?? [];
  if (series === undefined || lows.length === 0 || highs.length === 0) return null;
  return { lowest: Math.min(...lows), highest: Math.max(...highs), bad: series.buckets.bad.reduce((sum, bad) => sum + bad, 0) };
}

/** The scale shows every value, and the nearest limit on each side with some room: how far away it is, is the question. */
export function trendScale({ lowest, highest }: TrendSummary, low: number | null, high: number | null): [number, number] {
  const bottom = Math.min(lowest, low ?? lowest);
  const top = Math.max(highest, high ?? highest);
  const margin = Math.max((top - bottom) * 0.08, 0.5);
  return [bottom - margin, top + margin];
}
