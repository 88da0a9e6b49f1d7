import { describe, expect, it, vi } from 'vitest';
import { singleSignOnPath } from './back';
import { says, sent, signedIn } from './doorServer.testing';
import { SignInForm } from './signIn.svelte';

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
