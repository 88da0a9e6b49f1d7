import type { Alarm, Priority } from '../contract';

const rank: Record<Priority, number> = { high: 2, medium: 1, low: 0 };

export const isActive = ({ state }: Alarm): boolean => state === 'activeUnacknowledged' || state === 'activeAcknowledged';

export const needsAcknowledgement = ({ state }: Alarm): boolean => state === 'activeUnacknowledged' || state === 'returnedUnacknowledged';

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

/** Those that must be heard: high, and nobody has them in hand. */
export function urgent(alarms: readonly Alarm[]): Alarm[] {
  return alarms.filter((alarm) => alarm.priority === 'high' && alarm.state === 'activeUnacknowledged');
}
