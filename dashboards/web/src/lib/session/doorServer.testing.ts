import { afterEach, beforeEach, vi } from 'vitest';
import type { SessionAnswer } from '../contract';

/** Who came in during a test. */
export const signedIn: SessionAnswer[] = [];
export const says = (status: number, body: unknown) => vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })));
export const sent = () => JSON.parse(String(vi.mocked(fetch).mock.lastCall?.[1]?.body)) as unknown;

// Whoever imports this has a door of its own in each test.
beforeEach(() => {
  vi.useFakeTimers();
  signedIn.length = 0;
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
