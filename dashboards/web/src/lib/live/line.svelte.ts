import { session } from '../session/session.svelte';
import { LiveConnection } from './connection.svelte';
import { isFresh, lineState, type LineState } from './freshness';
import { openHub } from './hub';
import { elapsed, present, type Moment } from './moment';
import { ServerClock } from './serverClock';
import type { LiveStream } from './stream.svelte';

const tick = 1_000;

/** What the whole page knows about its line to the server: is it live, and what time is it there. */
class Line {
  now = $state.raw<Moment>(present());
  readonly connection = new LiveConnection(openHub, () => void session.ask());

  readonly #serverClock = new ServerClock();
  #offset = $state(0);

  /** The stream that has been silent longest speaks for the line: a badge must not say "live" above a board that isn't. */
  readonly #oldest = $derived.by(() => {
    let oldest: Moment | null = null;
    for (const { lastFrame } of this.connection.streams) {
      if (lastFrame !== null && (oldest === null || elapsed(lastFrame, oldest) > 0)) oldest = lastFrame;
    }
    return oldest;
  });

  readonly state: LineState = $derived(lineState(this.connection.connected, this.#silence(this.#oldest)));
  /** The server's clock when the line was last known to live; null: never. */
  readonly lastLive: number | null = $derived(this.#oldest === null ? null : this.#oldest.wall + this.#offset);
  readonly serverNow: number = $derived(this.now.wall + this.#offset);

  start(): void {
    setInterval(() => this.#tick(), tick);
    addEventListener('online', () => this.connection.restart());
    document.addEventListener('visibilitychange', () => this.#wake());
  }

  /** How far the server's clock is ahead of this browser's, in milliseconds, as it is now: asking for it follows no clock. */
  get offset(): number {
    return this.#serverClock.offset;
  }

  observe(serverTime: number): void {
    this.#serverClock.observe(serverTime, Date.now());
    this.#offset = this.#serverClock.offset;
  }

  /** A stream alone can't be live: under a badge that says "lost" nothing may look as if it were. */
  isLive(stream: LiveStream): boolean {
    return this.state === 'live' && isFresh(this.connection.connected, this.#silence(stream.lastFrame));
  }

  #silence(since: Moment | null): number | null {
    return since === null ? null : elapsed(since, this.now);
  }

  #tick(): void {
    this.now = present();
    for (const stream of this.connection.streams) stream.renewIfSilent(this.now);
  }

  /** A tab that slept shows at once how old its values are, and doesn't wait for a timer that slept with it. */
  #wake(): void {
    if (document.hidden) return;
    this.#tick();
    if (this.state !== 'live') this.connection.restart();
  }
}

export const line = new Line();
