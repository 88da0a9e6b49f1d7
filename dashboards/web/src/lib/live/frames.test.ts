import { describe, expect, it } from 'vitest';
import type { Alarm, AreaBoard, AreaSummary, DeltaAreaFrame } from '../contract';
import { applyAlarmFrame, applyAreaFrame } from './frames';
import { completeOverview, noMarks } from './complete';
import { someAlarm, someBoard, someTile } from './sample';

const heartbeat: DeltaAreaFrame = {
  full: false,
  version: 7,
  serverTime: 1_002_000,
  recordsBehind: false,
  signals: [],
  values: [],
  times: [],
  trust: [],
  alarms: [],
};

describe('a frame of an area', () => {
  it('that is full replaces the board, also with an older version of a new activation', () => {
    const restarted = someBoard({ version: 1, activation: '00000000-0000-0000-0000-000000000002' });
    expect(applyAreaFrame(someBoard(), { full: true, board: restarted })).toEqual(restarted);
  });

  it('that is a delta changes only the signals it names', () => {
    const board = someBoard();
    const next = applyAreaFrame(board, { ...heartbeat, version: 8, signals: [1], values: [1], times: [1_001_000], trust: ['uncertain'] });
    expect(next?.signals[1]).toEqual({ ...board.signals[1], value: 1, time: 1_001_000, trust: 'uncertain' });
    expect(next?.signals[0]).toBe(board.signals[0]);
    expect(next?.version).toBe(8);
  });

  it('finds a signal by its index, not by its place', () => {
    const board = someBoard({ signals: [someTile({ index: 5 }), someTile({ index: 2 })] });
    const next = applyAreaFrame(board, { ...heartbeat, signals: [2], values: [99], times: [1_001_000], trust: ['good'] });
    expect(next?.signals.map(({ value }) => value)).toEqual([146.3, 99]);
  });

  it('keeps a value that does not exist as none', () => {
    const next = applyAreaFrame(someBoard(), { ...heartbeat, signals: [0], values: [null], times: [1_001_000], trust: ['bad'] });
    expect(next?.signals[0]).toMatchObject({ value: null, trust: 'bad' });
  });

  it('that is a heartbeat keeps signals and alarms as they are and brings the time', () => {
    const board = someBoard({ alarms: [someAlarm()] });
    const next = applyAreaFrame(board, { ...heartbeat, recordsBehind: true });
    expect(next?.signals).toBe(board.signals);
    expect(next?.alarms).toBe(board.alarms);
    expect(next).toMatchObject({ serverTime: 1_002_000, recordsBehind: true });
  });

  it('adds a new alarm, replaces a changed one and removes one that is normal', () => {
    const board = someBoard({ alarms: [someAlarm({ id: 'a' }), someAlarm({ id: 'b' })] });
    const changed = [someAlarm({ id: 'a', state: 'normal' }), someAlarm({ id: 'b', state: 'activeAcknowledged' }), someAlarm({ id: 'c' })];
    const next = applyAreaFrame(board, { ...heartbeat, version: 8, alarms: changed });
    expect(next?.alarms.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'activeAcknowledged'],
      ['c', 'activeUnacknowledged'],
    ]);
  });

  it('changes the marks only when it brings some', () => {
    const marks = { rules: [], phases: [{ equipment: 'fryer-1', phase: 'frying' as const, since: 1, setBy: null, setUntil: null }] };
    const board = someBoard({ marks });
    expect(applyAreaFrame(board, heartbeat)?.marks).toBe(marks);
    expect(applyAreaFrame(board, { ...heartbeat, marks: null })?.marks).toBe(marks);
    expect(applyAreaFrame(board, { ...heartbeat, marks: noMarks })?.marks).toBe(noMarks);
  });

  it.each([
    ['without a board', null, heartbeat],
    ['of an older version', someBoard(), { ...heartbeat, version: 6 }],
    ['with a signal that the board does not have', someBoard(), { ...heartbeat, signals: [9], values: [1], times: [1], trust: ['good' as const] }],
    ['with columns of different length', someBoard(), { ...heartbeat, signals: [0], values: [], times: [1], trust: ['good' as const] }],
  ])('that is a delta %s asks for a whole board', (_, board, frame) => {
    expect(applyAreaFrame(board, frame)).toBeNull();
  });
});

describe('a frame of alarms', () => {
  it('that is full forgets alarms that are over since', () => {
    expect(applyAlarmFrame([someAlarm({ id: 'old' })], { full: true, serverTime: 0, alarms: [someAlarm({ id: 'new' })] }).map(({ id }) => id)).toEqual(['new']);
  });

  it('that is a heartbeat gives the same list back', () => {
    const alarms = [someAlarm()];
    expect(applyAlarmFrame(alarms, { full: false, serverTime: 0, alarms: [] })).toBe(alarms);
  });
});

describe('a frame of a server that says less', () => {
  /** What such a server sends: everything but the later fields. */
  function older(alarm: Alarm): Alarm {
    const { callsSince, calls, latched, needsReset, demand, needsAction, needsVerification, correctiveAction, silence, chattering, limitUnit, ...sent } = alarm;
    return sent as Alarm;
  }

  it('brings alarms of which nothing is silent or owed', () => {
    const [alarm] = applyAlarmFrame([], { full: true, serverTime: 0, alarms: [older(someAlarm())] });
    expect(alarm).toEqual(someAlarm());
    const [seen] = applyAlarmFrame([], { full: true, serverTime: 0, alarms: [older(someAlarm({ state: 'activeAcknowledged' }))] });
    expect(seen?.calls).toBe(false);
  });

  it('brings a board without marks', () => {
    const { marks, ...sent } = someBoard({ alarms: [older(someAlarm())] });
    expect(applyAreaFrame(null, { full: true, board: sent as AreaBoard })).toEqual(someBoard({ alarms: [someAlarm()] }));
  });

  it('brings areas without silenced alarms', () => {
    const area = { facility: 'palu', area: 'kitchen', active: 1 } as AreaSummary;
    expect(completeOverview([{ id: 'palu', name: { id: 'P', en: 'P' }, timeZone: 'UTC', areas: [area] }])[0]?.areas[0]).toMatchObject({ active: 1, silent: 0 });
  });
});
