import { describe, expect, it } from 'vitest';
import { actOfKey } from './keys';
import { around, bucketRange, day, hour, lengthOf, pan, presetOf, presetSpan, spanOf, zoom } from './span';
import { tickKind, ticksOf } from './timeAxis';

const now = 1_795_500_000_000;

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
