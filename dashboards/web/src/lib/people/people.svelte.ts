import { SvelteMap } from 'svelte/reactivity';
import { get, query, Refused } from '../api/http';
import type { Person } from '../contract';
import { session } from '../session/session.svelte';

/** Shifts change, and a server that was away comes back: what is older is asked again by who needs it. */
const goodFor = 60_000;
const retryAfter = 5_000;

/** The staff of each facility, asked when somebody must be named. */
class People {
  readonly #known = new SvelteMap<string, readonly Person[]>();
  readonly #asked = new Map<string, number>();

  /** Null: the server hasn't said yet; empty: nobody is in the plan. */
  of(facility: string): readonly Person[] | null {
    void this.ask(facility);
    return this.#known.get(facility) ?? null;
  }

  /** What a person is called; a name that isn't known stands for itself. */
  name(facility: string, by: string): string {
    return this.of(facility)?.find(({ id }) => id === by)?.name ?? (session.person?.name === by ? session.person.displayName : by);
  }

  async ask(facility: string): Promise<void> {
    const now = performance.now();
    if (facility === '' || now - (this.#asked.get(facility) ?? -goodFor) < goodFor) return;
    this.#asked.set(facility, now);
    try {
      this.#known.set(facility, await get<Person[]>(`/api/v1/people?${query({ facility })}`));
    } catch (failure) {
      // Names are a help, not a condition: what is known stays, a free name is possible, and who asks a little later asks the server again.
      this.#asked.set(facility, now - goodFor + retryAfter);
      if (failure instanceof Refused && !this.#known.has(facility)) this.#known.set(facility, []);
    }
  }
}

export const people = new People();
