import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Identified } from '../api/kiosk';
import { Identification } from './identification.svelte';
import { KeyBurst } from './keyBurst';
import { isFull, padKeyOf, press } from './pinPad';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = () => vi.advanceTimersByTimeAsync(0);

it('A pad takes six digits and no more, and gives one back', () => {
  const pin = ['1', '2', '3', '4', '5', '6', '7'].reduce((typed, key) => press(typed, padKeyOf(key)!), '');
  expect([pin, isFull(pin), press(pin, 'back'), press('', 'back')]).toEqual(['123456', true, '12345', '']);
  expect(['Backspace', 'a', 'F1', '9'].map(padKeyOf)).toEqual(['back', null, null, '9']);
});

describe('a badge reader', () => {
  let keys: string[];
  let badges: string[];
  let burst: KeyBurst;

  beforeEach(() => {
    [keys, badges] = [[], []];
    burst = new KeyBurst((key) => keys.push(key), (badge) => badges.push(badge));
  });

  const type = async (text: readonly string[], gap: number) => {
    const ends: boolean[] = [];
    for (const key of text) {
      ends.push(burst.press(key));
      await vi.advanceTimersByTimeAsync(gap);
    }
    return ends;
  };

  it('is told from a hand by its speed, and its Enter presses nothing', async () => {
    const ends = await type([...'0412', 'Shift', 'A', 'Shift', 'B', 'Enter'], 8);
    expect([badges, keys, ends.at(-1)]).toEqual([['0412AB'], [], true]);
  });

  it('is not a hand that types a PIN and then Enter', async () => {
    const ends = await type([...'123456', 'Enter'], 120);
    expect([badges, keys, ends.includes(true)]).toEqual([[], [...'123456'], false]);
  });

  it('is not two keys at once, nor a key that stays pressed without an Enter', async () => {
    await type(['1', '2', 'Enter'], 10);
    await type([...'777777777'], 30);
    await vi.advanceTimersByTimeAsync(100);
    expect(badges).toEqual([]);
    expect(keys).toEqual([...'12777777777']);
  });
});

describe('who does it at a kiosk', () => {
  const ani = { name: 'ani', displayName: 'Bu Ani', role: 'supervisor' } as const;
  const identified: Identified = { token: 'once', expiresAt: 9, person: { ...ani, rights: ['see', 'acknowledge'] } };
  const done: Identified[] = [];
  const says = (status: number, body: unknown) => vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })));
  const sent = () => JSON.parse(String(vi.mocked(fetch).mock.lastCall?.[1]?.body)) as unknown;
  const enter = async (who: Identification, pin = '246810') => {
    for (const key of pin) who.tap(padKeyOf(key)!);
    await settle();
  };
  const open = (right: 'acknowledge' | 'reset' = 'acknowledge') => {
    done.length = 0;
    const who = new Identification(right, (one) => done.push(one));
    who.choose(ani);
    return who;
  };

  it('says it with a name and six digits: the last one sends them', async () => {
    says(200, identified);
    const who = open();
    await enter(who, '24681');
    expect(fetch).not.toHaveBeenCalled();
    await enter(who, '0');
    expect([sent(), done, who.pin]).toEqual([{ person: 'ani', pin: '246810' }, [identified], '']);
  });

  it('says it with a badge, without having chosen a name', async () => {
    says(200, identified);
    const who = open();
    who.choose(null);
    for (const key of [...'0412AB', 'Enter']) who.keyDown(key);
    await settle();
    expect([sent(), done.length]).toEqual([{ badge: '0412AB' }, 1]);
  });

  it('may try again after a wrong PIN, and is told what was wrong', async () => {
    says(401, { reason: 'wrong' });
    const who = open();
    await enter(who);
    expect([who.problem?.kind, who.pin, who.chosen?.name]).toEqual(['wrongPin', '', 'ani']);
    for (const key of [...'0412AB', 'Enter']) who.keyDown(key);
    await settle();
    expect(who.problem?.kind).toBe('wrongBadge');
  });

  it('waits while it is locked', async () => {
    says(429, { retryAfter: 60 });
    const who = open();
    await enter(who);
    expect([who.problem?.kind, who.locked.left]).toEqual(['locked', 60]);
    await enter(who);
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(60_000);
    await enter(who);
    expect(fetch).toHaveBeenCalledTimes(2);
    who.close();
  });

  it('and may not do it is told before anything is sent', async () => {
    says(200, identified);
    const who = open('reset');
    await enter(who);
    expect([done, who.problem]).toEqual([[], { kind: 'mayNot', name: 'Bu Ani' }]);
  });

  it('can still show a badge when the list of names fails', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
    const who = open();
    await who.open();
    expect([who.people, who.failed]).toEqual([null, true]);
    await enter(who);
    expect(who.problem?.kind).toBe('unreachable');
  });
});
