import { silenceLimit } from './freshness';
import type { Hub } from './hub';
import { elapsed, present, type Moment } from './moment';

/** A server that refuses a stream (an area that isn't in the plan) is asked again, but not in a tight loop. */
const renewAfter = 2_000;

/** One stream of frames, subscribed anew on each connection, whenever it ends by itself, and when it falls silent. */
export class LiveStream {
  lastFrame = $state.raw<Moment | null>(null);
  /** The server ended the stream before its first frame: there is probably nothing to watch under this name. */
  refused = $state(false);

  readonly #method: string;
  readonly #parameters: readonly unknown[];
  readonly #onFrame: (frame: unknown) => void;
  #hub: Hub | null = null;
  #subscription: (() => void) | null = null;
  #lastSign: Moment = present();
  #renewal: ReturnType<typeof setTimeout> | undefined;

  constructor(method: string, parameters: readonly unknown[], onFrame: (frame: unknown) => void) {
    this.#method = method;
    this.#parameters = parameters;
    this.#onFrame = onFrame;
  }

  attach(hub: Hub): void {
    this.detach();
    this.#hub = hub;
    this.#lastSign = present();
    const subscription = hub.stream(this.#method, this.#parameters, {
      next: (frame) => {
        if (this.#subscription !== subscription) return;
        this.lastFrame = this.#lastSign = present();
        this.refused = false;
        this.#onFrame(frame);
      },
      ended: () => {
        if (this.#subscription !== subscription) return;
        this.refused = this.lastFrame === null;
        this.renew();
      },
    });
    this.#subscription = subscription;
  }

  /** Ends the subscription and asks for the whole state again, a little later. */
  renew(): void {
    this.#unsubscribe();
    this.#renewal = setTimeout(() => this.#hub && this.attach(this.#hub), renewAfter);
  }

  /** One stream can hang on the server while the others live: the line itself then looks whole. */
  renewIfSilent(now: Moment): void {
    if (this.#subscription !== null && elapsed(this.#lastSign, now) >= silenceLimit) this.renew();
  }

  detach(): void {
    this.#unsubscribe();
    this.#hub = null;
  }

  #unsubscribe(): void {
    clearTimeout(this.#renewal);
    const end = this.#subscription;
    this.#subscription = null;
    end?.();
  }
}
