import { afterEach, expect, it, vi } from 'vitest';
import { acknowledge } from './api';

const answer = (status: number, body: unknown) => vi.stubGlobal('fetch', vi.fn(async () => new Response(JSON.stringify(body), { status })));

afterEach(() => vi.unstubAllGlobals());

it('An acknowledgement that came second tells who was first', async () => {
  answer(409, { title: 'Already acknowledged', acknowledgedBy: 'Bu Ratna', acknowledgedAt: 5 });
  expect(await acknowledge('a1', 'Bu Ani', '')).toEqual({ kind: 'somebodyWasFirst', by: 'Bu Ratna', at: 5 });
});

it('An acknowledgement of an alarm that is over says so', async () => {
  answer(404, {});
  expect(await acknowledge('a1', 'Bu Ani', '')).toEqual({ kind: 'over' });
});

it('An acknowledgement without a network is never taken for done', async () => {
  vi.stubGlobal('fetch', vi.fn(() => Promise.reject(new TypeError('Failed to fetch'))));
  expect(await acknowledge('a1', 'Bu Ani', '')).toEqual({ kind: 'unreachable' });
});

it('An error page of a proxy is told by its status', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => new Response('<html>', { status: 502 })));
  expect(await acknowledge('a1', 'Bu Ani', '')).toEqual({ kind: 'refused', why: '502' });
});

it('An empty note is left out', async () => {
  answer(200, {});
  await acknowledge('a/1', 'Bu Ani', '');
  expect(fetch).toHaveBeenCalledWith('/api/v1/alarms/a%2F1/acknowledge', expect.objectContaining({ body: '{"by":"Bu Ani"}' }));
});
