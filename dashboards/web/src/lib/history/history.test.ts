import { describe, expect, it } from 'vitest';
import type { HistorySeries } from '../contract';
import { someTile } from '../live/sample';
import { counterpart, aligned, otherSpan, shiftOf } from './compare';
import { decimate, firstAt } from './decimate';
import { emptyLine, lineOfBuckets, lineOfReadings, type Line } from './line';
import { sampleAt, stepTime } from './lookup';
import { summarise } from './summary';
import { tableOf } from './table';

type Figure = number | null;

const series = (values: Figure[], changes: Partial<HistorySeries> = {}, bad: number[] = values.map(() => 0)): HistorySeries => ({
  signal: 'palu/kitchen/fryer-1/oil_temp',
  unit: '°C',
  gapAfter: 2_000,
  before: null,
  limits: [],
  buckets: { minimum: values.map((value) => value && value - 1), mean: values, maximum: values.map((value) => value && value + 1), count: values.map((value) => (value === null ? 0 : 3)), bad },
  ...changes,
});

const good = (time: number, value: number) => ({ time, value, quality: 'good' as const });
const lineOf = (values: Figure[], changes: Partial<HistorySeries> = {}, bad?: number[]) => lineOfBuckets({ from: 10_000, width: 1_000 }, series(values, changes, bad));

describe('a line of buckets', () => {
  it('holds only what exists, each bucket at its middle', () => {
    const line = lineOf([5, null, 7]);
    expect([...line.times]).toEqual([10_500, 12_500]);
    expect([...line.low]).toEqual([4, 6]);
    expect([...line.high]).toEqual([6, 8]);
  });

  it('breaks where a signal was silent for longer than its gap, and not between two readings of a slow one', () => {
    expect([...lineOf([5, null, null, null, 7]).breaks]).toEqual([0, 1]);
    expect([...lineOf([5, null, null, null, 7], { gapAfter: 60_000 }).breaks]).toEqual([0, 0]);
    expect([...lineOf([5, null, null, null, 7], { gapAfter: null }).breaks]).toEqual([0, 0]);
  });

  it('breaks at bad readings, however few they are', () => {
    expect([...lineOf([5, null, 7], { gapAfter: 60_000 }, [0, 2, 0]).breaks]).toEqual([0, 1]);
  });

  it('begins with what held when the window began, unless that was too old', () => {
    const held = lineOf([5], { before: good(9_000, 3) });
    expect([...held.times]).toEqual([10_000, 10_500]);
    expect([...held.mid]).toEqual([3, 5]);
    expect([...held.counts]).toEqual([0, 3]);
    expect(lineOf([5], { before: good(7_000, 3) }).times).toHaveLength(1);
    expect(lineOf([5], { before: { ...good(9_000, 3), quality: 'bad' } }).times).toHaveLength(1);
    expect([...lineOf([null, null, null, 5], { before: good(9_000, 3) }).breaks]).toEqual([0, 1]);
  });
});

describe('a line of readings', () => {
  const line = lineOfReadings(0, { before: null, gapAfter: 2_000 }, [good(1_000, 1), good(2_500, 2), { time: 3_000, value: null, quality: 'bad' }, good(3_500, 3), good(9_000, 4)]);

  it('has each good reading where it was measured, broken by bad ones and by silence', () => {
    expect([...line.times]).toEqual([1_000, 2_500, 3_500, 9_000]);
    expect([...line.breaks]).toEqual([0, 0, 1, 1]);
  });

  it('says what was measured at a time, and nothing inside a gap', () => {
    expect(sampleAt(line, 2_000, 0)).toMatchObject({ time: 2_500, mid: 2, width: 0 });
    expect(sampleAt(line, 6_000, 500)).toBeNull();
    expect(sampleAt(emptyLine, 6_000, 500)).toBeNull();
    expect(sampleAt(line, 900_000, 500)).toBeNull();
  });

  it('gives a cursor that is a few pixels off the point that it means', () => {
    expect(sampleAt(line, 9_400, 500)?.mid).toBe(4);
    expect(sampleAt(line, 8_600, 500)?.mid).toBe(4);
    expect(sampleAt(line, 600, 500)?.mid).toBe(1);
  });

  it('leads a key from point to point, over all lines', () => {
    const other = lineOfReadings(0, { before: null, gapAfter: null }, [good(2_000, 9)]);
    expect(stepTime([line, other], 1_000, 1)).toBe(2_000);
    expect(stepTime([line, other], 1_000, 2)).toBe(2_500);
    expect(stepTime([line, other], 1_000, -1)).toBeNull();
    expect(stepTime([line, other], 0, 100)).toBe(9_000);
  });
});

