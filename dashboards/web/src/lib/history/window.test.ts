import { describe, expect, it } from 'vitest';
import type { HistoryLimit, JournalEntry } from '../contract';
import { someAlarm } from '../live/sample';
import { formatState, historyPath, parseState } from './address';
import { aroundAlarm } from './around';
import { activeAt, alarmsOf, marksNear, marksOf, spansOf } from './events';
import { actOfKey } from './keys';
import { emptyLine, lineOfReadings } from './line';
import { distinctLimits, scalesOf } from './scales';
import { around, bucketRange, day, hour, lengthOf, minute, pan, presetOf, presetSpan, spanOf, zoom } from './span';
import { tickKind, ticksOf } from './timeAxis';

const now = 1_795_500_000_000;
const signal = 'palu/kitchen/fryer-1/oil_temp';

describe('the address', () => {
  const range = { from: now - hour, to: now };

  it('holds all that is seen, so that a link shows it again', () => {
    const state = { signals: [signal, 'a/b/c/d'], range, view: { from: now - minute, to: now }, comparison: { kind: 'area', facility: 'palu', area: 'bakery' } as const };
    expect(parseState(formatState(state), 0)).toEqual(state);
    expect(formatState(state)).toContain(`signal=${signal}&signal=a/b/c/d`);
    for (const comparison of [{ kind: 'none' }, { kind: 'week' }, { kind: 'from', from: 5 }] as const) expect(parseState(formatState({ ...state, comparison }), 0).comparison).toEqual(comparison);
  });

  it('that says nothing, or nonsense, shows the last hour', () => {
    const nothing = { signals: [], range, view: range, comparison: { kind: 'none' } };
    expect(parseState('', now)).toEqual(nothing);
    expect(parseState('?signal=x&signal=a//c/d&from=9&to=3&zoomFrom=1&zoomTo=2&compare=a/b/c', now)).toEqual(nothing);
    expect(parseState('?from=-1&to=1e9', now).range).toEqual(range);
  });

  it('names a signal once, and ten at most', () => {
    const many = Array.from({ length: 12 }, (_, index) => `signal=a/b/c/${index}`).join('&');
    expect(parseState(`?signal=a/b/c/0&${many}`, now).signals).toHaveLength(10);
  });

  it('of a link may name its time', () => {
    expect(historyPath([signal])).toBe(`/history?signal=${signal}`);
    expect(historyPath([signal], range)).toBe(`/history?signal=${signal}&from=${range.from}&to=${range.to}`);
  });
});

describe('a link to an alarm’s chart', () => {
  const span = (alarm: Parameters<typeof aroundAlarm>[0]) => parseState(aroundAlarm(alarm, now).split('?')[1] ?? '', 0).range;

  it('shows what led to it and what came after, a quarter of an hour at least', () => {
    const raisedAt = now - day;
    expect(span(someAlarm({ conditionStart: raisedAt - minute, raisedAt, returnedAt: raisedAt + hour }))).toEqual({ from: raisedAt - 16 * minute, to: raisedAt + 75 * minute });
    expect(lengthOf(span(someAlarm({ conditionStart: raisedAt, raisedAt, returnedAt: raisedAt + 10 * hour })))).toBe(12 * hour);
  });

  it('of one that is still on reaches up to now', () => {
    expect(span(someAlarm({ conditionStart: now - minute, raisedAt: now - minute })).to).toBe(now);
  });
});

describe('what is seen', () => {
  const span = spanOf(1_000_000, 1_100_000);

  it('moves by a share of its length and keeps it', () => {
    expect(pan(span, 0.5)).toEqual({ from: 1_050_000, to: 1_150_000 });
    expect(pan(spanOf(0, 5_000), -1)).toEqual({ from: 0, to: 5_000 });
  });

  it('comes closer around a place that stays, down to a second', () => {
    expect(zoom(span, 0.5, 1_025_000)).toEqual({ from: 1_012_500, to: 1_062_500 });
    expect(lengthOf(zoom(span, 1e-9, 1_025_000))).toBe(1_000);
    expect(lengthOf(zoom(span, 1e9, 1_025_000))).toBe(3_660 * day);
  });

  it('takes the whole range along', () => {
    const whole = spanOf(0, 1_000_000);
    expect(around(spanOf(5, 9_000), whole)).toBe(whole);
    expect(around(spanOf(900_000, 1_100_000), whole)).toEqual({ from: 100_000, to: 1_100_000 });
    expect(around(spanOf(0, 9_000_000), whole)).toEqual({ from: 0, to: 9_000_000 });
  });

  it('is asked for in buckets of a width that a clock knows', () => {
    expect(bucketRange({ from: 1_234, to: 61_234 }, 100)).toEqual({ from: 1_000, to: 62_000, buckets: 61 });
    expect(bucketRange({ from: 0, to: 365 * day }, 1_000)).toEqual({ from: 0, to: 365 * day, buckets: 730 });
    expect(bucketRange({ from: 0, to: 3_660 * day }, 100).buckets).toBeLessThanOrEqual(102);
  });

  it('has presets that end now when now is seen, else stay around the middle', () => {
    expect(presetSpan('day', spanOf(now - hour, now), now)).toEqual({ from: now - day, to: now });
    expect(presetSpan('hour', spanOf(now - 3 * day, now - 2 * day), now)).toEqual({ from: now - 2.5 * day - hour / 2, to: now - 2.5 * day + hour / 2 });
    expect(presetOf(spanOf(0, 7 * day))).toBe('week');
    expect(presetOf(spanOf(0, 5))).toBeNull();
  });
});

