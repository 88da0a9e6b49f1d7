import type { PriorityShares } from '../contract/health';
import type { Priority } from '../contract/words';

export const priorities: readonly Priority[] = ['high', 'medium', 'low'];

/** Parts of the whole, 0 to 1; all 0 when there is nothing. */
export function sharesOf(counts: PriorityShares): PriorityShares {
  const all = counts.high + counts.medium + counts.low;
  return all === 0 ? counts : { high: counts.high / all, medium: counts.medium / all, low: counts.low / all };
}

/** Below this, one alarm more or less turns the picture: a share says nothing. */
const enough = 20;

/** Important alarms are half as many again as they should be, or more: they are no longer special. */
export function tooManyImportant(counts: PriorityShares, acceptable: PriorityShares): boolean {
  if (counts.high + counts.medium + counts.low < enough) return false;
  const { high, medium } = sharesOf(counts);
  return high > acceptable.high * 1.5 || high + medium > (acceptable.high + acceptable.medium) * 1.5;
}

/** "2026-W48" as week and year. */
export function weekOf(week: string): [week: string, year: string] {
  const [year = '', number = week] = week.split('-W');
  return [number, year];
}
