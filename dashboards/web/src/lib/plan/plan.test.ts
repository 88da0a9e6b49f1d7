import { afterEach, describe, expect, it, vi } from 'vitest';
import { tryPlan } from '../api/plan';
import { countLines, rangeOfLine } from './lines';

const answer = (status: number, body: unknown) => vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })));
const never = new AbortController().signal;

afterEach(() => vi.unstubAllGlobals());

describe('a line of a plan', () => {
  const text = 'a: 1\n\nlast: 3';

  it('is found by its number', () => {
    expect([1, 2, 3].map((line) => text.slice(...rangeOfLine(text, line)))).toEqual(['a: 1', '', 'last: 3']);
    expect(countLines(text)).toBe(3);
  });

  it('past the end is the end, and no line is the beginning', () => {
    expect(rangeOfLine(text, 9)).toEqual([text.length, text.length]);
    expect(rangeOfLine(text, 0)).toEqual([0, 0]);
  });
});

describe('a trial', () => {
  it('of a wrong plan tells its faults', async () => {
    const faults = [{ line: 31, field: 'hi', what: "'hot' isn't a number.", remedy: 'Write digits.' }];
    answer(400, { title: "The plan can't be used.", status: 400, faults });
    expect(await tryPlan('x', 30, never)).toEqual({ kind: 'faulty', faults });
  });

  it('that is refused otherwise says why', async () => {
    answer(413, {});
    expect(await tryPlan('x', 30, never)).toEqual({ kind: 'tooLarge' });
    answer(400, { detail: 'days is 1 to 31.' });
    expect(await tryPlan('x', 99, never)).toEqual({ kind: 'failed', why: 'days is 1 to 31.' });
  });

  it('that somebody stops is no failure', async () => {
    const stop = new AbortController();
    stop.abort();
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new DOMException('aborted', 'AbortError'))));
    expect(await tryPlan('x', 30, stop.signal)).toEqual({ kind: 'stopped' });
    expect(await tryPlan('x', 30, never)).toEqual({ kind: 'failed', why: '' });
  });
});
