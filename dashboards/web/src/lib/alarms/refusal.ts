import type { ActResult } from '../api/acts';
import type { Texts } from '../texts/id';

/** What each act says when its person or its moment is wrong. */
export interface RefusalWords {
  readonly notAllowed: string;
  readonly notPossible: string;
}

/**
 * Why it wasn't done, first in words of the screen's language, then as the server said it (in English, and more exact).
 * @param name What a person is called. @param clock A time of the day.
 */
export function explain(
  result: Exclude<ActResult, { kind: 'done' }>,
  words: RefusalWords,
  t: Texts['acts'],
  name: (by: string) => string,
  clock: (time: number) => string,
): string {
  switch (result.kind) {
    case 'over':
    case 'nobody':
    case 'unreachable':
      return t[result.kind];
    case 'already':
      return result.by === null ? `${t.already} ${t.said(result.why)}` : t.somebodyWasFirst(name(result.by), result.at === null ? '' : clock(result.at));
    case 'refused':
      return `${t.refused} ${t.said(result.why)}`;
    default:
      return `${words[result.kind]} ${t.said(result.why)}`;
  }
}

/** There is nothing left to confirm: somebody was first, or it is over. */
export const isSettled = ({ kind }: ActResult): boolean => kind === 'already' || kind === 'over';
