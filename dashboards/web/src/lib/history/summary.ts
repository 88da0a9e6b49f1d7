import { firstAt } from './decimate';
import type { Line } from './line';
import type { Span } from './span';

/** One signal in words, for what is seen. */
export interface Summary {
  readonly lowest: number;
  readonly highest: number;
  /** Of all readings, each counting once. */
  readonly mean: number;
  readonly readings: number;
  readonly gaps: number;
}

/** Null: there is no good reading in it. */
export function summarise(line: Line, view: Span): Summary | null {
  const half = line.width / 2;
  const end = firstAt(line.times, view.to + half);
  let [lowest, highest, sum, readings, gaps] = [Infinity, -Infinity, 0, 0, 0];
  for (let index = firstAt(line.times, view.from - half); index < end; index++) {
    const count = line.counts[index] as number;
    // A gap before the first point isn't one between what is seen.
    if (line.breaks[index] === 1 && readings > 0) gaps++;
    if (count === 0) continue;
    lowest = Math.min(lowest, line.low[index] as number);
    highest = Math.max(highest, line.high[index] as number);
    sum += (line.mid[index] as number) * count;
    readings += count;
  }
  return readings === 0 ? null : { lowest, highest, mean: sum / readings, readings, gaps };
}
