import { describe, expect, it } from 'vitest';
import type { Delivery } from '../contract';
import { attempts, outcomeOf } from './deliveries';
import { everything, filterOf, inUse, searchOf, type JournalFilter } from './filter';
import { readPhaseNote } from './phaseNote';

describe('a filter of the journal', () => {
  const filter: JournalFilter = {
    ...everything, facility: 'palu', area: 'kitchen', from: 5, states: ['normal'], priorities: ['high', 'low'], kinds: ['raised', 'shelved'], text: 'bu ani',
  };

  it('comes back from its address as it was', () => {
    expect(filterOf(searchOf(filter))).toEqual(filter);
    expect(searchOf(everything)).toBe('');
    expect(filterOf('')).toEqual(everything);
  });

  it('leaves out what an address asks and this version doesn’t know', () => {
    expect(filterOf('?state=asleep&priority=high&from=yesterday&area=kitchen')).toEqual({ ...everything, priorities: ['high'] });
  });

  it('counts what is in use', () => {
    expect(inUse(filter)).toBe(6);
    expect(inUse(everything)).toBe(0);
  });
});

describe('the delivery log', () => {
  const line = (number: number, changes: Partial<Delivery>): Delivery => ({
    number, facility: 'palu', person: 'ratna', personName: 'Bu Ratna', channel: 'email', address: 'r@x', step: 0, alarms: ['a'], subject: 's', body: 'b',
    worst: 'high', attempt: 1, outcome: 'begun', at: number * 1_000, answer: null, ...changes,
  });

  it('has one row for each attempt: its outcome, and when it began', () => {
    const rows = attempts([line(4, { attempt: 2, outcome: 'delivered' }), line(3, { attempt: 2 }), line(2, { outcome: 'failed' }), line(1, {})]);
    expect(rows.map(({ number, outcome, begunAt }) => [number, outcome, begunAt])).toEqual([
      [4, 'delivered', 3_000],
      [2, 'failed', 1_000],
    ]);
  });

  it('keeps an attempt whose outcome nobody knows, and one whose beginning isn’t read yet', () => {
    expect(attempts([line(1, {})]).map(({ outcome }) => outcome)).toEqual(['begun']);
    expect(attempts([line(2, { outcome: 'failed' })])[0]?.begunAt).toBeNull();
  });

  it('tells people, ways and alarms apart', () => {
    expect(attempts([line(2, { outcome: 'delivered', person: 'ani' }), line(1, {})])).toHaveLength(2);
  });

  it('calls an attempt under way only as long as it can be', () => {
    const [attempt] = attempts([line(1, {})]);
    if (attempt === undefined) throw new Error('no attempt');
    expect(outcomeOf(attempt, 30_000)).toBe('underWay');
    expect(outcomeOf(attempt, 90_000)).toBe('begun');
  });
});

it('A note about a phase is split into the phase and the person’s own words', () => {
  expect(readPhaseNote('Frying: minyak baru: dingin')).toEqual({ phase: 'frying', words: 'minyak baru: dingin' });
  expect(readPhaseNote('Open')).toEqual({ phase: 'open', words: '' });
  expect(readPhaseNote('Dimatikan')).toEqual({ phase: null, words: 'Dimatikan' });
});
