import { describe, expect, it } from 'vitest';
import type { Alarm, CorrectiveAction } from '../contract';
import { someAlarm, someSilence } from '../live/sample';
import { nextStep, otherChoices, standingOf } from './nextStep';

const action: CorrectiveAction = { cause: 'Pintu', taken: 'Ditutup', product: 'kept', by: 'sari', at: 1, verifiedBy: null, verifiedAt: null };
const owing: Partial<Alarm> = { latched: true, needsReset: true, demand: 'requiredAndVerified', needsAction: true };

describe('what to do next', () => {
  it('leads from the acknowledgement over reset and action to the verification, and then to the end', () => {
    const steps = [
      someAlarm({ ...owing, state: 'returnedUnacknowledged' }),
      someAlarm({ ...owing, state: 'returnedAcknowledged' }),
      someAlarm({ ...owing, state: 'returnedAcknowledged', needsReset: false }),
      someAlarm({ ...owing, state: 'returnedAcknowledged', needsReset: false, needsAction: false, needsVerification: true, correctiveAction: action }),
      someAlarm({ ...owing, state: 'normal' }),
    ];
    expect(steps.map(nextStep)).toEqual(['acknowledge', 'reset', 'action', 'verify', null]);
    expect(steps.map(standingOf)).toEqual(['returned', 'awaitsReset', 'awaitsAction', 'awaitsVerification', 'over']);
  });

  it('of an active alarm is never a reset', () => {
    expect(nextStep(someAlarm({ ...owing }))).toBe('acknowledge');
    expect(nextStep(someAlarm({ ...owing, state: 'activeAcknowledged' }))).toBe('action');
    expect(nextStep(someAlarm({ state: 'activeAcknowledged', latched: true, needsReset: true }))).toBeNull();
  });
});

describe('the state in a word', () => {
  it('says that an alarm calls again after it was announced', () => {
    expect(standingOf(someAlarm())).toBe('active');
    expect(standingOf(someAlarm({ callsSince: 999_000 }))).toBe('activeAgain');
    expect(standingOf(someAlarm({ state: 'activeAcknowledged', callsSince: 999_000 }))).toBe('inHand');
  });
});

describe('other choices', () => {
  it('don’t repeat the next step, and offer what makes sense now', () => {
    expect(otherChoices(someAlarm())).toEqual(['shelve', 'action']);
    expect(otherChoices(someAlarm({ ...owing, state: 'returnedUnacknowledged' }))).toEqual(['shelve', 'reset', 'action']);
    expect(otherChoices(someAlarm({ state: 'activeAcknowledged', correctiveAction: action }))).toEqual(['shelve', 'action', 'verify']);
    expect(otherChoices(someAlarm({ state: 'normal' }))).toEqual([]);
  });

  it('end a shelf, but not what the plan or the maintenance silences', () => {
    expect(otherChoices(someAlarm({ silence: someSilence }))).toEqual(['unshelve', 'action']);
    expect(otherChoices(someAlarm({ silence: { ...someSilence, kind: 'suppressedByDesign' } }))).toEqual(['shelve', 'action']);
    expect(otherChoices(someAlarm({ silence: { ...someSilence, kind: 'outOfService' } }))).toEqual(['action']);
  });
});
