import { SvelteSet } from 'svelte/reactivity';
import { delayBefore } from './backoff';
import type { Hub } from './hub';
import { elapsed, present, type Moment } from './moment';
import { LiveStream } from './stream.svelte';

/** A half-open network can leave a connection attempt without an answer for minutes. */
const startTimeout = 8_000;

/** A line that held this long was a real one: the next attempt after its loss is made at once. */
const settledAfter = 5_000;

/** The line to the server: it is made, watched and made again for ever, and each stream asks anew for its whole state on a new line. */
export class LiveConnection {
  connected = $state(false);
  readonly streams = new SvelteSet<LiveStream>();

  readonly #open: () => Hub;
  readonly #onLost: () => void;
  #wanted = false;
  #hub: Hub | null = null;
  #connectedAt: Moment | null = null;
  #attempt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  /** @param onLost The line was lost or not given: a browser isn't told whether the server is away or refuses who asks. */
  constructor(open: () => Hub, onLost: () => void = () => undefined) {
    this.#open = open;
    this.#onLost = onLost;
  }

  start(): void {
    this.#wanted = true;
    this.#schedule();
  }

  /** Nobody is signed in: there is no line to make. */
  stop(): void {
    this.#wanted = false;
    this.#attempt = 0;
    clearTimeout(this.#retry);
    this.#close();
  }

  #schedule(): void {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => void this.#connect(), delayBefore(this.#attempt++));
  }

  /** Asks without waiting for the next attempt: the device has woken up or its network is back. */
  restart(): void {
    if (!this.#wanted) return;
    this.#attempt = 0;
    this.#close();
    this.#schedule();
  }

  /** @returns the stream; call its `stop` when nobody looks any more. */
  watch<Frame>(method: string, parameters: readonly unknown[], onFrame: (frame: Frame) => void): LiveStream {
    const stream = new LiveStream(method, parameters, (frame) => onFrame(frame as Frame));
    this.streams.add(stream);
    if (this.connected && this.#hub !== null) stream.attach(this.#hub);
    return stream;
  }

  unwatch(stream: LiveStream): void {
    stream.detach();
    this.streams.delete(stream);
  }

  async #connect(): Promise<void> {
    const hub = this.#open();
    this.#hub = hub;
    hub.onclose(() => this.#lost(hub));
    const guard = setTimeout(() => this.#lost(hub), startTimeout);
    try {
      await hub.start();
    } catch {
      this.#lost(hub);
      return;
    } finally {
      clearTimeout(guard);
    }
    if (this.#hub !== hub) return;
    this.#connectedAt = present();
    this.connected = true;
    for (const stream of this.streams) stream.attach(hub);
  }

  /** Only the newest hub counts: an older one may report its end late. */
  #lost(hub: Hub): void {
    if (this.#hub !== hub) return;
    if (this.#connectedAt !== null && elapsed(this.#connectedAt, present()) > settledAfter) this.#attempt = 0;
    this.#close();
    this.#onLost();
    this.#schedule();
  }

  #close(): void {
    const hub = this.#hub;
    this.#hub = null;
    this.#connectedAt = null;
    this.connected = false;
    for (const stream of this.streams) stream.detach();
    // It may be closed or half open already; a new one is on its way in either case.
    hub?.stop().catch(() => undefined);
  }
}
