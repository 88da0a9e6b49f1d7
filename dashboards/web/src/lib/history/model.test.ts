import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { someBoard, someTile } from '../live/sample';
import { HistoryModel } from './model.svelte';
import { hour } from './span';

const now = 1_795_500_000_000;
const signal = 'palu/kitchen/fryer-1/oil_temp';

/** Every question that reached the server, without its host. */
let asked: URL[] = [];

function serve(): void {
  vi.stubGlobal('fetch', vi.fn(async (address: string) => {
    const url = new URL(address, 'http://x');
    asked.push(url);
    const [area] = url.pathname.match(/areas\/palu\/(\w+)/)?.slice(1) ?? [];
    const tile = someTile({ address: `palu/${area}/fryer-1/oil_temp` });
    const answer = area !== undefined ? someBoard({ area, signals: [tile] }) : url.pathname.endsWith('journal') ? { entries: [], next: null } : { from: 0, to: 1, width: 1, series: [], signals: [] };
    return new Response(JSON.stringify(answer));
  }));
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  serve();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function ask(model: HistoryModel): Promise<string[]> {
  asked = [];
  model.ask();
  await vi.advanceTimersByTimeAsync(500);
  return asked.map(({ pathname }) => pathname.replace('/api/v1/', '')).sort();
}

describe('the history page', () => {
  it('asks for nothing without signals, and for nothing before it knows its width', async () => {
    expect(await ask(new HistoryModel('', now))).toEqual([]);
    expect(await ask(new HistoryModel(`?signal=${signal}`, now))).toEqual([]);
  });

  it('asks for what is seen, for the whole, for time inside limits, for alarms and for names', async () => {
    const model = new HistoryModel(`?signal=${signal}`, now);
    model.columns = 1_000;
    expect(await ask(model)).toEqual(['alarms/journal', 'areas/palu/kitchen', 'history', 'history', 'history/compliance']);
  });

  it('asks for no compliance in the name of who may not review it', async () => {
    const model = new HistoryModel(`?signal=${signal}`, now, () => false);
    model.columns = 1_000;
    expect(await ask(model)).toEqual(['alarms/journal', 'areas/palu/kitchen', 'history', 'history']);
  });

  it('asks only for new buckets when one comes closer, and for narrower ones', async () => {
    const model = new HistoryModel(`?signal=${signal}`, now);
    model.columns = 1_000;
    await ask(model);
    model.setView({ from: now - hour / 4, to: now });
    expect(await ask(model)).toEqual(['history']);
    const search = asked[0]?.searchParams;
    expect((Number(search?.get('to')) - Number(search?.get('from'))) / Number(search?.get('buckets'))).toBe(1_000);
  });

  it('takes the whole range along when one leaves it, and the compared time with it', () => {
    const model = new HistoryModel(`?signal=${signal}&from=${now - hour}&to=${now}&compare=${now - 10 * hour}`, now);
    const { shift } = model;
    model.setView({ from: now - 1.5 * hour, to: now - hour });
    expect(model.range).toEqual({ from: now - 1.5 * hour, to: now - hour / 2 });
    expect(model.comparison).toEqual({ kind: 'from', from: now - 10.5 * hour });
    expect(model.shift).toBe(shift);
  });

  it('compares with the same signals of another area, as far as it has them', async () => {
    const model = new HistoryModel(`?signal=${signal}&signal=palu/kitchen/fridge/door&compare=palu/bakery`, now);
    model.columns = 1_000;
    expect(await ask(model)).toContain('areas/palu/bakery');
    expect(model.counterparts).toEqual(['palu/bakery/fryer-1/oil_temp', null]);
    expect(await ask(model)).toEqual(['history']);
    expect(asked[0]?.searchParams.getAll('signal')).toEqual(['palu/bakery/fryer-1/oil_temp']);
  });
});
