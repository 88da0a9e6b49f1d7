import type { IconName } from '../../components/Icon.svelte';
import type { EdgeKind, JournalEntry } from '../contract';

const icons: Partial<Record<EdgeKind, IconName>> = {
  acknowledged: 'hand',
  acknowledgedAgain: 'hand',
  acknowledgementExpired: 'stale',
  returned: 'good',
  cleared: 'good',
  reset: 'reset',
  shelved: 'muted',
  unshelved: 'sound',
  suppressed: 'muted',
  unsuppressed: 'sound',
  takenOutOfService: 'wrench',
  returnedToService: 'wrench',
  actionRecorded: 'pen',
  actionVerified: 'good',
  phaseSet: 'hand',
};

/** What makes an alarm call (raised, worse, announced again) has the form of its priority. */
export function edgeIcon({ kind, alarm }: JournalEntry): IconName {
  return icons[kind] ?? alarm.priority;
}
