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

/** Field by field, in the order in which they were said; what is alike on both sides is left out. */
export function differences(before: Json, after: Json): readonly FieldChange[] {
  return between(before ?? undefined, after ?? undefined, '');
}

function between(before: Json | undefined, after: Json | undefined, field: string): readonly FieldChange[] {
  // An object on one side alone is told field by field as well.
  if (isFields(before) ? isFields(after) || after === undefined : before === undefined && isFields(after)) {
    const [old, now] = [isFields(before) ? before : {}, isFields(after) ? after : {}];
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])];
    return names.flatMap((name) => between(old[name], now[name], field === '' ? name : `${field}.${name}`));
  }
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  return [{ field, before: sayMaybe(before), after: sayMaybe(after), list: isList(before) && isList(after) ? lists(before, after) : null }];
}

function lists(before: readonly Json[], after: readonly Json[]) {
  const [old, now] = [before.map(say), after.map(say)];
  const gone = old.filter((one) => !now.includes(one));
  return { gone, added: now.filter((one) => !old.includes(one)), kept: old.length - gone.length };
}

const sayMaybe = (value: Json | undefined): string | undefined => (value === undefined ? undefined : say(value));

/** A value as a reader would write it: no quotes, no brackets. */
export function say(value: Json): string {
  if (value === null) return '–';
  if (isList(value)) return value.length === 0 ? '–' : value.map(say).join('; ');
  if (isFields(value)) return Object.entries(value).filter(([, one]) => one !== null).map(([name, one]) => `${name}: ${say(one)}`).join(', ');
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
