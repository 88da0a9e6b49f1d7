import { afterEach, describe, expect, it, vi } from 'vitest';
import { explain, isSettled } from '../alarms/refusal';
import { en } from '../texts/en';
import { acknowledge, recordAction, reset, returnToService, setPhase, shelve, takeOutOfService, type ActResult } from './acts';
import { query } from './http';

const answer = (status: number, body: unknown) =>
  vi.stubGlobal('fetch', vi.fn(async () => new Response(status === 204 ? null : JSON.stringify(body), { status })));

afterEach(() => vi.unstubAllGlobals());

describe('an act', () => {
  it('that came second tells who was first', async () => {
    answer(409, { title: 'Somebody was first.', detail: 'Bu Ratna has…', acknowledgedBy: 'Bu Ratna', acknowledgedAt: 5 });
    expect(await acknowledge(null, 'a1', '')).toEqual({ kind: 'already', why: 'Bu Ratna has…', by: 'Bu Ratna', at: 5 });
  });

  it('other than an acknowledgement isn’t said to be done by who has the alarm in hand', async () => {
    answer(409, { title: 'Somebody was first.', detail: 'Somebody has reset this alarm already.', acknowledgedBy: 'Bu Ratna', acknowledgedAt: 5 });
    expect(await reset(null, 'a1', '')).toMatchObject({ kind: 'already', why: 'Somebody has reset this alarm already.', by: null });
  });

  it.each([
    [404, { kind: 'over' }],
    [403, { kind: 'notAllowed', why: 'This role may not.' }],
    [422, { kind: 'notPossible', why: 'This role may not.' }],
    [503, { kind: 'refused', why: 'This role may not.' }],
  ])('that the server refuses with %i is told so', async (status, expected) => {
    answer(status, { title: 'No.', detail: 'This role may not.' });
    expect(await acknowledge(null, 'a1', '')).toEqual(expected);
  });

  it('in nobody’s name asks for a sign-in', async () => {
    answer(401, { title: 'Nobody is signed in.' });
    expect(await acknowledge(null, 'a1', '')).toEqual({ kind: 'nobody' });
  });

  it('with a wrong field is told by the remedy', async () => {
    answer(400, { title: 'One or more validation errors occurred.', errors: { minutes: ['Say how long.'], why: ['Say why.'] } });
    expect(await shelve(null, 'a1', 15, false, '')).toEqual({ kind: 'refused', why: 'Say how long. Say why.' });
  });

  it('without a network is never taken for done', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
    expect(await acknowledge(null, 'a1', '')).toEqual({ kind: 'unreachable' });
  });

  it('that a proxy answers with an error page is told by its status', async () => {
    vi.stubGlobal('fetch', vi.fn(async () => new Response('<html>', { status: 502 })));
    expect(await acknowledge(null, 'a1', '')).toEqual({ kind: 'refused', why: '502' });
  });

  it('is done also when there is nothing to tell', async () => {
    answer(204, null);
    expect(await setPhase(null, { facility: 'palu', area: 'kitchen' }, '', 'open', 60, '')).toEqual({ kind: 'done' });
  });
});

describe('what an act sends', () => {
  const place = { facility: 'palu', area: 'kitchen', equipment: 'fridge', signal: null };

  it.each<[string, () => Promise<ActResult>, string, object]>([
    ['no empty note', () => acknowledge(null, 'a/1', ''), 'alarms/a%2F1/acknowledge', {}],
    ['a shelf', () => shelve(null, 'a', 60, true, 'x'), 'alarms/a/shelve', { minutes: 60, once: true, why: 'x' }],
    ['an action', () => recordAction(null, 'a', 'c', 't', 'held'), 'alarms/a/action', { cause: 'c', taken: 't', product: 'held' }],
    ['no end of maintenance', () => takeOutOfService(null, place, 'x', null), 'areas/palu/kitchen/equipment/fridge/out-of-service', { why: 'x', minutes: null, signal: null }],
    ['one signal', () => returnToService(null, { ...place, signal: 'door' }, ''), 'areas/palu/kitchen/equipment/fridge/in-service', { signal: 'door' }],
    ['an area’s phase', () => setPhase(null, place, '', 'open', 60, ''), 'areas/palu/kitchen/phase', { equipment: '', phase: 'open', minutes: 60 }],
  ])('is %s', async (_, act, address, body) => {
    answer(200, {});
    await act();
    const [called, request] = vi.mocked(fetch).mock.calls[0] ?? [];
    expect(called).toBe(`/api/v1/${address}`);
    expect(JSON.parse(String(request?.body))).toEqual(body);
    expect(request?.headers).not.toHaveProperty('Acting-Token');
  });

  it('names at a kiosk whose act it is', async () => {
    answer(200, {});
    await acknowledge('once-9', 'a', 'x');
    const [, request] = vi.mocked(fetch).mock.calls[0] ?? [];
    expect(request?.headers).toMatchObject({ 'Acting-Token': 'once-9' });
    expect(JSON.parse(String(request?.body))).toEqual({ note: 'x' });
  });

  it('is a query without what isn’t asked', () => {
    expect(query({ facility: 'palu', area: null, text: '', state: ['a', 'b'], before: 0 })).toBe('facility=palu&state=a&state=b&before=0');
  });
});

describe('a refusal', () => {
  const say = (result: Exclude<ActResult, { kind: 'done' }>) => explain(result, en.acts.reset, en.acts, (by) => by.toUpperCase(), () => '10:15');

  it('is told in words, then as the server said it', () => {
    expect(say({ kind: 'notPossible', why: 'Active.' })).toBe('The alarm is still active: reset it once it is normal again. The server says: Active.');
    expect(say({ kind: 'already', why: '', by: 'sari', at: 5 })).toBe('SARI already has it in hand since 10:15.');
    expect(say({ kind: 'unreachable' })).toContain('Not stored yet');
  });

  it('leaves nothing to confirm when somebody was first or it is over', () => {
    expect(isSettled({ kind: 'over' })).toBe(true);
    expect(isSettled({ kind: 'unreachable' })).toBe(false);
  });
});
