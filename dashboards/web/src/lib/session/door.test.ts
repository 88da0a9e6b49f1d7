import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { agentName } from '../account/agent';
import { Change } from '../account/change.svelte';
import { Refused } from '../api/http';
import type { SessionAnswer } from '../contract';
import { singleSignOnPath } from './back';
import { Countdown, formatLeft } from './countdown.svelte';
import { advise } from './password';
import { qrPath } from './qr';
import { SignInForm } from './signIn.svelte';
import { WelcomeForm } from './welcome.svelte';

const signedIn: SessionAnswer[] = [];
const says = (status: number, body: unknown) => vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })));
const sent = () => JSON.parse(String(vi.mocked(fetch).mock.lastCall?.[1]?.body)) as unknown;

beforeEach(() => {
  vi.useFakeTimers();
  signedIn.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('signing in', () => {
  const filled = () => {
    const form = new SignInForm((answer) => signedIn.push(answer));
    [form.user, form.password] = [' ani ', 'empat kata yang lucu'];
    return form;
  };

  it('takes a name and a password', async () => {
    says(200, { caller: null });
    await filled().submit();
    expect(sent()).toEqual({ user: 'ani', password: 'empat kata yang lucu' });
    expect(signedIn).toHaveLength(1);
  });

  it('asks for a code where there is one, keeps what was typed, and takes a code with spaces', async () => {
    const form = filled();
    says(401, { reason: 'codeNeeded' });
    await form.submit();
    expect([form.step, form.problem]).toEqual(['code', null]);
    await form.submit();
    expect(form.problem?.kind).toBe('codeMissing');
    says(401, { reason: 'codeWrong' });
    form.code = '123 456';
    await form.submit();
    expect(sent()).toEqual({ user: 'ani', password: 'empat kata yang lucu', code: '123456' });
    expect([form.step, form.code, form.problem?.kind]).toEqual(['code', '', 'codeWrong']);
  });

  it('forgets a wrong password, and says nothing of which of the two was wrong', async () => {
    const form = filled();
    says(401, { reason: 'wrong' });
    await form.submit();
    expect([form.user, form.password, form.problem?.kind]).toEqual([' ani ', '', 'wrong']);
  });

  it('that is locked counts down, sends nothing meanwhile, and may be tried again at the end', async () => {
    const form = filled();
    says(429, { retryAfter: 30 });
    await form.submit();
    expect([form.problem?.kind, form.locked.left]).toEqual(['locked', 30]);
    await form.submit();
    expect(fetch).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(form.locked.left).toBe(0);
    await form.submit();
    expect(fetch).toHaveBeenCalledTimes(2);
  });

  it('without a network says so, and an empty form asks nobody', async () => {
    vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
    const form = filled();
    await form.submit();
    expect(form.problem?.kind).toBe('unreachable');
    form.back();
    await form.submit();
    expect(form.problem?.kind).toBe('missing');
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it('by another server comes back to where one was, and never to the door', () => {
    expect(singleSignOnPath('/alarms/journal', '?area=kitchen')).toBe('/api/v1/session/single-sign-on?back=%2Falarms%2Fjournal%3Farea%3Dkitchen');
    expect(singleSignOnPath('/sign-in', '')).toBe('/api/v1/session/single-sign-on?back=%2F');
  });
});

describe('a welcome', () => {
  const open = async (body: object, status = 200) => {
    says(status, body);
    const form = new WelcomeForm('3kq', (answer) => signedIn.push(answer));
    await form.open();
    form.password = 'empat kata yang lucu';
    return form;
  };

  it('to the first person asks for a name, and says what is odd about it before it asks the server', async () => {
    const form = await open({ first: true, user: null, displayName: null, expiresAt: 9 });
    await form.submit('id');
    expect(form.missing).toBe('userMissing');
    form.user = 'bu ani';
    await form.submit('id');
    expect(form.missing).toBe('userOdd');
    form.user = 'ani';
    await form.submit('id');
    expect(form.missing).toBe('displayNameMissing');
    form.displayName = 'Bu Ani';
    await form.submit('id');
    expect(sent()).toEqual({ user: 'ani', displayName: 'Bu Ani', language: 'id', password: 'empat kata yang lucu' });
    expect(signedIn).toHaveLength(1);
  });

  it('to somebody known asks for a password alone', async () => {
    const form = await open({ first: false, user: 'ani', displayName: 'Bu Ani', expiresAt: 9 });
    form.password = 'pendek';
    await form.submit('en');
    expect(form.missing).toBe('password');
    form.password = 'empat kata yang lucu';
    await form.submit('en');
    expect(sent()).toEqual({ language: 'en', password: 'empat kata yang lucu' });
  });

  it('by a link that was used, or by one that is used meanwhile, is over', async () => {
    expect((await open({}, 404)).phase).toBe('gone');
    const form = await open({ first: false, user: 'ani', displayName: 'Bu Ani', expiresAt: 9 });
    says(404, {});
    await form.submit('id');
    expect(form.phase).toBe('gone');
  });

  it('tells at its field what the server refuses', async () => {
    const form = await open({ first: false, user: 'ani', displayName: 'Bu Ani', expiresAt: 9 });
    says(400, { errors: { password: ['It is widely known.', 'Choose another.'] } });
    await form.submit('id');
    expect(form.problem).toEqual({ kind: 'password', why: 'It is widely known. Choose another.' });
    says(503, { detail: 'Later.' });
    await form.submit('id');
    expect(form.problem).toEqual({ kind: 'refused', why: 'Later.' });
  });
});

it('A countdown shows whole seconds, ends by itself and can be stopped', async () => {
  const countdown = new Countdown();
  countdown.start(61.2);
  expect(formatLeft(countdown.left)).toBe('1:02');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(formatLeft(countdown.left)).toBe('1:00');
  countdown.start(0);
  expect(countdown.left).toBe(1);
  await vi.advanceTimersByTimeAsync(1_000);
  expect(countdown.left).toBe(0);
  countdown.start(5);
  countdown.stop();
  expect([countdown.left, vi.getTimerCount()]).toEqual([0, 0]);
});

it('Advice on a password counts characters as people do, and says what is easily guessed', () => {
  expect(advise('', [])).toEqual({ kind: 'empty' });
  expect(advise('dapur 👩‍🍳', [])).toMatchObject({ kind: 'short' });
  expect(advise('🔑'.repeat(10), [])).toEqual({ kind: 'short', missing: 5 });
  expect(advise('aaaaaaaaaaaaaaaaaa', [])).toEqual({ kind: 'repeats' });
  expect(advise('ratnasari-123456', ['ratnasari'])).toEqual({ kind: 'name' });
  expect(advise('x'.repeat(20) + 'abcdefgh'.repeat(14), [])).toEqual({ kind: 'long' });
  expect(advise('kuda payung besi senja', ['ani'])).toEqual({ kind: 'good' });
});

it('A QR code is one path of its dark runs, with its quiet zone', () => {
  expect(qrPath(['0110', '1001'])).toBe('M5 4h2v1h-2zM4 5h1v1h-1zM7 5h1v1h-1z');
  expect(qrPath([])).toBe('');
});

it('A browser is told in words that its owner knows', () => {
  expect(agentName('Mozilla/5.0 (Linux; Android 14; SM-T505) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36')).toBe('Chrome, Android');
  expect(agentName('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1')).toBe('Safari, iPhone');
  expect(agentName('curl/8.5.0')).toBe('curl');
  expect(agentName('')).toBe('?');
});

it('A change asks nobody while something is missing, and tells a wrong password from a refusal', async () => {
  const change = new Change();
  const work = vi.fn(() => Promise.resolve());
  expect(await change.run('Fill in.', work)).toBe(false);
  expect([change.problem, work.mock.calls.length]).toEqual([{ kind: 'missing', text: 'Fill in.' }, 0]);
  expect(await change.run('', () => Promise.reject(new Refused(401, { reason: 'wrong' })))).toBe(false);
  expect(change.problem).toEqual({ kind: 'wrong' });
  await change.run('', () => Promise.reject(new Refused(400, { errors: { new: ['Known.'] } })));
  expect(change.problem).toEqual({ kind: 'refused', why: 'Known.', fields: ['new'] });
  await change.run('', () => Promise.reject(new Refused(429, { retryAfter: 9 })));
  expect([change.problem?.kind, change.locked.left]).toEqual(['locked', 9]);
  await vi.advanceTimersByTimeAsync(9_000);
  expect(await change.run('', work)).toBe(true);
  expect([change.done, change.problem]).toEqual([true, null]);
});
