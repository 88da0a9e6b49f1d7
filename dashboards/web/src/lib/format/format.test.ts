import { describe, expect, it } from 'vitest';
import type { History, SignalLimit } from '../contract';
import { someAlarm, someTile } from '../live/sample';
import { en } from '../texts/en';
import { id } from '../texts/id';
import { limitScale } from './limitScale';
import { formatClock, formatDuration, formatExact, formatMinutes, formatMoment, formatSpan } from './times';
import { lastHour, summariseTrend, trendColumns, trendScale } from './trend';
import { formatAlarmLimit, formatAlarmValue, formatExactShare, formatGate, formatPrecise, formatValue } from './values';
import { fromWall, startOfDay, toWall } from './zoned';

const limit = (level: SignalLimit['level'], value: number, gated = false): SignalLimit => ({ rule: 'r', level, value, priority: 'medium', gated });

describe('a value', () => {
  it('has the decimals of its unit and the comma of its language', () => {
    expect(formatValue(146.34, 'oil_temp', '°C', 'id', id)).toBe('146,3 °C');
    expect(formatValue(146.34, 'oil_temp', '°C', 'en', en)).toBe('146.3 °C');
    expect(formatValue(-0.01, 'temp', '°C', 'en', en)).toBe('0.0 °C');
    expect(formatValue(52, 'humidity', '%RH', 'id', id)).toBe('52,0 % RH');
  });

  it('that does not exist is a dash, never a zero', () => {
    expect(formatValue(null, 'oil_temp', '°C', 'id', id)).toBe('–');
    expect(formatValue(null, 'door', 'state', 'id', id)).toBe('–');
  });

  it('of a state is a word that fits the signal', () => {
    expect(formatValue(1, 'door', 'state', 'id', id)).toBe('Buka');
    expect(formatValue(0, 'door_back', 'state', 'en', en)).toBe('Closed');
    expect(formatValue(1, 'basket', 'state', 'en', en)).toBe('In oil');
    expect(formatValue(0, 'light', 'state', 'id', id)).toBe('Mati');
    expect(formatValue(0, 'telegram', 'state', 'en', en)).toBe('Fails');
  });
});

describe('the value of an alarm', () => {
  it('has the unit of what its rule measures, which may not be its signal’s', () => {
    const rising = someAlarm({ value: 18.2, limit: 15, limitUnit: '°C/min' });
    expect(formatAlarmValue(rising, 'id', id)).toBe('18,2 °C/min');
    expect(formatAlarmLimit(rising, 'en', en)).toBe('15 °C/min');
    expect(formatAlarmLimit(someAlarm({ limit: 1, limitUnit: 'state' }), 'en', en)).toBe('');
    expect(formatAlarmLimit(someAlarm({ limit: null }), 'en', en)).toBe('');
  });
});

