import { levelOf } from './levels';
import type { Line } from './line';
import { lengthOf, type Span } from './span';

/** What a line draws, at most one point a column of pixels: `size` points of the columns. */
export interface Drawn {
  readonly size: number;
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly mid: Float64Array;
  readonly high: Float64Array;
  readonly breaks: Uint8Array;
}

/** Index of the first time at or after `time`. */
export function firstAt(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The part of a line that is seen, with a neighbour on each side so that it reaches the edges. When more points than columns are seen, each column shows its lowest,
 * its highest and its mean: no peak is lost. A gap narrower than a column isn't seen.
 */
export function decimate(whole: Line, view: Span, columns: number): Drawn {
  const line = levelOf(whole, firstAt(whole.times, view.to) - firstAt(whole.times, view.from), 4 * columns);
  const first = Math.max(0, firstAt(line.times, view.from) - 1);
  const end = Math.min(line.times.length, firstAt(line.times, view.to) + 1);
  return end - first <= 2 * columns ? part(line, first, end) : squeeze(line, first, end, view, columns);
}

function part(line: Line, first: number, end: number): Drawn {
  const { times, low, mid, high, breaks } = line;
  return {
    size: end - first,
    times: times.subarray(first, end),
    low: low.subarray(first, end),
    mid: mid.subarray(first, end),
    high: high.subarray(first, end),
    breaks: breaks.subarray(first, end),
  };
}

function squeeze(line: Line, first: number, end: number, view: Span, columns: number): Drawn {
  // One column more on each side: the neighbours outside.
  const room = columns + 2;
  const drawn = { times: new Float64Array(room), low: new Float64Array(room), mid: new Float64Array(room), high: new Float64Array(room), breaks: new Uint8Array(room) };
  const scale = columns / lengthOf(view);
  const { times, low, mid, high, counts, breaks } = line;
  let size = 0;
  let index = first;
  while (index < end && size < room) {
    const column = Math.floor(((times[index] as number) - view.from) * scale);
    const edge = view.from + (column + 1) / scale;
    let [lowest, highest, sum, weight] = [low[index] as number, high[index] as number, 0, 0];
    drawn.times[size] = times[index] as number;
    drawn.breaks[size] = breaks[index] as number;
    do {
      const count = Math.max(1, counts[index] as number);
      if ((low[index] as number) < lowest) lowest = low[index] as number;
      if ((high[index] as number) > highest) highest = high[index] as number;
      sum += (mid[index] as number) * count;
      weight += count;
      index++;
    } while (index < end && (times[index] as number) < edge);
    drawn.low[size] = lowest;
    drawn.high[size] = highest;
    drawn.mid[size] = sum / weight;
    size++;
  }
  return { size, ...drawn };
}
