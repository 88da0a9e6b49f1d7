/** From a time up to another, in Unix milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** Nothing is measured more finely, and nothing is kept for longer. */
export const shortest = second;
export const longest = 3_660 * day;

/** The last instant that the server takes: the end of the year 9999. */
const endOfTime = 253_402_300_799_999;

export const lengthOf = ({ from, to }: Span) => to - from;
export const sameSpan = (a: Span, b: Span) => a.from === b.from && a.to === b.to;
export const within = (inner: Span, outer: Span) => inner.from >= outer.from && inner.to <= outer.to;

/** Whole milliseconds, of a length that can be shown, inside the times that exist. */
export function spanOf(from: number, to: number): Span {
  const length = Math.min(longest, Math.max(shortest, Math.round(to - from)));
  const start = Math.round(Math.min(endOfTime - length, Math.max(0, from)));
  return { from: start, to: start + length };
}

export const presets = ['hour', 'day', 'week', 'month', 'year'] as const;
export type Preset = (typeof presets)[number];

const lengths: Record<Preset, number> = { hour, day, week: 7 * day, month: 30 * day, year: 365 * day };

/** Around the middle of what is seen; up to now, if now is in it or was its end. */
export function presetSpan(preset: Preset, current: Span, now: number): Span {
  const length = lengths[preset];
  const to = Math.min(now, (current.from + current.to + length) / 2);
  return current.to >= now - minute ? spanOf(now - length, now) : spanOf(to - length, to);
}

/** The preset of that length; null: a length of its own. */
export const presetOf = (span: Span): Preset | null => presets.find((preset) => lengths[preset] === lengthOf(span)) ?? null;

/** @param share Of its own length: 1 is the next one, -1 the one before. */
export const pan = (span: Span, share: number): Span => move(span, share * lengthOf(span));

export const move = ({ from, to }: Span, by: number): Span => spanOf(from + by, to + by);

/**
 * @param factor Below 1: closer.
 * @param at What stays where it is.
 */
export function zoom(span: Span, factor: number, at: number): Span {
  const length = Math.min(longest, Math.max(shortest, lengthOf(span) * factor));
  const place = (at - span.from) / lengthOf(span);
  const from = at - place * length;
  return spanOf(from, from + length);
}

/** The whole that holds what is seen: as it was, moved along, or as long as what is seen. */
export function around(view: Span, whole: Span): Span {
  if (within(view, whole)) return whole;
  if (lengthOf(view) >= lengthOf(whole)) return view;
  return view.from < whole.from ? move(whole, view.from - whole.from) : move(whole, view.to - whole.to);
}

/** Widths of buckets that a clock knows, so that buckets stay where they are when what is seen moves. */
const niceWidths = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * second),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * minute),
  ...[1, 2, 3, 6, 12].map((n) => n * hour),
];

export interface BucketRange extends Span {
  readonly buckets: number;
}

/** Buckets of a nice width that cover a span: at most `most` and two more. */
export function bucketRange(span: Span, most: number): BucketRange {
  const fitting = lengthOf(span) / Math.max(1, most);
  const width = niceWidths.find((candidate) => candidate >= fitting) ?? Math.ceil(fitting / day) * day;
  const from = Math.floor(span.from / width) * width;
  const to = Math.ceil(span.to / width) * width;
  return { from, to, buckets: (to - from) / width };
}
