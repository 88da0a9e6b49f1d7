import type { Alarm } from '../contract';
import { historyPath } from './address';
import { signalOf } from './events';
import { minute, spanOf } from './span';

/** At least so much is shown before and after. */
const least = 15 * minute;

/** The chart of an alarm's signal while it was active, with what led to it and what came after, up to now. */
export function aroundAlarm(alarm: Pick<Alarm, 'facility' | 'area' | 'equipment' | 'signal' | 'conditionStart' | 'raisedAt' | 'returnedAt' | 'clearedAt'>, now: number): string {
  const start = Math.min(alarm.conditionStart, alarm.raisedAt);
  const end = alarm.returnedAt ?? alarm.clearedAt ?? now;
  const room = Math.max(least, (end - start) / 10);
  return historyPath([signalOf(alarm)], spanOf(start - room, Math.min(Math.max(now, end), end + room)));
}
