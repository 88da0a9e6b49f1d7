import type { ManageTexts } from '../texts/id/manage';

type Words = Pick<ManageTexts['audit'], 'what' | 'group'>;

/** What a table says of a word that comes from outside; null: it doesn't know it (`constructor` isn't a word of ours). */
export const wordOf = (table: object, word: string): string | null => (Object.hasOwn(table, word) ? (table as Readonly<Record<string, string>>)[word] ?? null : null);

/** What was done, in words; a kind that this page doesn't know stands as the server says it. */
export const nameOfWhat = (what: string, words: Words): string => wordOf(words.what, what) ?? what;

export interface KindGroup {
  readonly name: string;
  readonly kinds: readonly string[];
}

/** The kinds that can be asked for, by what they are about. @param asked What an address asks for: it stays choosable, though nobody knows it. */
export function kindGroups(words: Words, asked: string): readonly KindGroup[] {
  const known = Object.keys(words.what);
  const kinds = asked === '' || known.includes(asked) ? known : [...known, asked];
  const groupOf = (kind: string) => wordOf(words.group, kind.split('.')[0] ?? '') ?? words.group.other;
  return [...new Set(kinds.map(groupOf))].map((name) => ({ name, kinds: kinds.filter((kind) => groupOf(kind) === name) }));
}
