import type { Alarm, LimitGate } from '../contract';
import type { LanguageCode } from '../texts/language.svelte';
import type { Texts } from '../texts/id';
import { numberFormat } from './formats';

/** What the probes resolve, not what a float holds. */
const decimals: Record<string, number> = { '°C': 1, '%RH': 1, '%LEL': 1, '%': 1, kg: 2, ppm: 0, lx: 0, count: 0, state: 0 };

/** Signals of the area `system`: can people be told on this way? */
const channels: ReadonlySet<string> = new Set(['email', 'telegram', 'webhook', 'siren']);

export const noValue = '–';

export function formatNumber(value: number | null, unit: string, code: LanguageCode): string {
  if (value === null) return noValue;
  const digits = decimals[unit] ?? 1;
  return numberFormat(code, { minimumFractionDigits: digits, maximumFractionDigits: digits, signDisplay: 'negative' }).format(value);
}

/** A figure of a report: "1.240", "14,7". */
export function formatAmount(value: number, code: LanguageCode): string {
  return numberFormat(code, { maximumFractionDigits: value < 100 ? 1 : 0 }).format(value);
}

/** @param share 0 to 1. */
export function formatShare(share: number, code: LanguageCode): string {
  return numberFormat(code, { style: 'percent', maximumFractionDigits: 0 }).format(share);
}

/** A share that a reviewer must not read as whole when it isn't: "99,97 %", never rounded up to 100 %. @param share 0 to 1. */
export function formatExactShare(share: number, code: LanguageCode): string {
  const digits = share > 0.99 ? 2 : 1;
  const floor = share < 1 ? Math.floor(share * 100 * 10 ** digits) / 100 / 10 ** digits : share;
  return numberFormat(code, { style: 'percent', maximumFractionDigits: digits }).format(floor);
}

/** A limit is a round number in the plan: "5", not "5,0". */
export function formatLimit(value: number, code: LanguageCode): string {
  return numberFormat(code, { maximumFractionDigits: 2 }).format(value);
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
  if (channels.has(signal)) return isOne ? t.state.works : t.state.fails;
  if (signal === 'basket') return isOne ? t.state.inOil : t.state.out;
  return isOne ? t.state.on : t.state.off;
}

/** The whole value in one string, for alarms and summaries: "146,3 °C", "Buka". */
export function formatValue(value: number | null, signal: string, unit: string, code: LanguageCode, t: Texts): string {
  if (unit === 'state') return formatState(value, signal, t);
  const suffix = formatUnit(unit, t);
  return value === null || suffix === '' ? formatNumber(value, unit, code) : `${formatNumber(value, unit, code)} ${suffix}`;
}

/** As it was measured, to the thousandth: what a reviewer reads off a chart. */
export function formatPrecise(value: number, signal: string, unit: string, code: LanguageCode, t: Texts): string {
  if (unit === 'state') return formatState(value, signal, t);
  const digits = decimals[unit] ?? 1;
  const number = numberFormat(code, { minimumFractionDigits: digits, maximumFractionDigits: 3, signDisplay: 'negative' }).format(value);
  return `${number} ${formatUnit(unit, t)}`.trim();
}

type Measured = Pick<Alarm, 'value' | 'limit' | 'limitUnit' | 'signal'>;

export function formatAlarmValue(alarm: Measured, code: LanguageCode, t: Texts): string {
  return formatValue(alarm.value, alarm.signal, alarm.limitUnit, code, t);
}

/** Empty: it has no limit, or none that says more than its message ("open"). */
export function formatAlarmLimit({ limit, limitUnit }: Measured, code: LanguageCode, t: Texts): string {
  return limit === null || limitUnit === 'state' ? '' : `${formatLimit(limit, code)} ${formatUnit(limitUnit, t)}`.trim();
}

/** "only while frying"; without a word for it, "only while operating". */
export function formatGate(gate: LimitGate | null, code: LanguageCode, t: Texts): string {
  if (gate === null) return t.onlyWhile;
  return t.onlyWhileIn(gate.signal === null ? gate.phases.map((phase) => t.phase[phase].toLowerCase()).join(' / ') : gate.signal[code]);
}
