import type { SignalTile } from '../contract';
import type { Comparison } from './address';
import type { Line } from './line';
import { day, move, type Span } from './span';

/** How far the other time lies before the shown one, in milliseconds; 0: the same time. */
export function shiftOf(comparison: Comparison, range: Span): number {
  switch (comparison.kind) {
    case 'day':
      return day;
    case 'week':
      return 7 * day;
    case 'from':
      return range.from - comparison.from;
    default:
      return 0;
  }
}

/** The other time, of the same length. */
export const otherSpan = (span: Span, shift: number): Span => move(span, -shift);

/** A line of the other time, laid over the shown one. */
export const aligned = (line: Line, shift: number): Line => (shift === 0 ? line : { ...line, times: line.times.map((time) => time + shift) });

/** The signal of another area that means the same: of the equipment with the same id, else the only one with that id and unit. Null: there is none. */
export function counterpart(signal: string, unit: string, others: readonly SignalTile[]): string | null {
  const [, , equipment, name] = signal.split('/');
  const same = others.filter((tile) => tile.signal === name && tile.unit === unit);
  const exact = same.find((tile) => tile.equipment === equipment);
  return exact?.address ?? (same.length === 1 ? (same[0]?.address ?? null) : null);
}