describe('a time', () => {
  const noon = Date.UTC(2026, 10, 23, 4, 5, 6);

  it('is the facility’s clock with the name of its zone, alike in both languages', () => {
    expect(formatClock(noon, 'Asia/Makassar')).toBe('12:05:06 WITA');
    expect(formatClock(noon, 'Asia/Jakarta')).toBe('11:05:06 WIB');
  });

  it('in the record book has its day, its year and its second', () => {
    expect(formatExact(noon, 'Asia/Makassar', 'id')).toBe('23 Nov 2026 12:05:06 WITA');
  });

  it('that somebody writes is by the facility’s clock, also where clocks change', () => {
    expect(fromWall('2026-11-23T12:05', 'Asia/Makassar')).toBe(Date.UTC(2026, 10, 23, 4, 5));
    expect(toWall(noon, 'Asia/Makassar')).toBe('2026-11-23T12:05');
    expect(fromWall('2026-10-25T12:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 25, 11));
    expect(fromWall('2026-10-24T12:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 9, 24, 10));
    expect(startOfDay(noon, 'Asia/Makassar')).toBe(Date.UTC(2026, 10, 22, 16));
    expect(fromWall('', 'UTC')).toBeNull();
    expect(toWall(null, 'UTC')).toBe('');
  });

  it('that somebody chooses is told in the unit that it fills', () => {
    expect([15, 60, 240].map((minutes) => formatMinutes(minutes, id.acts))).toEqual(['15 menit', '1 jam', '4 jam']);
  });

  it('says the day when that is not today at the facility', () => {
    expect(formatMoment(noon, 'Asia/Makassar', noon + 3_600_000, 'id')).toBe('12:05 WITA');
    expect(formatMoment(noon, 'Asia/Makassar', noon + 43_200_000, 'id')).toBe('23 Nov 12:05 WITA');
  });

  it('ago is told in one unit, and never lies in the future', () => {
    expect(formatSpan(3_999, id.age)).toBe('3 dtk lalu');
    expect(formatSpan(-500, en.age)).toBe('0 s ago');
    expect(formatSpan(125_000, en.age)).toBe('2 min ago');
    expect(formatSpan(47 * 3_600_000, id.age)).toBe('47 jam lalu');
    expect(formatSpan(49 * 3_600_000, id.age)).toBe('2 hari lalu');
  });
});

describe('the bar of limits', () => {
  it('has the safe zone between the inner limits and the value in its place', () => {
    const scale = limitScale(someTile({ value: 145, limits: [limit('lo', 130), limit('hi', 160), limit('hiHi', 175), limit('hiHi', 200)] }));
    expect(scale?.segments.map(({ zone }) => zone)).toEqual(['warning', 'safe', 'warning', 'danger']);
    expect(scale).toMatchObject({ low: 130, high: 160, gated: false });
    const safe = scale?.segments[1];
    expect(scale?.marker).toBeCloseTo(((safe?.from ?? 0) + (safe?.to ?? 0)) / 2);
  });

  it('keeps a value far outside at its end and stays within what is physically possible', () => {
    const tile = someTile({ unit: '%RH', minimum: 0, maximum: 100, value: 1_000, limits: [limit('hi', 55), limit('hiHi', 65)] });
    const scale = limitScale(tile);
    expect(scale?.marker).toBe(100);
    expect(scale?.segments[0]).toMatchObject({ zone: 'safe', from: 0 });
    expect(scale?.low).toBeNull();
  });

  it('has no marker without a value, and does not exist for states or without limits', () => {
    expect(limitScale(someTile({ value: null, limits: [limit('hi', 5)] }))?.marker).toBeNull();
    expect(limitScale(someTile({ unit: 'state', limits: [limit('hi', 1)] }))).toBeNull();
    expect(limitScale(someTile())).toBeNull();
  });

  it('has no place for the limit of a rate or a duration', () => {
    const rate = { ...limit('hi', 15), measuredUnit: '°C/min' };
    expect(limitScale(someTile({ limits: [rate] }))).toBeNull();
    expect(limitScale(someTile({ value: 145, limits: [limit('hiHi', 200), rate] }))?.high).toBe(200);
  });

  it('keeps its order when the worst limit of one rule lies inside the mild one of another', () => {
    const { segments = [], high } = limitScale(someTile({ value: 145, limits: [limit('hi', 180), limit('hiHi', 175)] })) ?? {};
    expect(high).toBe(175);
    expect(segments.map(({ zone }) => zone)).toEqual(['safe', 'danger']);
    expect(segments[1]?.from).toBe(segments[0]?.to);
  });

  it('says when its limits hold only while operating', () => {
    expect(limitScale(someTile({ limits: [limit('hi', 160, true)] }))?.gated).toBe(true);
    expect(limitScale(someTile({ limits: [limit('hi', 160, true), limit('hiHi', 200)] }))?.gated).toBe(false);
    const frying = { phases: ['frying' as const], signal: null };
    const gated = (level: SignalLimit['level'], gate: SignalLimit['while']) => ({ ...limit(level, 160, true), while: gate });
    expect(limitScale(someTile({ limits: [gated('hi', frying), gated('hiHi', { ...frying })] }))?.gate).toEqual(frying);
    expect(limitScale(someTile({ limits: [gated('hi', frying), gated('hiHi', null)] }))?.gate).toBeNull();
    expect(formatGate(frying, 'id', id)).toBe('hanya saat menggoreng');
    expect(formatGate({ phases: [], signal: { id: 'Keranjang', en: 'Basket' } }, 'en', en)).toBe('only while Basket');
    expect(formatGate(null, 'en', en)).toBe('only while operating');
  });
});

describe('the trend', () => {
  const history = (minimum: (number | null)[], maximum: (number | null)[], bad: number[]): History => ({
    from: 0,
    to: 3_600_000,
    width: 1_200_000,
    series: [{ signal: 's', unit: '°C', gapAfter: null, before: null, limits: [], buckets: { minimum, mean: minimum, maximum, count: bad.map(() => 1), bad } }],
  });

  it('has buckets wide enough for two readings', () => {
    expect(lastHour(someTile({ expectedSeconds: 1 }), 3_600_000)).toEqual({ from: 0, to: 3_600_000, buckets: 240 });
    expect(lastHour(someTile({ expectedSeconds: 30 }), 3_600_000).buckets).toBe(60);
    expect(lastHour(someTile({ expectedSeconds: 900 }), 3_600_000).buckets).toBe(12);
  });

  it('is summed up over its gaps, and is empty without a good reading', () => {
    expect(summariseTrend(history([4, null, 3], [6, null, 5], [0, 3, 0]))).toEqual({ lowest: 3, highest: 6, bad: 3 });
    expect(summariseTrend(history([null], [null], [0]))).toBeNull();
  });

  it('keeps an empty bucket as a gap, each at its beginning', () => {
    expect(trendColumns(history([4, null, 3], [6, null, 5], [0, 3, 0]))).toEqual([[0, 1_200, 2_400], [4, null, 3], [6, null, 5], [4, null, 3]]);
  });

  it('shows the limits beside the values', () => {
    const [bottom, top] = trendScale({ lowest: 3, highest: 4, bad: 0 }, 0, 5);
    expect(bottom).toBeLessThan(0);
    expect(top).toBeGreaterThan(5);
  });
});

it('How long something lasted is told in two units', () => {
  const told = (milliseconds: number) => formatDuration(milliseconds, en.history.duration);
  expect([500, 59_000, 60_000, 125_000, 7_500_000, 190_800_000].map(told)).toEqual(['500 ms', '59 s', '1 min', '2 min 5 s', '2 h 5 min', '2 d 5 h']);
});

it('What is read off a chart is exact, and no share looks whole that isn’t', () => {
  expect(formatPrecise(146.375, 'oil_temp', '°C', 'id', id)).toBe('146,375 °C');
  expect(formatPrecise(4, 'temp', '°C', 'en', en)).toBe('4.0 °C');
  expect(formatPrecise(1, 'door', 'state', 'en', en)).toBe('Open');
  expect([1, 0.99999, 0.5, 0].map((share) => formatExactShare(share, 'en'))).toEqual(['100%', '99.99%', '50%', '0%']);
});
