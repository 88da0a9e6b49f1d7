import type { Choice } from '../../lib/alarms/nextStep';
import type { IconName } from '../Icon.svelte';

export const choiceIcons: Readonly<Record<Choice, IconName>> = {
  acknowledge: 'hand',
  reset: 'reset',
  action: 'pen',
  verify: 'good',
  shelve: 'muted',
  unshelve: 'sound',
};
