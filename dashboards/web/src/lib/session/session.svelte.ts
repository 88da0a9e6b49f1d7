import { gate } from '../api/http';
import { readSession, signOut } from '../api/session';
import type { Caller, KioskPlace, Right, SessionAnswer } from '../contract';
import { language } from '../texts/language.svelte';
import { allows, allowsAnywhere, allowsEverywhere, allowsOverFacility } from './rights';

/** A server that is away is asked again as often as the line to it is tried. */
const retryAfter = 3_000;

/** Who is signed in in this browser, and what they may do where. The server decides; this only keeps from offering what it would refuse. */
class Session {
  /** `asking`: not known yet; `away`: the server hasn't answered yet. */
  phase = $state<'asking' | 'away' | 'known'>('asking');
  #answer = $state.raw<SessionAnswer | null>(null);
  #asking: Promise<void> | null = null;
  /** Whose things this page has shown last. */
  #shown: string | null = null;

  readonly caller: Caller | null = $derived(this.#answer?.caller ?? null);
  readonly kiosk: KioskPlace | null = $derived(this.caller?.kiosk ?? null);
  readonly person: Caller | null = $derived(this.caller?.kind === 'person' ? this.caller : null);
  readonly setupNeeded: boolean = $derived(this.#answer?.setupNeeded ?? false);
  readonly singleSignOn: { readonly name: string } | null = $derived(this.#answer?.singleSignOn ?? null);
  readonly openMqtt: boolean = $derived(this.#answer?.openMqtt ?? false);

  /** @param area Null: over the whole facility. */
  may(right: Right, facility: string, area: string | null): boolean {
    return this.caller !== null && allows(this.caller.places, right, facility, area);
  }

  mayAnywhere(right: Right): boolean {
    return this.caller !== null && allowsAnywhere(this.caller.places, right);
  }

  /** Over a whole facility, whichever. */
  mayOverFacility(right: Right): boolean {
    return this.caller !== null && allowsOverFacility(this.caller.places, right);
  }

  mayEverywhere(right: Right): boolean {
    return this.caller !== null && allowsEverywhere(this.caller.places, right);
  }

  /** What may be offered to be done: on a kiosk, everything in its area, because who does it says so only then. */
  mayAct(right: Right, facility: string, area: string): boolean {
    return this.kiosk === null ? this.may(right, facility, area) : this.kiosk.facility === facility && this.kiosk.area === area;
  }

  start(): void {
    gate.refused = () => void this.ask();
    gate.renew = () => this.ask();
    document.addEventListener('visibilitychange', () => !document.hidden && this.phase === 'known' && void this.ask());
    // A page that the browser kept whole comes back as it was left, also after a sign-out.
    addEventListener('pageshow', ({ persisted }) => persisted && location.reload());
    void this.#askUntilKnown();
  }

  /** Asks the server again: somebody may have been signed out, or may now do more or less. Several at once ask once. */
  ask(): Promise<void> {
    return (this.#asking ??= this.#read().finally(() => (this.#asking = null)));
  }

  /** Somebody has signed in here, and is greeted in their language. */
  begin(answer: SessionAnswer): void {
    if (answer.caller?.kind === 'person') language.choose(answer.caller.language);
    this.#take(answer);
  }

  /** @throws Refused, TypeError: still signed in. */
  async end(): Promise<void> {
    await signOut();
    location.assign('/sign-in');
  }

  async #read(): Promise<void> {
    try {
      this.#take(await readSession());
    } catch {
      // What is known stays: a server that is away signs nobody out.
      if (this.phase === 'asking') this.phase = 'away';
    }
  }

  #take(answer: SessionAnswer): void {
    const id = answer.caller?.id ?? null;
    gate.csrf = answer.csrf;
    // Nothing that one has seen stays for another.
    if (id !== null && this.#shown !== null && id !== this.#shown) location.assign('/');
    this.#shown = id ?? this.#shown;
    this.#answer = answer;
    this.phase = 'known';
  }

  async #askUntilKnown(): Promise<void> {
    await this.ask();
    if (this.phase !== 'known') setTimeout(() => void this.#askUntilKnown(), retryAfter);
  }
}

export const session = new Session();
