import { isWorse } from '../alarms/order';
import type { Person, Priority, Role } from '../contract';

export type ShelvingRefusal = 'role' | 'priority' | 'time' | null;

/**
 * Why somebody with this role may not silence such an alarm for so long. The plan limits it by role, and each of its people carries the limit of theirs.
 * Null: may, as far as this page knows; the server decides.
 */
export function whyNotShelve(staff: readonly Person[], role: Role, priority: Priority, minutes: number): ShelvingRefusal {
  const limit = staff.find((person) => person.role === role && person.shelving !== undefined)?.shelving;
  if (limit === undefined) return null;
  if (limit === null) return 'role';
  if (isWorse(priority, limit.highest)) return 'priority';
  return minutes > limit.minutes ? 'time' : null;
}
