import { hour, spanOf, within, type Span } from './span';

export const mostSignals = 10;

export type Comparison =
  | { readonly kind: 'none' | 'day' | 'week' }
  /** Another time, from there on. */
  | { readonly kind: 'from'; readonly from: number }
  /** The same signals of another area. */
  | { readonly kind: 'area'; readonly facility: string; readonly area: string };

/** All that decides what is seen: a link to it shows the same to everybody. */
export interface HistoryState {
  /** `facility/area/equipment/signal`, each once. */
  readonly signals: readonly string[];
  readonly range: Span;
  /** The part of the range that is looked at. */
  readonly view: Span;
  readonly comparison: Comparison;
}

export const noComparison: Comparison = { kind: 'none' };

/** What isn't there or makes no sense is taken as if nothing had been said: an hour up to now, all of it, compared with nothing. */
export function parseState(search: string, now: number): HistoryState {
  const asked = new URLSearchParams(search);
  const signals = [...new Set(asked.getAll('signal').filter(isAddress))].slice(0, mostSignals);
  const range = readSpan(asked.get('from'), asked.get('to')) ?? spanOf(now - hour, now);
  const view = readSpan(asked.get('zoomFrom'), asked.get('zoomTo'));
  return { signals, range, view: view !== null && within(view, range) ? view : range, comparison: parseComparison(asked.get('compare') ?? '') };
}

export function formatState({ signals, range, view, comparison }: HistoryState): string {
  const search = new URLSearchParams(signals.map((signal) => ['signal', signal]));
  search.set('from', String(range.from));
  search.set('to', String(range.to));
  if (view.from !== range.from || view.to !== range.to) {
    search.set('zoomFrom', String(view.from));
    search.set('zoomTo', String(view.to));
  }
  if (comparison.kind !== 'none') search.set('compare', formatComparison(comparison));
  // A slash needs no escape in a query, and an address that people read is one that they trust.
  return `?${search.toString().replaceAll('%2F', '/')}`;
}

/** The address of the page with one signal, for links. */
export const historyPath = (signals: readonly string[], range?: Span): string =>
  `/history${range === undefined ? `?${new URLSearchParams(signals.map((signal) => ['signal', signal]))}`.replaceAll('%2F', '/') : formatState({ signals, range, view: range, comparison: noComparison })}`;

export function parseComparison(text: string): Comparison {
  if (text === 'day' || text === 'week') return { kind: text };
  const from = readTime(text);
  if (from !== null) return { kind: 'from', from };
  const [facility, area, ...rest] = text.split('/');
  return facility && area && rest.length === 0 ? { kind: 'area', facility, area } : noComparison;
}

export function formatComparison(comparison: Comparison): string {
  switch (comparison.kind) {
    case 'from':
      return String(comparison.from);
    case 'area':
      return `${comparison.facility}/${comparison.area}`;
    default:
      return comparison.kind;
  }
}

function readSpan(from: string | null, to: string | null): Span | null {
  const [start, end] = [readTime(from), readTime(to)];
  return start === null || end === null || end <= start ? null : spanOf(start, end);
}

const readTime = (text: string | null): number | null => (text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null);

function isAddress(signal: string): boolean {
  const parts = signal.split('/');
  return parts.length === 4 && parts.every((part) => part !== '');
}
