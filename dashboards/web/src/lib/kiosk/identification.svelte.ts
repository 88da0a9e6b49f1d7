import { Refused, whyOf } from '../api/http';
import { identify, readKioskPeople, type Identified, type KioskPerson, type Proof } from '../api/kiosk';
import type { Right } from '../contract';
import { Countdown } from '../session/countdown.svelte';
import { KeyBurst } from './keyBurst';
import { isFull, padKeyOf, press, type PadKey } from './pinPad';

export type IdentifyProblem =
  | { readonly kind: 'wrongPin' | 'wrongBadge' | 'locked' | 'unreachable' }
  /** Who it is was right, but they may not do this. */
  | { readonly kind: 'mayNot'; readonly name: string }
  | { readonly kind: 'refused'; readonly why: string };

/** Somebody at a kiosk says who they are: a name and a PIN, or a badge at any moment. */
export class Identification {
  people = $state.raw<readonly KioskPerson[] | null>(null);
  failed = $state(false);
  chosen = $state.raw<KioskPerson | null>(null);
  pin = $state('');
  problem = $state.raw<IdentifyProblem | null>(null);
  sending = $state(false);
  readonly locked = new Countdown();

  readonly #right: Right;
  readonly #onIdentified: (identified: Identified) => void;
  readonly #keys = new KeyBurst(
    (key) => this.#type(key),
    (badge) => void this.#prove({ badge }),
  );

  /** @param right What is to be done. */
  constructor(right: Right, onIdentified: (identified: Identified) => void) {
    this.#right = right;
    this.#onIdentified = onIdentified;
  }

  async open(): Promise<void> {
    this.failed = false;
    try {
      this.people = await readKioskPeople();
    } catch {
      this.failed = true;
    }
  }

  close(): void {
    this.#keys.stop();
    this.locked.stop();
  }

  choose(person: KioskPerson | null): void {
    this.chosen = person;
    this.pin = '';
    this.problem = null;
  }

  /** The last digit sends it: one touch less with gloves. */
  tap(key: PadKey): void {
    if (this.chosen === null || this.sending || this.locked.left > 0) return;
    this.pin = press(this.pin, key);
    this.problem = null;
    if (isFull(this.pin)) void this.#prove({ person: this.chosen.name, pin: this.pin });
  }

  /** @returns True: the key belongs to a badge and must do nothing else. */
  keyDown(key: string): boolean {
    return this.#keys.press(key);
  }

  #type(key: string): void {
    const padKey = padKeyOf(key);
    if (padKey !== null) this.tap(padKey);
  }

  async #prove(proof: Proof): Promise<void> {
    if (this.sending || this.locked.left > 0) return;
    this.sending = true;
    this.problem = null;
    try {
      const identified = await identify(proof);
      if (identified.person.rights.includes(this.#right)) this.#onIdentified(identified);
      else this.problem = { kind: 'mayNot', name: identified.person.displayName };
    } catch (failure) {
      this.problem = this.#explain(failure, 'badge' in proof);
    } finally {
      this.sending = false;
      this.pin = '';
    }
  }

  #explain(failure: unknown, isBadge: boolean): IdentifyProblem {
    if (!(failure instanceof Refused)) return { kind: 'unreachable' };
    if (failure.status === 429) {
      this.locked.start(failure.problem.retryAfter ?? 0);
      return { kind: 'locked' };
    }
    return failure.problem.reason === 'wrong' ? { kind: isBadge ? 'wrongBadge' : 'wrongPin' } : { kind: 'refused', why: whyOf(failure) };
  }
}
