import type { Json } from '../contract/audit';

/** One field that an act changed, or said. Undefined: it wasn't there. */
export interface FieldChange {
  /** `grants`, `address.city`; empty: the whole value. */
  readonly field: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What a list has lost and won; null: no list on both sides. */
  readonly list: { readonly gone: readonly string[]; readonly added: readonly string[]; readonly kept: number } | null;
}

type Fields = { readonly [name: string]: Json };

const isFields = (value: Json | undefined): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

/** How the screen says a value that it knows better than its JSON; null: it doesn't. */
export type Known = (value: Json, field: string) => string | null;

const nothingKnown: Known = () => null;

/** Field by field, in the order in which they were said; what is alike on both sides is left out. */
export function differences(before: Json, after: Json, known: Known = nothingKnown): readonly FieldChange[] {
  return between(before ?? undefined, after ?? undefined, '', known);
}

function between(before: Json | undefined, after: Json | undefined, field: string, known: Known): readonly FieldChange[] {
  // An object on one side alone is told field by field as well.
  if (isFields(before) ? isFields(after) || after === undefined : before === undefined && isFields(after)) {
    const [old, now] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return names.flatMap((name) => between(old[name], now[name], field === '' ? name : `${field}.${name}`, known));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  const sayMaybe = (value: Json | undefined) => (value === undefined ? undefined : say(value, field, known));
  return [{ field, before: sayMaybe(before), after: sayMaybe(after), list: isList(before) && isList(after) ? lists(before, after, (one) => say(one, field, known)) : null }];
}

function lists(before: readonly Json[], after: readonly Json[], sayOne: (one: Json) => string) {
  const [old, now] = [before.map(sayOne), after.map(sayOne)];
  const gone = old.filter((one) => !now.includes(one));
  return { gone, added: now.filter((one) => !old.includes(one)), kept: old.length - gone.length };
}

/** A value as a reader would write it: no quotes, no brackets. */
export function say(value: Json, field = '', known: Known = nothingKnown): string {
  const told = known(value, field);
  if (told !== null) return told;
  if (value === null) return '–';
  if (isList(value)) return value.length === 0 ? '–' : value.map((one) => say(one, field, known)).join('; ');
  if (isFields(value)) return Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => `${name}: ${say(one, name, known)}`).join(', ');
  return String(value);
}

export interface DiffLine {
  readonly mark: '+' | '-' | ' ';
  readonly text: string;
}

/** A text of lines that begin with `+`, `-` or a blank (and `@@` where lines are left out), as the server says a plan's change; null: it is none. */
export function diffLines(text: string | undefined): readonly DiffLine[] | null {
  const lines = text?.replace(/\n$/, '').split('\n') ?? [];
  if (!lines.some((line) => /^[+-]/.test(line)) || !lines.every((line) => /^([+\- @]|$)/.test(line))) return null;
  return lines.map((line) => (line.startsWith('+') || line.startsWith('-') ? { mark: line[0] as '+' | '-', text: line.slice(1) } : { mark: ' ', text: line.replace(/^ /, '') }));
}

/** What was before and what is after, where one part of an entry says both; else it says what is. */
export function sidesOf(said: Json): { readonly before: Json; readonly after: Json } {
  const names = isFields(said) ? Object.keys(said).toSorted().join() : '';
  return isFields(said) && names === 'after,before' ? { before: said['before'] ?? null, after: said['after'] ?? null } : { before: null, after: said };
}
