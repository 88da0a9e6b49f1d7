import type { Line } from './line';
import { sample, type Sample } from './lookup';
import { firstAt } from './decimate';
import type { Span } from './span';

export interface Row {
  readonly time: number;
  /** One a line; null: it has nothing at that time. */
  readonly samples: readonly (Sample | null)[];
}

export interface Table {
  readonly rows: readonly Row[];
  /** How many there are, also those that aren't told. */
  readonly all: number;
}

/** The points that are seen, in rows of one time, the oldest first; at most `most` of them. */
export function tableOf(lines: readonly Line[], view: Span, most: number): Table {
  const next = lines.map(({ times }) => firstAt(times, view.from));
  const rows: Row[] = [];
  let all = 0;
  for (;;) {
    let time = Infinity;
    lines.forEach(({ times }, index) => (time = Math.min(time, times[next[index] as number] ?? Infinity)));
    if (time > view.to) return { rows, all };
    const at = lines.map(({ times }, index) => (times[next[index] as number] === time ? (next[index] as number) : null));
    if (all++ < most) rows.push({ time, samples: at.map((index, line) => (index === null ? null : sample(lines[line] as Line, index))) });
    at.forEach((index, line) => index !== null && (next[line] = index + 1));
  }
}
