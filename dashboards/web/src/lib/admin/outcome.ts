import { Refused, whyOf } from '../api/http';
import type { Texts } from '../texts/id';

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
export function explain(outcome: Exclude<Outcome<unknown>, { kind: 'done' }>, t: Pick<Texts, 'acts' | 'manage'>, taken = t.manage.notDone): string {
  if (outcome.kind === 'unreachable') return t.acts.unreachable;
  const { notAllowed, gone, notDone } = t.manage;
  const known: Readonly<Record<number, string>> = { 403: notAllowed, 404: gone, 409: taken };
  return `${known[outcome.status] ?? notDone} ${t.acts.said(outcome.why)}`;
}
