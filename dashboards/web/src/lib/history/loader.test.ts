import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused } from '../api/http';
import type { History, HistoryReading } from '../contract';
import { pinch, wheelFactor } from './gestures';
import { Loader } from './loader.svelte';
import { readPast } from './read';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Answers when the test says so. */
function slow() {
  const asked: { readonly question: string; readonly stop: AbortSignal; readonly answer: (answer: string) => void; readonly fail: (why: unknown) => void }[] = [];
  const loader = new Loader((question: string, stop) => new Promise<string>((answer, fail) => asked.push({ question, stop, answer, fail })));
  return { asked, loader };
}

describe('what is asked', () => {
  it('is the newest question only: an older one is stopped, and its answer stays until the new one comes', async () => {
    const { asked, loader } = slow();
    loader.ask('one');
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.answer('first');
    await vi.advanceTimersByTimeAsync(0);
    loader.ask('two');
    loader.ask('three');
    await vi.advanceTimersByTimeAsync(500);
    expect(asked.map(({ question }) => question)).toEqual(['one', 'three']);
    expect(loader).toMatchObject({ answer: 'first', phase: 'reading' });
    loader.ask('four');
    expect(asked[1]?.stop.aborted).toBe(true);
    asked[1]?.answer('too late');
    await vi.advanceTimersByTimeAsync(500);
    asked[2]?.answer('fourth');
    await vi.advanceTimersByTimeAsync(0);
    expect(loader).toMatchObject({ answer: 'fourth', phase: 'read' });
  });

  it('twice is asked once', async () => {
    const { asked, loader } = slow();
    loader.ask('one');
    await vi.advanceTimersByTimeAsync(0);
    loader.ask('one');
    await vi.advanceTimersByTimeAsync(500);
    expect(asked).toHaveLength(1);
    loader.ask(null);
    expect(loader).toMatchObject({ answer: null, phase: 'idle' });
  });

  it('and fails is told in the server’s words, and can be asked again', async () => {
    const { asked, loader } = slow();
    loader.ask('one');
    await vi.advanceTimersByTimeAsync(0);
    asked[0]?.fail(new Refused(400, { errors: { buckets: ['1 to 10000.'] } }));
    await vi.advanceTimersByTimeAsync(0);
    expect(loader).toMatchObject({ phase: 'failed', problem: '1 to 10000.' });
    loader.retry();
    asked[1]?.answer('there');
    await vi.advanceTimersByTimeAsync(0);
    expect(loader).toMatchObject({ phase: 'read', answer: 'there' });
  });
});

describe('the past', () => {
  const answer = (count: number): History => ({
    from: 0,
    to: 2_000,
    width: 1_000,
    series: [{ signal: 'a/b/c/d', unit: '°C', gapAfter: null, before: null, limits: [], buckets: { minimum: [1, 2], mean: [1, 2], maximum: [1, 2], count: [count, 1], bad: [0, 0] } }],
  });
  const readings: HistoryReading[] = [{ time: 400, value: 1, quality: 'good' }, { time: 1_300, value: 2, quality: 'good' }];
  const serve = (history: History) => vi.stubGlobal('fetch', vi.fn(async (address: string) => new Response(JSON.stringify(address.includes('/readings') ? { readings } : history))));
  const read = () => readPast({ signals: ['a/b/c/d'], from: 0, to: 2_000, buckets: 2 }, new AbortController().signal);

  it('of few readings is told reading by reading', async () => {
    serve(answer(1));
    const past = await read();
    expect(past.exact).toBe(true);
    expect([...(past.lines[0]?.times ?? [])]).toEqual([400, 1_300]);
  });

  it('of many is told in buckets, with one question', async () => {
    serve(answer(100_000));
    const past = await read();
    expect(past.exact).toBe(false);
    expect([...(past.lines[0]?.times ?? [])]).toEqual([500, 1_500]);
    expect(fetch).toHaveBeenCalledTimes(1);
  });
});

describe('fingers and wheels', () => {
  it('keep what is under them under them', () => {
    expect(pinch({ from: 0, to: 100_000 }, 100, [25, 75], [0, 100])).toEqual({ from: 25_000, to: 75_000 });
    expect(pinch({ from: 0, to: 100_000 }, 100, [50, 50], [0, 100])).toEqual({ from: 0, to: 100_000 });
  });

  it('come closer with a turn away from the hand, and never too far at once', () => {
    expect(wheelFactor(-120)).toBeCloseTo(0.8);
    expect(wheelFactor(120_000)).toBeCloseTo(2.44, 2);
  });
});
