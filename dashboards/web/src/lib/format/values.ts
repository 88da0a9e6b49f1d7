import type { LanguageCode } from '../texts/language.svelte';
import type { Texts } from '../texts/id';

/** What the probes resolve, not what a float holds. */
const decimals: Record<string, number> = { '°C': 1, '%RH': 1, '%LEL': 1, '%': 1, kg: 2, ppm: 0, lx: 0, count: 0, state: 0 };

export const noValue = '–';

export function formatNumber(value: number | null, unit: string, code: LanguageCode): string {
  if (value === null) return noValue;
  const digits = decimals[unit] ?? 1;
  return new Intl.NumberFormat(code, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' }).format(value);
}

/** A limit is a round number in the plan: "5", not "5,0". */
export function formatLimit(value: number, code: LanguageCode): string {
  return new Intl.NumberFormat(code, { maximumFractionDigits: 2 }).format(value);
}

export function formatUnit(unit: string, t: Texts): string {
  if (unit === 'state') return '';
  if (unit === 'count') return t.count;
  return unit.startsWith('%') && unit.length > 1 ? `% ${unit.slice(1)}` : unit;
}

/** A state as a word: what 0 and 1 mean is told by the signal's id. */
export function formatState(value: number | null, signal: string, t: Texts): string {
  if (value === null) return noValue;
  const isOne = value >= 0.5;
  if (signal.startsWith('door')) return isOne ? t.state.open : t.state.closed;
  if (signal === 'basket') return isOne ? t.state.inOil : t.state.out;
  return isOne ? t.state.on : t.state.off;
}

/** The whole value in one string, for alarms and summaries: "146,3 °C", "Buka". */
export function formatValue(value: number | null, signal: string, unit: string, code: LanguageCode, t: Texts): string {
  if (unit === 'state') return formatState(value, signal, t);
  const suffix = formatUnit(unit, t);
  return value === null || suffix === '' ? formatNumber(value, unit, code) : `${formatNumber(value, unit, code)} ${suffix}`;
}
