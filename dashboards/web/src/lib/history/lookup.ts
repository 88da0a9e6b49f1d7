import { firstAt } from './decimate';
import type { Line } from './line';
import { lengthOf, type Span } from './span';

/** What a line says at a time. */
export interface Sample {
  /** Of the reading, or of the middle of its bucket. */
  readonly time: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
  /** 0: carried in from before the window. */
  readonly count: number;
  /** 0: exact. */
  readonly width: number;
}

/** A cursor need not hit a point exactly: some pixels off are near enough. */
export const reachOf = (view: Span): number => lengthOf(view) / 100;

/**
 * The point nearest to a time.
 * @param reach In a gap, and beyond the ends of a line, a point counts only so near, in milliseconds.
 * @returns Null: there is none.
 */
export function sampleAt(line: Line, time: number, reach: number): Sample | null {
  const after = firstAt(line.times, time);
  const before = after - 1;
  const [next, previous] = [line.times[after], line.times[before]];
  const nearest = next === undefined || (previous !== undefined && time - previous <= next - time) ? before : after;
  const distance = Math.abs((line.times[nearest] ?? Infinity) - time);
  const joined = previous !== undefined && next !== undefined && line.breaks[after] === 0;
  return joined || distance <= Math.max(reach, line.width / 2) ? (line.times[nearest] === undefined ? null : sample(line, nearest)) : null;
}

export function sample(line: Line, index: number): Sample {
  return {
    time: line.times[index] as number,
    low: line.low[index] as number,
    mid: line.mid[index] as number,
    high: line.high[index] as number,
    count: line.counts[index] as number,
    width: line.width,
  };
}

/** The time of the point that lies `steps` points away, over all lines: where a key leads. Null: there is no point at all. */
export function stepTime(lines: readonly Line[], from: number, steps: number): number | null {
  let time: number | null = null;
  let current = from;
  for (let step = 0; step < Math.abs(steps); step++) {
    const next = nextTime(lines, current, Math.sign(steps));
    if (next === null) break;
    time = current = next;
  }
  return time;
}

function nextTime(lines: readonly Line[], from: number, direction: number): number | null {
  let best: number | null = null;
  for (const { times } of lines) {
    const index = direction > 0 ? firstAt(times, from + 1) : firstAt(times, from) - 1;
    const time = times[index];
    if (time !== undefined && (best === null || (direction > 0 ? time < best : time > best))) best = time;
  }
  return best;
}
