import type { HistoryLimit } from '../contract';
import type { Line } from './line';

/** A line, or a compared one, with what it is measured in. */
export interface Measured {
  readonly unit: string;
  readonly line: Line;
  readonly limits: readonly HistoryLimit[];
}

export interface UnitScale {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
}

/** A state is 0 or 1, with room for its line. */
const stateScale = { min: -0.15, max: 1.15 };

/** One scale a unit, in the order of the signals. It follows the data that is there, not what is seen of it: while one pans, nothing jumps. */
export function scalesOf(measured: readonly Measured[]): readonly UnitScale[] {
  const units = [...new Set(measured.map(({ unit }) => unit))];
  return units.map((unit) => ({ unit, ...(unit === 'state' ? stateScale : extent(measured.filter((one) => one.unit === unit))) }));
}

function extent(measured: readonly Measured[]): { readonly min: number; readonly max: number } {
  let [lowest, highest] = [Infinity, -Infinity];
  for (const { line } of measured) {
    for (const value of line.low) if (value < lowest) lowest = value;
    for (const value of line.high) if (value > highest) highest = value;
  }
  const limits = measured.flatMap((one) => one.limits);
  if (lowest > highest) {
    // No data: the limits alone say where it would be.
    const values = limits.map(({ value }) => value);
    [lowest, highest] = values.length === 0 ? [0, 1] : [Math.min(...values), Math.max(...values)];
  }
  const reach = Math.max(2 * (highest - lowest), Math.abs(highest) * 0.1, 1);
  const [bottom, top] = [lowest, highest];
  for (const { value } of limits) {
    // A limit far away would press the line flat; the list of limits names it all the same.
    if (value >= bottom - reach && value <= top + reach) [lowest, highest] = [Math.min(lowest, value), Math.max(highest, value)];
  }
  const margin = Math.max((highest - lowest) * 0.07, 0.2);
  return { min: lowest - margin, max: highest + margin };
}

/** Limits that say the same twice (two rules, one value) are one line. The stricter word wins: one that always holds. */
export function distinctLimits(limits: readonly HistoryLimit[]): readonly HistoryLimit[] {
  const kept = new Map<string, HistoryLimit>();
  for (const limit of limits) {
    const key = `${limit.level} ${limit.value}`;
    const known = kept.get(key);
    if (known === undefined || (limit.always && !known.always)) kept.set(key, limit);
  }
  return [...kept.values()];
}

export const isHigh = ({ level }: Pick<HistoryLimit, 'level'>) => level === 'hi' || level === 'hiHi';