describe('what is drawn', () => {
  const many: Line = lineOfReadings(0, { before: null, gapAfter: null }, Array.from({ length: 100_000 }, (_, index) => good(index, index === 54_321 ? 99 : Math.sin(index))));

  it('is a point a column, and no peak is lost', () => {
    const drawn = decimate(many, { from: 0, to: 100_000 }, 1_000);
    expect(drawn.size).toBeLessThanOrEqual(1_002);
    expect(drawn.size).toBeGreaterThanOrEqual(1_000);
    expect(Math.max(...drawn.high)).toBe(99);
    expect(Math.max(...decimate(many, { from: 0, to: 100_000 }, 20).high)).toBe(99);
  });

  it('is every point where there is room, with a neighbour on each side', () => {
    const drawn = decimate(many, { from: 50_000, to: 50_100 }, 1_000);
    expect(drawn.times[0]).toBe(49_999);
    expect(drawn.size).toBe(102);
  });

  it('keeps a gap', () => {
    const broken = lineOfReadings(0, { before: null, gapAfter: 5 }, Array.from({ length: 10_000 }, (_, index) => good(index + (index > 5_000 ? 1_000 : 0), 1)));
    const drawn = decimate(broken, { from: 0, to: 11_000 }, 100);
    expect([...drawn.breaks.subarray(0, drawn.size)].filter((gap) => gap === 1)).toHaveLength(1);
    const after = drawn.breaks.indexOf(1);
    expect(drawn.times[after]).toBe(6_001);
    expect(drawn.times[after - 1]).toBeLessThanOrEqual(5_000);
  });

  it('finds the first time at or after another', () => {
    expect(firstAt(Float64Array.of(1, 3, 5), 3)).toBe(1);
    expect(firstAt(Float64Array.of(1, 3, 5), 6)).toBe(3);
  });
});

describe('a summary', () => {
  it('counts each reading of what is seen once, and the gaps between', () => {
    expect(summarise(lineOf([5, null, null, null, 7, 9]), { from: 10_000, to: 15_000 })).toEqual({ lowest: 4, highest: 8, mean: 6, readings: 6, gaps: 1 });
    expect(summarise(lineOf([5, 7]), { from: 50_000, to: 60_000 })).toBeNull();
    expect(summarise(emptyLine, { from: 0, to: 1 })).toBeNull();
  });

  it('leaves out what was only carried in', () => {
    expect(summarise(lineOf([5], { before: good(9_000, 300) }), { from: 10_000, to: 11_000 })).toMatchObject({ highest: 6, readings: 3 });
  });
});

describe('the table', () => {
  it('has a row a time, and says how many rows it leaves out', () => {
    const other = lineOfReadings(0, { before: null, gapAfter: null }, [good(10_500, 1), good(11_000, 2)]);
    const { rows, all } = tableOf([lineOf([5, 6, 7]), other], { from: 10_000, to: 20_000 }, 3);
    expect(all).toBe(4);
    expect(rows.map(({ time }) => time)).toEqual([10_500, 11_000, 11_500]);
    expect(rows[0]?.samples.map((one) => one?.mid ?? null)).toEqual([5, 1]);
    expect(rows[1]?.samples.map((one) => one?.mid ?? null)).toEqual([null, 2]);
  });
});

describe('a comparison', () => {
  const range = { from: 1_000_000_000, to: 1_000_060_000 };

  it('lays another time over the shown one', () => {
    expect(shiftOf({ kind: 'day' }, range)).toBe(86_400_000);
    const shift = shiftOf({ kind: 'from', from: 999_000_000 }, range);
    expect(otherSpan(range, shift)).toEqual({ from: 999_000_000, to: 999_060_000 });
    expect([...aligned(lineOf([5]), shift).times]).toEqual([1_010_500]);
  });

  it('finds the same signal of another area, and doesn’t guess between two', () => {
    const tile = (equipment: string, unit = '°C') => someTile({ equipment, unit, address: `bali/kitchen/${equipment}/oil_temp` });
    const find = (...tiles: ReturnType<typeof tile>[]) => counterpart('palu/kitchen/fryer-1/oil_temp', '°C', tiles);
    expect(find(tile('fryer-2'), tile('fryer-1'))).toBe('bali/kitchen/fryer-1/oil_temp');
    expect(find(tile('pan'))).toBe('bali/kitchen/pan/oil_temp');
    expect(find(tile('pan'), tile('pot'))).toBeNull();
    expect(find(tile('fryer-1', 'ppm'))).toBeNull();
  });
});
