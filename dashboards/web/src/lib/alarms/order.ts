import type { Alarm, Priority } from '../contract';

const rank: Record<Priority, number> = { high: 2, medium: 1, low: 0 };

export const isActive = ({ state }: Alarm): boolean => state === 'activeUnacknowledged' || state === 'activeAcknowledged';

export const needsAcknowledgement = ({ state }: Alarm): boolean => state === 'activeUnacknowledged' || state === 'returnedUnacknowledged';

export const isWorse = (one: Priority, other: Priority): boolean => rank[one] > rank[other];

/** Active before returned, then by priority, then what nobody has in hand, then the newest. The id keeps the order still. */
export function worstFirst(alarms: readonly Alarm[]): Alarm[] {
  return [...alarms].sort(
    (a, b) =>
      Number(isActive(b)) - Number(isActive(a)) ||
      rank[b.priority] - rank[a.priority] ||
      Number(needsAcknowledgement(b)) - Number(needsAcknowledgement(a)) ||
      b.raisedAt - a.raisedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

export const groups = ['calling', 'inHand', 'returned', 'silent'] as const;
export type Group = (typeof groups)[number];

/** Where an alarm stands in a list: who calls first, silent ones last. */
export function groupOf(alarm: Alarm): Group {
  if (alarm.silence !== null) return 'silent';
  if (!isActive(alarm)) return 'returned';
  return needsAcknowledgement(alarm) ? 'calling' : 'inHand';
}

/** Those that must be heard: high, and nobody has them in hand. */
export function urgent(alarms: readonly Alarm[]): Alarm[] {
  return alarms.filter((alarm) => alarm.priority === 'high' && alarm.calls && isActive(alarm));
}

/** One time that an alarm asks for a person: another one as soon as it asks anew (worse, acknowledgement expired, announced again, no longer silent). */
export function callOf({ id, callsSince }: Alarm): string {
  return `${id}@${callsSince ?? 0}`;
}
