import type { LimitGate, SignalLimit, SignalTile } from '../contract';

export type Zone = 'danger' | 'warning' | 'safe';

/** `from` and `to` in per cent of the bar's width. */
export interface Segment {
  readonly zone: Zone;
  readonly from: number;
  readonly to: number;
}

export interface LimitScale {
  readonly segments: readonly Segment[];
  /** The limits next to the safe zone, in the signal's unit; null: that side is open. */
  readonly low: number | null;
  readonly high: number | null;
  /** Where the value stands, kept on the bar; null: there is no value. */
  readonly marker: number | null;
  /** Each limit holds only while another signal says so. */
  readonly gated: boolean;
  /** While what; null: that isn't said, or the limits differ in it. */
  readonly gate: LimitGate | null;
}

/**
 * The small bar of a tile: the safe zone in the middle and room for the unsafe ones, so that one look tells how far away the limits are.
 * The physical range would be useless as a scale (a probe measures up to 1,370 °C). Limits of a rate or a duration have no place on it. Null: a signal whose
 * value has no limits, or a state.
 */
export function limitScale(tile: SignalTile): LimitScale | null {
  const limits = tile.limits.filter(({ measuredUnit = null }) => measuredUnit === null);
  if (tile.unit === 'state' || limits.length === 0) return null;
  const lowLow = firstPassed(limits, 'loLo');
  const low = innermost(Math.max, firstPassed(limits, 'lo'), lowLow);
  const highHigh = firstPassed(limits, 'hiHi');
  const high = innermost(Math.min, firstPassed(limits, 'hi'), highHigh);

  const lowest = lowLow ?? low ?? high ?? 0;
  const highest = highHigh ?? high ?? low ?? 0;
  const span = highest - lowest;
  const room = Math.max(span * 0.4, 1);
  const openRoom = Math.max(span * 2, Math.abs(highest) * 0.6, room);
  const start = Math.max(tile.minimum, lowest - (low === null ? openRoom : room));
  const end = Math.min(tile.maximum, highest + (high === null ? openRoom : room));
  if (!(end > start)) return null;
  const place = (value: number) => Math.min(100, Math.max(0, ((value - start) / (end - start)) * 100));

  const edges: readonly [Zone, number, number][] = [
    ['danger', start, lowLow ?? start],
    ['warning', lowLow ?? start, low ?? start],
    ['safe', low ?? start, high ?? end],
    ['warning', high ?? end, highHigh ?? end],
    ['danger', highHigh ?? end, end],
  ];
  return {
    segments: edges.map(([zone, from, to]) => ({ zone, from: place(from), to: place(to) })).filter(({ from, to }) => to > from),
    low,
    high,
    marker: tile.value === null ? null : place(tile.value),
    gated: limits.every(({ gated }) => gated),
    gate: commonGate(limits),
  };
}

/** Of several rules with the same level, the one that is passed first. */
function firstPassed(limits: readonly SignalLimit[], level: SignalLimit['level']): number | null {
  const values = limits.filter((limit) => limit.level === level).map(({ value }) => value);
  if (values.length === 0) return null;
  return level === 'lo' || level === 'loLo' ? Math.max(...values) : Math.min(...values);
}

/** Rules don't know of each other: one's Hi may lie beyond another's HiHi. */
function innermost(inner: (a: number, b: number) => number, mild: number | null, worst: number | null): number | null {
  return mild === null ? worst : worst === null ? mild : inner(mild, worst);
}

function commonGate(limits: readonly SignalLimit[]): LimitGate | null {
  const [first, ...others] = limits.map((limit) => limit.while ?? null);
  return first !== undefined && others.every((gate) => JSON.stringify(gate) === JSON.stringify(first)) ? first : null;
}
