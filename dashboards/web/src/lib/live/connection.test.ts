import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { LiveConnection } from './connection.svelte';
import type { Hub, StreamHandlers } from './hub';
import { present } from './moment';

/** A hub whose end the test holds in its hands. */
class FakeHub implements Hub {
  readonly streams: { readonly method: string; readonly handlers: StreamHandlers; ended: boolean }[] = [];
  closed: () => void = () => undefined;
  stopped = false;

  constructor(private readonly answer: Promise<void>) {}

  start = () => this.answer;
  stop = async () => void (this.stopped = true);
  onclose = (closed: () => void) => void (this.closed = closed);
  stream(method: string, _: readonly unknown[], handlers: StreamHandlers): () => void {
    const stream = { method, handlers, ended: false };
    this.streams.push(stream);
    return () => (stream.ended = true);
  }
}

const hubs: FakeHub[] = [];
let answer: () => Promise<void>;
let connection: LiveConnection;
let lost: number;

beforeEach(() => {
  vi.useFakeTimers();
  hubs.length = 0;
  answer = () => Promise.resolve();
  lost = 0;
  connection = new LiveConnection(
    () => {
      const hub = new FakeHub(answer());
      hubs.push(hub);
      return hub;
    },
    () => lost++,
  );
});

afterEach(() => vi.useRealTimers());

it('A lost line is made again, and each stream is subscribed on the new one', async () => {
  const frames: unknown[] = [];
  connection.watch('WatchAlarms', [null], (frame) => frames.push(frame));
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  hubs[0]?.streams[0]?.handlers.next('first');

  hubs[0]?.closed();
  expect(connection.connected).toBe(false);
  await vi.advanceTimersByTimeAsync(500);

  expect(connection.connected).toBe(true);
  hubs[1]?.streams[0]?.handlers.next('second');
  hubs[0]?.streams[0]?.handlers.next('late, from the old line');
  expect(frames).toEqual(['first', 'second']);
});

it('A server that is away is asked for ever, at last every five seconds', async () => {
  answer = () => Promise.reject(new Error('refused'));
  connection.start();
  await vi.advanceTimersByTimeAsync(3_500);
  expect(hubs.length).toBe(4);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(hubs.length).toBe(16);
});

it('An attempt without an answer is given up after eight seconds', async () => {
  answer = () => new Promise(() => undefined);
  connection.start();
  await vi.advanceTimersByTimeAsync(8_600);
  expect(hubs.length).toBe(2);
  expect(hubs[0]?.stopped).toBe(true);
});

it('A stream that the server ends is asked for again on the same line', async () => {
  const stream = connection.watch('WatchArea', ['palu', 'nowhere'], () => undefined);
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  hubs[0]?.streams[0]?.handlers.ended();
  expect(stream.refused).toBe(true);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(hubs.length).toBe(1);
  expect(hubs[0]?.streams.length).toBe(2);
});

it('A stream that falls silent on a living line is renewed', async () => {
  const stream = connection.watch('WatchArea', ['palu', 'kitchen'], () => undefined);
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  await vi.advanceTimersByTimeAsync(6_000);
  stream.renewIfSilent(present());
  await vi.advanceTimersByTimeAsync(2_000);
  expect(hubs[0]?.streams.map(({ ended }) => ended)).toEqual([true, false]);
});

it('A stream that nobody looks at is not subscribed again', async () => {
  const stream = connection.watch('WatchArea', ['palu', 'kitchen'], () => undefined);
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  connection.unwatch(stream);
  hubs[0]?.closed();
  await vi.advanceTimersByTimeAsync(1_000);
  expect(hubs[1]?.streams).toEqual([]);
});

it('A line that is refused or ended is told, because only the session knows whether somebody is still signed in', async () => {
  answer = () => Promise.reject(new Error('401'));
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(lost).toBe(1);
  answer = () => Promise.resolve();
  await vi.advanceTimersByTimeAsync(500);
  hubs[1]?.closed();
  expect(lost).toBe(2);
});

it('Without anybody signed in no line is made, whatever wakes the page, until somebody signs in', async () => {
  connection.watch('WatchAlarms', [null], () => undefined);
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  connection.stop();
  connection.restart();
  hubs[0]?.closed();
  await vi.advanceTimersByTimeAsync(60_000);
  expect([hubs.length, hubs[0]?.stopped, connection.connected, lost]).toEqual([1, true, false, 0]);
  connection.start();
  await vi.advanceTimersByTimeAsync(0);
  expect(hubs[1]?.streams.length).toBe(1);
});
