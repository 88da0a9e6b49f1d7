import type { Alarm, Right } from '../contract';
import { isActive, needsAcknowledgement } from './order';

export type Step = 'acknowledge' | 'reset' | 'action' | 'verify';

/** What a person does next, so that the alarm can be over; null: nothing is owed now. */
export function nextStep(alarm: Alarm): Step | null {
  if (alarm.state === 'normal') return null;
  if (needsAcknowledgement(alarm)) return 'acknowledge';
  if (!isActive(alarm) && alarm.needsReset) return 'reset';
  if (alarm.needsAction) return 'action';
  return alarm.needsVerification ? 'verify' : null;
}

export type Standing =
  | 'active'
  | 'activeAgain'
  | 'inHand'
  | 'returned'
  | 'awaitsReset'
  | 'awaitsAction'
  | 'awaitsVerification'
  | 'over';

/**
 * The state in one word for a person. `activeAgain`: it was announced before, and calls anew (its acknowledgement has expired, it has got worse, or nobody came).
 */
export function standingOf(alarm: Alarm): Standing {
  if (alarm.state === 'normal') return 'over';
  if (alarm.state === 'activeUnacknowledged') return alarm.callsSince !== null && alarm.callsSince > alarm.raisedAt ? 'activeAgain' : 'active';
  if (alarm.state === 'activeAcknowledged') return 'inHand';
  switch (nextStep(alarm)) {
    case 'reset':
      return 'awaitsReset';
    case 'action':
      return 'awaitsAction';
    case 'verify':
      return 'awaitsVerification';
    default:
      return 'returned';
  }
}

/** What may be done beside the next step. */
export type Choice = Step | 'shelve' | 'unshelve';

export const choiceRight: Readonly<Record<Choice, Right>> = {
  acknowledge: 'acknowledge',
  reset: 'reset',
  action: 'record',
  verify: 'verify',
  shelve: 'shelve',
  unshelve: 'shelve',
};

export function otherChoices(alarm: Alarm): Choice[] {
  if (alarm.state === 'normal') return [];
  const next = nextStep(alarm);
  const shelved = alarm.silence?.kind === 'shelved' || alarm.silence?.kind === 'shelvedOnce';
  const all: [Choice, boolean][] = [
    ['unshelve', shelved],
    ['shelve', alarm.silence === null || alarm.silence.kind === 'suppressedByDesign'],
    ['reset', alarm.needsReset && !isActive(alarm)],
    ['action', true],
    ['verify', alarm.correctiveAction !== null && alarm.correctiveAction.verifiedBy === null],
  ];
  return all.filter(([choice, possible]) => possible && choice !== next).map(([choice]) => choice);
}
