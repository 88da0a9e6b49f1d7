import { dateFormat } from './formats';

/** How far the clock on the wall of a zone is ahead of UTC at a time, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  return Date.parse(`${wallClock(time, timeZone)}Z`) - Math.floor(time / 1_000) * 1_000;
}

/** "2026-11-23T10:15:00" */
function wallClock(time: number, timeZone: string): string {
  return dateFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(time).replace(' ', 'T');
}

/** What a field for date and time holds ("2026-11-23T10:15"), by the clock on a facility's wall; null: nothing that is a time. */
export function fromWall(local: string, timeZone: string): number | null {
  const guess = Date.parse(`${local}Z`);
  if (Number.isNaN(guess)) return null;
  // Where clocks change, the offset at the guess may be the other one: the second look decides.
  const near = guess - offsetAt(guess, timeZone);
  return guess - offsetAt(near, timeZone);
}

/** Empty: no time. @param exact To the second. */
export function toWall(time: number | null, timeZone: string, exact = false): string {
  return time === null ? '' : wallClock(time, timeZone).slice(0, exact ? 19 : 16);
}

/** Midnight, at the facility, of the day that holds a time. */
export function startOfDay(time: number, timeZone: string): number {
  return fromWall(`${wallClock(time, timeZone).slice(0, 10)}T00:00`, timeZone) ?? time;
}
