import type { ManageTexts } from '../texts/id/manage';

type Words = Pick<ManageTexts['audit'], 'what' | 'group'>;

/** What a table says of a word that comes from outside; null: it doesn't know it (`constructor` isn't a word of ours). */
export const wordOf = (table: object, word: string): string | null => (Object.hasOwn(table, word) ? (table as Readonly<Record<string, string>>)[word] ?? null : null);

/** What was done, in words; a kind that this page doesn't know stands as the server says it. */
export const nameOfWhat = (what: string, words: Words): string => wordOf(words.what, what) ?? what;

export interface KindGroup {
  /** What asks for all of them; null: nothing does. */
  readonly all: string | null;
  readonly name: string;
  readonly kinds: readonly string[];
}

/** The kinds that can be asked for, by what they are about. @param asked What an address asks for: it stays choosable, though nobody knows it. */
export function kindGroups(words: Words, asked: string): readonly KindGroup[] {
  const known = Object.keys(words.what);
  const groups = [...new Set(known.map(beginningOf))].map((all) => ({ all, name: wordOf(words.group, all) ?? all, kinds: known.filter((kind) => beginningOf(kind) === all) }));
  const isKnown = asked === '' || known.includes(asked) || groups.some(({ all }) => all === asked);
  return isKnown ? groups : [...groups, { all: null, name: words.group.other, kinds: [asked] }];
}

const beginningOf = (kind: string): string => kind.split('.')[0] ?? kind;

/** Whom or what it was done to: without the kind of thing (`account/ani`) where what was done says it. */
export function nameOfSubject(what: string, subject: string): string {
  const [kind, ...rest] = subject.split('/');
  const said = beginningOf(what);
  return rest.length > 0 && (kind === said || (kind === 'account' && said === 'session')) ? rest.join('/') : subject;
}
