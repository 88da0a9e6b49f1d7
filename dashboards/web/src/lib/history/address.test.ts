import { describe, expect, it } from 'vitest';
import { someAlarm } from '../live/sample';
import { formatState, historyPath, parseState } from './address';
import { aroundAlarm } from './around';
import { day, hour, lengthOf, minute } from './span';

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
