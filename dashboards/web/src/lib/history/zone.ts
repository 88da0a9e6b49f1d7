import type { LanguageCode } from '../texts/language.svelte';
import { hour } from './span';
import { tickKind, type Offset } from './timeAxis';

/** Making a format costs more than using it, and an axis is drawn at every move. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.DateTimeFormat(locale, { ...options, timeZone })));
  return format;
}

/** The offset of a zone, looked up once an hour of time. */
export function offsetOf(timeZone: string): Offset {
  const known = new Map<number, number>();
  const format = formatOf('sv', timeZone, { dateStyle: 'short', timeStyle: 'medium' });
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
  return formatOf(locale, timeZone, named[kind]).format(time);
}

/** "WITA": only the Indonesian locale knows WIB, WITA and WIT by name. */
export function zoneOf(time: number, timeZone: string): string {
  const parts = formatOf('id', timeZone, { timeZoneName: 'short' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
