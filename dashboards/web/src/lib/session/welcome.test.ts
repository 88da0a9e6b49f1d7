import { describe, expect, it } from 'vitest';
import { says, sent, signedIn } from './doorServer.testing';
import { WelcomeForm } from './welcome.svelte';

describe('a welcome', () => {
  const open = async (body: object, status = 200) => {
    says(status, { language: null, totp: false, ...body });
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

  it('to somebody known greets in their language and knows already whether a second code is needed', async () => {
    says(200, { first: false, user: 'ani', displayName: 'Bu Ani', language: 'en', totp: true, expiresAt: 9 });
    const greeted: string[] = [];
    const form = new WelcomeForm('3kq', () => undefined);
    await form.open((language) => greeted.push(language));
    expect([greeted, form.needsCode]).toEqual([['en'], true]);
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

  it('to somebody with a second code asks for it too: a lost password is no way around it', async () => {
    const form = await open({ first: false, user: 'ani', displayName: 'Bu Ani', expiresAt: 9 });
    says(401, { reason: 'codeNeeded' });
    await form.submit('id');
    expect([form.needsCode, form.problem]).toEqual([true, null]);
    await form.submit('id');
    expect(form.missing).toBe('code');
    form.code = '123 456';
    says(401, { reason: 'codeWrong' });
    await form.submit('id');
    expect([sent(), form.problem?.kind]).toEqual([{ language: 'id', password: 'empat kata yang lucu', code: '123456' }, 'codeWrong']);
    form.code = '1';
    says(429, { retryAfter: 3 });
    await form.submit('id');
    expect([form.problem?.kind, form.locked.left]).toEqual(['locked', 3]);
    form.locked.stop();
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
