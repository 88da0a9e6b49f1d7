import { day, hour, minute, second, type Span } from './span';

/** How far the clock on the wall is ahead of UTC at a time, in milliseconds. */
export type Offset = (time: number) => number;

const month = 30 * day;

const steps = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
  ...[1, 2, 7, 14].map((n) => n * day),
  ...[1, 2, 3, 6, 12].map((n) => n * month),
  ...[2, 5].map((n) => n * 12 * month),
];

export interface Ticks {
  readonly times: readonly number[];
  /** What lies between two, in milliseconds; a month and more are of the calendar. */
  readonly step: number;
}

/** Round times on the wall of the facility, at most so many. */
export function ticksOf(span: Span, most: number, offset: Offset): Ticks {
  const step = steps.find((candidate) => candidate >= (span.to - span.from) / Math.max(1, most)) ?? (steps[steps.length - 1] as number);
  return { times: step >= month ? months(span, Math.round(step / month), offset) : plain(span, step, offset), step };
}

function plain({ from, to }: Span, step: number, offset: Offset): readonly number[] {
  const times: number[] = [];
  // Counted on the wall, so that midnight stays midnight when clocks change.
  let wall = Math.ceil((from + offset(from)) / step) * step;
  for (;;) {
    const guess = wall - offset(from);
    const time = wall - offset(guess);
    if (time > to) return times;
    if (time >= from) times.push(time);
    wall += step;
  }
}

function months({ from, to }: Span, step: number, offset: Offset): readonly number[] {
  const times: number[] = [];
  const start = new Date(from + offset(from));
  const first = start.getUTCFullYear() * 12 + start.getUTCMonth();
  for (let count = Math.floor(first / step) * step; ; count += step) {
    const wall = Date.UTC(Math.floor(count / 12), count % 12, 1);
    const time = wall - offset(wall - offset(from));
    if (time > to) return times;
    if (time >= from) times.push(time);
  }
}

export type TickKind = 'second' | 'minute' | 'day' | 'month';

/** How a tick is named: by the smallest part that tells it from its neighbours; midnight is named by its day. */
export function tickKind(time: number, step: number, offset: Offset): TickKind {
  if (step >= month) return 'month';
  if ((time + offset(time)) % day === 0) return 'day';
  return step < minute ? 'second' : 'minute';
}
