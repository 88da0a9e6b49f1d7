import { roles, type Person, type Priority, type Role } from '../contract';
import { isWorse } from '../alarms/order';

export const mayAct = (person: Person, atLeast: Role): boolean => roles.indexOf(person.role) >= roles.indexOf(atLeast);

/** On duty first, then by name. */
export function onDutyFirst(people: readonly Person[]): Person[] {
  return [...people].sort((a, b) => Number(b.onDuty) - Number(a.onDuty) || a.name.localeCompare(b.name));
}

/**
 * Who is offered at once: who is on duty, and who is chosen already. With nobody on duty, or only a few in all, everybody: a button for the rest would take
 * as much room as they do.
 */
export function offered(people: readonly Person[], chosen: string): Person[] {
  const sorted = onDutyFirst(people);
  const near = sorted.filter(({ id, onDuty }) => onDuty || id === chosen);
  return near.length === 0 || sorted.length <= 4 ? sorted : near;
}

/** As far as this page knows; the server decides. */
export const mayShelve = (person: Person): boolean => (person.shelving === undefined ? mayAct(person, 'supervisor') : person.shelving !== null);

export type ShelvingRefusal = 'role' | 'priority' | 'time' | null;

/** Why this person may not silence such an alarm for so long; null: may, as far as this page knows. */
export function whyNotShelve(person: Person, priority: Priority, minutes: number): ShelvingRefusal {
  if (person.shelving === undefined) return null;
  if (person.shelving === null) return 'role';
  if (isWorse(priority, person.shelving.highest)) return 'priority';
  return minutes > person.shelving.minutes ? 'time' : null;
}