describe('a key', () => {
  const press = (key: string, shiftKey = false, ctrlKey = false) => actOfKey({ key, shiftKey, ctrlKey, metaKey: false, altKey: false });

  it('moves the cursor, or with shift what is seen', () => {
    expect(press('ArrowRight')).toEqual({ kind: 'cursor', steps: 1 });
    expect(press('ArrowLeft', true)).toEqual({ kind: 'pan', share: -0.25 });
    expect(press('End')).toEqual({ kind: 'edge', end: 'to' });
  });

  it('comes closer, goes back, or is left to the browser', () => {
    expect(press('+', true)).toEqual({ kind: 'zoom', factor: 0.5 });
    expect(press('Escape')).toEqual({ kind: 'reset' });
    expect(press('+', false, true)).toBeNull();
    expect(press('Tab')).toBeNull();
  });
});

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

  it('are spans while they were active, by the newest that is known', () => {
    const spans = spansOf(alarmsOf(entries, [], [signal]), { from: 0, to: 1_000 });
    expect(spans).toMatchObject([{ signal, from: 100, to: 200 }]);
    expect(activeAt(spans, 150)).toHaveLength(1);
    expect(activeAt(spans, 250)).toHaveLength(0);
    expect(spansOf(alarmsOf(entries, [], [signal]), { from: 300, to: 1_000 })).toHaveLength(0);
    expect(alarmsOf(entries, [], ['a/b/c/d'])).toHaveLength(0);
  });

  it('that are open reach to the end of time', () => {
    const open = someAlarm({ id: 'a2', raisedAt: 50 });
    expect(spansOf(alarmsOf([], [open], [signal]), { from: 300, to: 1_000 })).toMatchObject([{ from: 50, to: null }]);
  });

  it('have marks with what somebody wrote, and none for an acknowledgement without words', () => {
    const marks = marksOf(entries, [signal]);
    expect(marks.map(({ kind, words }) => [kind, words])).toEqual([['raised', ''], ['note', 'Kompor dimatikan']]);
    expect(marksNear(marks, 149, 5)).toHaveLength(1);
    const action = { cause: 'Gas', taken: 'Ganti', product: 'held', by: 'ani', at: 160, verifiedBy: null, verifiedAt: null } as const;
    expect(marksOf([entry(4, { kind: 'actionRecorded', alarm: { ...alarm, correctiveAction: action } })], [signal])[0]).toMatchObject({ kind: 'action', words: 'Gas → Ganti' });
  });
});

describe('the axis of time', () => {
  const east = () => 8 * hour;

  it('has round times on the wall of the facility', () => {
    const { times, step } = ticksOf({ from: 0, to: day }, 8, east);
    expect(step).toBe(3 * hour);
    expect(times[0]).toBe(hour);
    expect(times.map((time) => tickKind(time, step, east))).toContain('day');
    expect(times[5]).toBe(16 * hour);
  });

  it('names months by the calendar', () => {
    const { times, step } = ticksOf({ from: Date.UTC(2026, 0, 15), to: Date.UTC(2026, 11, 15) }, 12, east);
    expect(times[0]).toBe(Date.UTC(2026, 1, 1) - 8 * hour);
    expect(times).toHaveLength(11);
    expect(tickKind(times[0] as number, step, east)).toBe('month');
  });

  it('keeps midnight when clocks change', () => {
    const change = Date.UTC(2026, 2, 29, 1);
    const { times } = ticksOf({ from: change - 3 * day, to: change + 3 * day }, 7, (time) => (time < change ? hour : 2 * hour));
    expect(times.map((time) => (time + (time < change ? hour : 2 * hour)) % day)).toEqual(times.map(() => 0));
  });
});
