import { describe, expect, it } from 'vitest';
import { claimOf, isFresh, lineState } from './freshness';
import { elapsed } from './moment';
import { someTile } from './sample';
import { ServerClock } from './serverClock';

const measured = 1_000_000;

describe('the claim of a tile', () => {
  it('is what the server says while the line lives and the value is young', () => {
    expect(claimOf(someTile(), true, measured + 59_000)).toBe('good');
    expect(claimOf(someTile({ trust: 'uncertain' }), true, measured)).toBe('uncertain');
  });

  it('is old for every value once the line is not live', () => {
    for (const trust of ['good', 'uncertain', 'bad', 'stale'] as const) expect(claimOf(someTile({ trust }), false, measured)).toBe('old');
  });

  it('becomes stale by the browser’s own clock, even if the server says nothing', () => {
    expect(claimOf(someTile(), true, measured + 60_000)).toBe('good');
    expect(claimOf(someTile(), true, measured + 60_001)).toBe('stale');
    expect(claimOf(someTile({ trust: 'uncertain' }), true, measured + 60_001)).toBe('stale');
  });

  it('never becomes better than the server said', () => {
    expect(claimOf(someTile({ trust: 'bad' }), true, measured + 90_000)).toBe('bad');
    expect(claimOf(someTile({ trust: 'stale' }), true, measured)).toBe('stale');
  });

  it('does not become stale for a signal that a person enters', () => {
    expect(claimOf(someTile({ staleAfterSeconds: null }), true, measured + 86_400_000)).toBe('good');
  });

  it('is no data without a time, whatever the line', () => {
    expect(claimOf(someTile({ trust: 'noData', value: null, time: null }), true, measured)).toBe('noData');
    expect(claimOf(someTile({ trust: 'good', time: null }), false, measured)).toBe('noData');
  });
});

describe('the line', () => {
  it('is fresh only while connected and for less than six seconds of silence', () => {
    expect(isFresh(true, 5_999)).toBe(true);
    expect(isFresh(true, 6_000)).toBe(false);
    expect(isFresh(false, 0)).toBe(false);
    expect(isFresh(true, null)).toBe(false);
  });

  it('goes from connecting over live and reconnecting to lost', () => {
    expect(lineState(true, null)).toBe('connecting');
    expect(lineState(true, 1_000)).toBe('live');
    expect(lineState(false, 1_000)).toBe('reconnecting');
    expect(lineState(false, 6_000)).toBe('lost');
    expect(lineState(true, 6_000)).toBe('lost');
  });
});

describe('time', () => {
  it('passes by the clock that saw more: the wall clock may be set back, the steady one may sleep', () => {
    expect(elapsed({ wall: 5_000, steady: 0 }, { wall: 1_000, steady: 7_000 })).toBe(7_000);
    expect(elapsed({ wall: 0, steady: 0 }, { wall: 3_600_000, steady: 10 })).toBe(3_600_000);
  });

  it('of the server follows the least delayed of the latest frames', () => {
    const clock = new ServerClock();
    clock.observe(10_000, 9_000);
    clock.observe(10_000, 12_000);
    expect(clock.offset).toBe(1_000);
  });

  it('of the server notices within twenty frames that the browser’s clock was set right', () => {
    const clock = new ServerClock();
    clock.observe(10_000, 0);
    for (let frame = 0; frame < 20; frame++) clock.observe(20_000, 20_000);
    expect(clock.offset).toBe(0);
  });
});
