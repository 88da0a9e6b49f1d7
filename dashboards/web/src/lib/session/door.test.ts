import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { agentName } from '../account/agent';
import { Change } from '../account/change.svelte';
import { Refused } from '../api/http';
import { Countdown, formatLeft } from './countdown.svelte';
import { advise } from './password';
import { qrPath, withoutMargin } from './qr';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

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

it('A QR code has one margin, whether or not its rows bring their own', () => {
  expect(withoutMargin(['0000', '0110', '0010', '0000'])).toEqual(['11', '01']);
  expect(withoutMargin(['11', '01'])).toEqual(['11', '01']);
  expect(withoutMargin([])).toEqual([]);
});
