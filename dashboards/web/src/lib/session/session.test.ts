import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Caller, SessionAnswer } from '../contract';

const assign = vi.fn();
const reload = vi.fn();
vi.stubGlobal('location', { pathname: '/', search: '', hash: '', assign, reload });
const shown: ((event: { readonly persisted: boolean }) => void)[] = [];
vi.stubGlobal('addEventListener', (_: string, listener: (typeof shown)[number]) => shown.push(listener));
const visibility: (() => void)[] = [];
const page = { hidden: false, addEventListener: (_: string, listener: () => void) => visibility.push(listener) };
vi.stubGlobal('document', page);

let answers: (() => Promise<Response>)[];
let asked: { readonly address: string; readonly request: RequestInit | undefined }[];

const ani: Caller = {
  kind: 'person',
  id: 'account-1',
  name: 'ani',
  displayName: 'Bu Ani',
  language: 'en',
  totp: false,
  mustSetPin: false,
  places: [{ facility: 'palu', area: 'kitchen', role: 'supervisor', rights: ['see', 'acknowledge'] }],
  kiosk: null,
};
const kiosk: Caller = {
  ...ani,
  kind: 'kiosk',
  id: 'dapur-1',
  name: 'kiosk:dapur-1',
  places: [{ facility: 'palu', area: 'kitchen', role: null, rights: ['see'] }],
  kiosk: { id: 'dapur-1', name: 'Dapur 1', facility: 'palu', area: 'kitchen' },
};
const answer = (caller: Caller | null): SessionAnswer => ({ caller, csrf: caller === null ? null : `of-${caller.id}`, setupNeeded: false, singleSignOn: null, openMqtt: false });
const says = (status: number, body: unknown) => async () => new Response(JSON.stringify(body), { status });
const settle = () => vi.advanceTimersByTimeAsync(0);

/** Each test has a browser of its own. */
async function open(...first: (() => Promise<Response>)[]) {
  vi.resetModules();
  answers = first;
  const { session } = await import('./session.svelte');
  const http = await import('../api/http');
  session.start();
  await settle();
  return { session, ...http };
}

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  visibility.length = 0;
  assign.mockClear();
  vi.stubGlobal('fetch', (address: string, request?: RequestInit) => {
    asked.push({ address, request });
    return answers.length > 1 ? answers.shift()!() : answers[0]!();
  });
});

afterEach(() => vi.useRealTimers());

it('Who is signed in is known from the first answer, and what they may do there', async () => {
  const { session } = await open(says(200, answer(ani)));
  expect([session.phase, session.person?.displayName, session.kiosk]).toEqual(['known', 'Bu Ani', null]);
  expect(session.may('acknowledge', 'palu', 'kitchen')).toBe(true);
  expect(session.may('acknowledge', 'palu', 'workshop')).toBe(false);
  expect(session.mayAct('reset', 'palu', 'kitchen')).toBe(false);
  expect(session.mayAnywhere('see')).toBe(true);
});

it('A server that is away is asked until it answers', async () => {
  const { session } = await open(() => Promise.reject(new TypeError('Failed to fetch')), says(200, answer(null)));
  expect(session.phase).toBe('away');
  await vi.advanceTimersByTimeAsync(3_000);
  expect([session.phase, session.caller]).toEqual(['known', null]);
});

it('Each change carries the proof that it comes from this page, reading carries none', async () => {
  const { get, post, remove } = await open(says(200, answer(ani)));
  await get('/api/v1/alarms');
  await post('/api/v1/alarms/a/acknowledge', {});
  await remove('/api/v1/keys/k');
  expect(asked.slice(1).map(({ request }) => (request?.headers as Record<string, string> | undefined)?.['X-CSRF-Token'])).toEqual([undefined, 'of-account-1', 'of-account-1']);
});

