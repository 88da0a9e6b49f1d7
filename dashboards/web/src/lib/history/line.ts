import type { History, HistoryReading, HistorySeries } from '../contract';

/**
 * One signal's past as a chart draws it, oldest first; only what exists is in it. Columns run side by side. A bucket stands in its middle and reaches
 * `width / 2` to each side; a reading stands where it was measured (width 0).
 */
export interface Line {
  readonly times: Float64Array;
  readonly low: Float64Array;
  readonly mid: Float64Array;
  readonly high: Float64Array;
  /** Readings behind a point; 0: it was carried in from before the window. */
  readonly counts: Uint32Array;
  /** 1: a gap lies before this point. */
  readonly breaks: Uint8Array;
  readonly width: number;
}

export class LineBuilder {
  readonly #times: number[] = [];
  readonly #low: number[] = [];
  readonly #mid: number[] = [];
  readonly #high: number[] = [];
  readonly #counts: number[] = [];
  readonly #breaks: number[] = [];

  add(time: number, low: number, mid: number, high: number, count: number, gap: boolean): void {
    this.#times.push(time);
    this.#low.push(low);
    this.#mid.push(mid);
    this.#high.push(high);
    this.#counts.push(count);
    this.#breaks.push(gap ? 1 : 0);
  }

  build(width: number): Line {
    return {
      times: Float64Array.from(this.#times),
      low: Float64Array.from(this.#low),
      mid: Float64Array.from(this.#mid),
      high: Float64Array.from(this.#high),
      counts: Uint32Array.from(this.#counts),
      breaks: Uint8Array.from(this.#breaks),
      width,
    };
  }
}

export const emptyLine: Line = new LineBuilder().build(0);

/** The line that an answer's series draws. Buckets narrower than a signal's interval are empty in between without a gap: silence longer than `gapAfter` is one. */
export function lineOfBuckets({ from, width }: Pick<History, 'from' | 'width'>, series: HistorySeries): Line {
  const { minimum, mean, maximum, count, bad } = series.buckets;
  const line = new LineBuilder();
  /** When the newest reading that is shown can have been, at the latest. */
  let last = carry(line, from, series);
  let doubted = false;
  for (let index = 0; index < count.length; index++) {
    const [low, mid, high] = [minimum[index] ?? null, mean[index] ?? null, maximum[index] ?? null];
    if (low === null || mid === null || high === null) {
      doubted ||= (bad[index] ?? 0) > 0;
      continue;
    }
    const start = from + index * width;
    const gap = last !== null && start > last && (doubted || isGap(start - last, series.gapAfter, width));
    line.add(start + width / 2, low, mid, high, count[index] ?? 0, gap);
    last = start + width;
    doubted = false;
  }
  return line.build(width);
}

/** The exact line: a reading a point. One that is bad, or isn't a number, breaks it. */
export function lineOfReadings(from: number, series: Pick<HistorySeries, 'before' | 'gapAfter'>, readings: readonly HistoryReading[]): Line {
  const line = new LineBuilder();
  let last = carry(line, from, series);
  let doubted = false;
  for (const { time, value, quality } of readings) {
    if (value === null || quality === 'bad') {
      doubted = true;
      continue;
    }
    line.add(time, value, value, value, 1, last !== null && (doubted || isGap(time - last, series.gapAfter, 0)));
    last = time;
    doubted = false;
  }
  return line.build(0);
}

/** What held when the window began is its first point, unless it was no longer to be believed. */
function carry(line: LineBuilder, from: number, { before, gapAfter }: Pick<HistorySeries, 'before' | 'gapAfter'>): number | null {
  if (before === null || before.value === null || before.quality === 'bad') return null;
  if (gapAfter !== null && from - before.time > gapAfter) return null;
  line.add(from, before.value, before.value, before.value, 0, false);
  return before.time;
}

/** Where in its bucket a reading was, isn't known: half a width is given to the doubt. */
const isGap = (silence: number, gapAfter: number | null, width: number) => gapAfter !== null && silence + width / 2 > gapAfter;
