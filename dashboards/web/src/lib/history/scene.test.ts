import { describe, expect, it } from 'vitest';
import type { HistoryLimit, JournalEntry } from '../contract';
import { someAlarm } from '../live/sample';
import { activeAt, marksNear, marksOf, spansOf } from './events';
import { emptyLine, lineOfReadings } from './line';
import { distinctLimits, scalesOf } from './scales';

const signal = 'palu/kitchen/fryer-1/oil_temp';

describe('scales', () => {
  const limit = (value: number, changes: Partial<HistoryLimit> = {}): HistoryLimit => ({ rule: 'r', level: 'hi', value, priority: 'medium', always: true, ...changes });
  const line = lineOfReadings(0, { before: null, gapAfter: null }, [{ time: 1, value: 2, quality: 'good' }, { time: 2, value: 4, quality: 'good' }]);

  it('are one a unit, wide enough for the limits that are near', () => {
    const [temperature, state] = scalesOf([
      { unit: '°C', line, limits: [limit(5), limit(400)] },
      { unit: 'state', line, limits: [] },
      { unit: '°C', line: emptyLine, limits: [] },
    ]);
    expect(temperature?.min).toBeLessThan(2);
    expect(temperature?.max).toBeGreaterThan(5);
    expect(temperature?.max).toBeLessThan(6);
    expect(state).toMatchObject({ unit: 'state', min: -0.15 });
  });

  it('without data are those of the limits', () => {
    expect(scalesOf([{ unit: '°C', line: emptyLine, limits: [limit(60), limit(70)] }])[0]).toMatchObject({ unit: '°C', min: 59.3 });
    expect(scalesOf([{ unit: '°C', line: emptyLine, limits: [] }])[0]?.max).toBeGreaterThan(1);
  });

  it('draw a limit that two rules have once, as one that always holds', () => {
    expect(distinctLimits([limit(5, { always: false }), limit(5), limit(6)])).toEqual([limit(5), limit(6)]);
  });
});

describe('alarms on the line', () => {
  const alarm = someAlarm({ raisedAt: 100, returnedAt: 200 });
  const entry = (number: number, changes: Partial<JournalEntry>): JournalEntry => ({ number, facility: 'palu', area: 'kitchen', kind: 'raised', at: 100, recordedAt: 100, by: null, note: null, alarm, ...changes });
  const entries = [entry(3, { kind: 'acknowledged', at: 150, by: 'ani', note: 'Kompor dimatikan' }), entry(2, { kind: 'acknowledged', at: 140, by: 'ani' }), entry(1, { alarm: { ...alarm, returnedAt: null } })];

  const everything = { from: 0, to: 1_000 };
  const returned = (number: number, at: number) => entry(number, { kind: 'returned', at, alarm: { ...alarm, returnedAt: at } });

  it('are spans while they were active', () => {
    const spans = spansOf([returned(4, 200), ...entries], [], [signal], everything);
    expect(spans).toMatchObject([{ signal, from: 100, to: 200 }]);
    expect(activeAt(spans, 150)).toHaveLength(1);
    expect(activeAt(spans, 250)).toHaveLength(0);
    expect(spansOf([returned(4, 200), ...entries], [], [signal], { from: 300, to: 1_000 })).toHaveLength(0);
    expect(spansOf(entries, [], ['a/b/c/d'], everything)).toHaveLength(0);
  });

  it('that come and go while they wait for their reset are a span each time', () => {
    const again = [entry(7, { kind: 'cleared', at: 600 }), returned(6, 500), entry(5, { at: 400 }), returned(4, 200), ...entries];
    expect(spansOf(again, [], [signal], everything).map(({ from, to }) => [from, to])).toEqual([[100, 200], [400, 500]]);
  });

  it('that were raised before the first entry begin where they say', () => {
    expect(spansOf([returned(4, 200)], [], [signal], everything)).toMatchObject([{ from: 100, to: 200 }]);
  });

  it('that are open reach to the end of time', () => {
    const open = someAlarm({ id: 'a2', raisedAt: 50 });
    expect(spansOf([], [open], [signal], { from: 300, to: 1_000 })).toMatchObject([{ from: 50, to: null }]);
    expect(spansOf([], [{ ...open, returnedAt: 60 }], [signal], { from: 300, to: 1_000 })).toHaveLength(0);
  });

  it('have marks with what somebody wrote, and none for an acknowledgement without words', () => {
    const marks = marksOf(entries, [signal]);
    expect(marks.map(({ kind, words }) => [kind, words])).toEqual([['raised', ''], ['note', 'Kompor dimatikan']]);
    expect(marksNear(marks, 149, 5)).toHaveLength(1);
    const action = { cause: 'Gas', taken: 'Ganti', product: 'held', by: 'ani', at: 160, verifiedBy: null, verifiedAt: null } as const;
    expect(marksOf([entry(4, { kind: 'actionRecorded', alarm: { ...alarm, correctiveAction: action } })], [signal])[0]).toMatchObject({ kind: 'action', words: 'Gas → Ganti' });
  });
});
