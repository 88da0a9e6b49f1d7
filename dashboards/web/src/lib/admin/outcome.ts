import { Refused, whyOf } from '../api/http';
import type { Texts } from '../texts/id';
import type { ManageTexts } from '../texts/id/manage';

/** How a change went. `errors` and `why` are what the server said, in English. */
export type Outcome<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly status: number; readonly why: string }
  | { readonly kind: 'unreachable' };

export async function attempt<T>(change: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return { kind: 'done', value: await change() };
  } catch (failure) {
    return failure instanceof Refused ? { kind: 'refused', status: failure.status, why: whyOf(failure) } : { kind: 'unreachable' };
  }
}

/** Why it wasn't done, first in words of the screen's language, then as the server said it (in English, and more exact). @param taken What a 409 means here. */
export function explain(outcome: Exclude<Outcome<unknown>, { kind: 'done' }>, acts: Pick<Texts['acts'], 'unreachable' | 'said'>, words: Pick<ManageTexts, 'notAllowed' | 'gone' | 'notDone'>, taken = words.notDone): string {
  if (outcome.kind === 'unreachable') return acts.unreachable;
  const known: Readonly<Record<number, string>> = { 403: words.notAllowed, 404: words.gone, 409: taken };
  return `${known[outcome.status] ?? words.notDone} ${acts.said(outcome.why)}`;
}
