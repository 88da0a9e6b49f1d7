import { firstAt } from './decimate';
import type { Line } from './line';

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

/** The point nearest to a time. Null: it lies in a gap, or there is none. */
export function sampleAt(line: Line, time: number): Sample | null {
  const after = firstAt(line.times, time);
  const before = after - 1;
  const [next, previous] = [line.times[after], line.times[before]];
  const half = line.width / 2;
  if (previous !== undefined && time - previous <= half) return sample(line, before);
  if (next !== undefined && next - time <= half) return sample(line, after);
  // Between two points: in a gap there is nothing to say, and outside the line neither.
  if (previous === undefined || next === undefined) return closest(line, time, previous, next, before, after);
  if (line.breaks[after] === 1) return null;
  return sample(line, time - previous <= next - time ? before : after);
}

/** Beyond an end: a cursor need not hit the last point exactly. */
function closest(line: Line, time: number, previous: number | undefined, next: number | undefined, before: number, after: number): Sample | null {
  const size = line.times.length;
  const usual = size < 2 ? line.width : ((line.times[size - 1] as number) - (line.times[0] as number)) / (size - 1);
  if (previous !== undefined && time - previous <= usual) return sample(line, before);
  return next !== undefined && next - time <= usual ? sample(line, after) : null;
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