it('A proof of an older session is renewed, and the change asked for once more', async () => {
  const stale = says(403, { title: 'The page’s token is missing or old.', reason: 'csrf' });
  const { post } = await open(says(200, answer(ani)), stale, says(200, { ...answer(ani), csrf: 'newer' }), says(200, { done: true }));
  expect(await post('/api/v1/alarms/a/acknowledge', { note: 'x' }, { 'Acting-Token': 't' })).toEqual({ done: true });
  expect(asked.at(-1)?.request?.headers).toMatchObject({ 'X-CSRF-Token': 'newer', 'Acting-Token': 't' });
  const { post: again } = await open(says(200, answer(ani)), stale);
  asked = [];
  await expect(again('/api/v1/alarms/a/acknowledge', {})).rejects.toMatchObject({ status: 403 });
  expect(asked).toHaveLength(3);
});

it('A 401 anywhere asks the session again, and nobody is signed in any more', async () => {
  const { session, get } = await open(says(200, answer(ani)), says(401, { title: 'Nobody is signed in.' }), says(200, answer(null)));
  await expect(get('/api/v1/alarms')).rejects.toMatchObject({ status: 401 });
  await settle();
  expect(session.caller).toBeNull();
  expect(session.may('see', 'palu', 'kitchen')).toBe(false);
  expect(assign).not.toHaveBeenCalled();
});

it('A wrong password is no end of a session', async () => {
  const { session, post } = await open(says(200, answer(ani)), says(401, { reason: 'wrong' }), says(200, answer(null)));
  await expect(post('/api/v1/account/password', {})).rejects.toMatchObject({ status: 401 });
  await settle();
  expect(session.caller).not.toBeNull();
  expect(asked).toHaveLength(2);
});

it('A server that is away, or an error page of a proxy, signs nobody out', async () => {
  const { session } = await open(says(200, answer(ani)), () => Promise.reject(new TypeError('Failed to fetch')), async () => new Response('<html>', { status: 502 }));
  await session.ask();
  await session.ask();
  expect(session.caller?.name).toBe('ani');
});

it('Several that ask at once ask the server once', async () => {
  const { session } = await open(says(200, answer(ani)));
  await Promise.all([session.ask(), session.ask(), session.ask()]);
  expect(asked).toHaveLength(2);
});

it('A page that is looked at again asks whose it is', async () => {
  const { session } = await open(says(200, answer(ani)), says(200, answer(null)));
  for (const listener of visibility) listener();
  await settle();
  expect(session.caller).toBeNull();
});

it('A page that the browser kept whole begins anew: it may have been left by a sign-out', async () => {
  shown.length = 0;
  await open(says(200, answer(ani)));
  for (const listener of shown) listener({ persisted: false });
  expect(reload).not.toHaveBeenCalled();
  for (const listener of shown) listener({ persisted: true });
  expect(reload).toHaveBeenCalledOnce();
});

it('Another person in the same browser begins with an empty page, the same one stays where they were', async () => {
  const { session } = await open(says(200, answer(ani)), says(200, answer(null)));
  await session.ask();
  session.begin(answer(ani));
  expect(assign).not.toHaveBeenCalled();
  session.begin(answer({ ...ani, id: 'account-2' }));
  expect(assign).toHaveBeenCalledWith('/');
});

it('Who signs in is greeted in their language', async () => {
  const { session } = await open(says(200, answer(null)));
  const { language } = await import('../texts/language.svelte');
  expect(language.code).toBe('id');
  session.begin(answer(ani));
  expect(language.code).toBe('en');
});

it('A browser that becomes a kiosk begins anew, and then offers every act in its area and nothing elsewhere', async () => {
  const { session } = await open(says(200, answer(ani)), says(200, answer(kiosk)));
  await session.ask();
  expect(assign).toHaveBeenCalledWith('/');
  expect([session.person, session.kiosk?.name]).toEqual([null, 'Dapur 1']);
  expect(session.mayAct('reset', 'palu', 'kitchen')).toBe(true);
  expect(session.mayAct('see', 'palu', 'workshop')).toBe(false);
});

it('Signing out ends at the door; one that the server did not hear of ends nowhere', async () => {
  const { session } = await open(says(200, answer(ani)), () => Promise.reject(new TypeError('Failed to fetch')), async () => new Response(null, { status: 204 }));
  await expect(session.end()).rejects.toThrow();
  expect(assign).not.toHaveBeenCalled();
  await session.end();
  expect(assign).toHaveBeenCalledWith('/sign-in');
});
