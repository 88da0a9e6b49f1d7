import { describe, expect, it } from 'vitest';
import type { AreaSummary } from '../contract';
import { someAlarm, someBoard, someSilence, someTile } from '../live/sample';
import { areaStatus } from './areaStatus';
import { summarise } from './boardSummary';
import { callOf, groupOf, urgent, worstFirst } from './order';

describe('alarms', () => {
  it('stand worst first: active, priority, nobody has it in hand, newest', () => {
    const alarms = [
      someAlarm({ id: 'returned-high', state: 'returnedUnacknowledged' }),
      someAlarm({ id: 'low', priority: 'low' }),
      someAlarm({ id: 'high-acknowledged', state: 'activeAcknowledged' }),
      someAlarm({ id: 'high-older', raisedAt: 1 }),
      someAlarm({ id: 'high-newer', raisedAt: 2 }),
    ];
    expect(worstFirst(alarms).map(({ id }) => id)).toEqual(['high-newer', 'high-older', 'high-acknowledged', 'low', 'returned-high']);
  });

  it('sound only while high, active, in nobody’s hand and not silenced', () => {
    const alarms = [
      someAlarm({ id: 'loud' }),
      someAlarm({ id: 'medium', priority: 'medium' }),
      someAlarm({ id: 'in-hand', state: 'activeAcknowledged' }),
      someAlarm({ id: 'returned', state: 'returnedUnacknowledged' }),
      someAlarm({ id: 'silenced', silence: someSilence }),
    ];
    expect(urgent(alarms).map(({ id }) => id)).toEqual(['loud']);
  });
});

describe('an alarm in a list', () => {
  it('stands where somebody looks for it, and a silenced one is never lost', () => {
    expect(groupOf(someAlarm())).toBe('calling');
    expect(groupOf(someAlarm({ state: 'activeAcknowledged' }))).toBe('inHand');
    expect(groupOf(someAlarm({ state: 'returnedUnacknowledged' }))).toBe('returned');
    expect(groupOf(someAlarm({ state: 'returnedAcknowledged' }))).toBe('returned');
    expect(groupOf(someAlarm({ silence: someSilence }))).toBe('silent');
  });

  it('is another call as soon as it asks anew', () => {
    expect(callOf(someAlarm())).toBe(callOf(someAlarm({ priority: 'low' })));
    expect(callOf(someAlarm())).not.toBe(callOf(someAlarm({ callsSince: 999_000 })));
  });
});

describe('an area', () => {
  const area: AreaSummary = {
    facility: 'palu', area: 'kitchen', kind: 'kitchen', name: { id: 'Dapur', en: 'Kitchen' },
    reporting: true, at: 1, active: 0, unacknowledged: 0, worst: null, trusted: 3, doubtful: 0, silent: 0,
  };

  it('is safe only when every signal can be trusted', () => {
    expect(areaStatus(area, true)).toBe('safe');
    expect(areaStatus({ ...area, doubtful: 1 }, true)).toBe('doubtful');
    expect(areaStatus({ ...area, trusted: 0 }, true)).toBe('doubtful');
  });

  it('with a silenced alarm is not called all safe', () => {
    expect(areaStatus({ ...area, silent: 1 }, true)).toBe('silenced');
    expect(areaStatus({ ...area, silent: 1, active: 1 }, true)).toBe('alarm');
  });

  it('counts a silenced alarm apart, as the server does', () => {
    const board = someBoard({ alarms: [someAlarm({ silence: someSilence }), someAlarm({ id: 'b', priority: 'low' })] });
    expect(summarise(board, 1_000_000)).toMatchObject({ active: 1, unacknowledged: 1, silent: 1, worst: 'low' });
  });

  it('shows an alarm even while it does not report', () => {
    expect(areaStatus({ ...area, active: 1, reporting: false }, true)).toBe('alarm');
    expect(areaStatus({ ...area, reporting: false }, true)).toBe('silent');
    expect(areaStatus({ ...area, unacknowledged: 1 }, true)).toBe('unacknowledged');
  });

  it('is old, whatever it was, once the line is not live', () => {
    expect(areaStatus({ ...area, active: 1 }, false)).toBe('old');
  });

  it('is summed up from its board by the browser’s own clock', () => {
    const board = someBoard({ signals: [someTile(), someTile({ index: 1, trust: 'bad' })], alarms: [someAlarm({ priority: 'medium' })] });
    expect(summarise(board, 1_000_000)).toMatchObject({ trusted: 1, doubtful: 1, active: 1, unacknowledged: 1, worst: 'medium', reporting: true });
    expect(summarise(board, 1_061_000)).toMatchObject({ trusted: 0, doubtful: 2 });
  });
});
