import { dateFormat } from '../format/formats';
import type { LanguageCode } from '../texts/language.svelte';
import { hour } from './span';
import { tickKind, type Offset } from './timeAxis';

/** The offset of a zone, looked up once an hour of time. */
export function offsetOf(timeZone: string): Offset {
  const known = new Map<number, number>();
  const format = dateFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return (time) => {
    const slot = Math.floor(time / (hour / 4));
    let offset = known.get(slot);
    if (offset === undefined) {
      const whole = slot * (hour / 4);
      offset = Date.parse(`${format.format(whole).replace(' ', 'T')}Z`) - whole;
      if (known.size > 2_000) known.clear();
      known.set(slot, offset);
    }
    return offset;
  };
}

const named = { second: { hour: '2-digit', minute: '2-digit', second: '2-digit' }, minute: { hour: '2-digit', minute: '2-digit' }, day: { day: 'numeric', month: 'short' }, month: { month: 'short', year: 'numeric' } } as const;

/** The name of a tick: hours and minutes in the same digits in both languages, days and months in the language. */
export function tickName(time: number, step: number, timeZone: string, offset: Offset, code: LanguageCode): string {
  const kind = tickKind(time, step, offset);
  const locale = kind === 'second' || kind === 'minute' ? 'en-GB' : code === 'id' ? 'id' : 'en-GB';
  return dateFormat(locale, { timeZone, ...named[kind] }).format(time);
}
