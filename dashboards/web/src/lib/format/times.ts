import type { Texts } from '../texts/id';
import type { LanguageCode } from '../texts/language.svelte';
import { dateFormat } from './formats';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

type SpanTexts = Texts['span'];

/** One unit is enough to act on, and its width doesn't jump. A time ahead of the clock counts as now. */
export function formatSpan(milliseconds: number, texts: SpanTexts): string {
  const span = Math.max(0, milliseconds);
  if (span < minute) return texts.seconds(Math.floor(span / second));
  if (span < hour) return texts.minutes(Math.floor(span / minute));
  if (span < 2 * day) return texts.hours(Math.floor(span / hour));
  return texts.days(Math.floor(span / day));
}

/** Two units, where how long it was is the question: "2 jam 5 mnt". */
export function formatDuration(milliseconds: number, texts: Texts['history']['duration']): string {
  const whole = (unit: number) => Math.floor(milliseconds / unit);
  if (milliseconds < second) return texts.milliseconds(Math.round(milliseconds));
  if (milliseconds < minute) return texts.seconds(whole(second));
  if (milliseconds < hour) return texts.minutes(whole(minute), whole(second) % 60);
  if (milliseconds < 2 * day) return texts.hours(whole(hour), whole(minute) % 60);
  return texts.days(whole(day), whole(hour) % 24);
}

/** A duration that somebody chooses: "15 menit", "4 jam". */
export function formatMinutes(minutes: number, texts: Pick<Texts['acts'], 'minutes' | 'hours'>): string {
  return minutes % 60 === 0 ? texts.hours(minutes / 60) : texts.minutes(minutes);
}

/** The clock on the wall of the facility, the same digits in both languages: "10:15:03 WITA". */
export function formatClock(time: number, timeZone: string): string {
  return `${part(time, timeZone, 'en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })} ${zoneName(time, timeZone)}`;
}

/** With the day, when that isn't today at the facility: "22 Nov 10:15 WITA". */
export function formatMoment(time: number, timeZone: string, now: number, code: LanguageCode): string {
  const clock = `${part(time, timeZone, 'en-GB', { hour: '2-digit', minute: '2-digit' })} ${zoneName(time, timeZone)}`;
  const dayOf = (moment: number) => part(moment, timeZone, localeOf(code), { day: 'numeric', month: 'short' });
  return dayOf(time) === dayOf(now) ? clock : `${dayOf(time)} ${clock}`;
}

/** With day, year and second, for what must be exact years later: "22 Nov 2026 10:15:03 WITA". */
export function formatExact(time: number, timeZone: string, code: LanguageCode): string {
  return `${formatDay(time, timeZone, code)} ${formatClock(time, timeZone)}`;
}

export function formatDay(time: number, timeZone: string, code: LanguageCode): string {
  return part(time, timeZone, localeOf(code), { day: 'numeric', month: 'short', year: 'numeric' });
}

/** Without the zone, for the axis of a chart. */
export function formatAxisTime(time: number, timeZone: string): string {
  return part(time, timeZone, 'en-GB', { hour: '2-digit', minute: '2-digit' });
}

const localeOf = (code: LanguageCode) => (code === 'id' ? 'id' : 'en-GB');

function part(time: number, timeZone: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateFormat(locale, { ...options, timeZone }).format(time);
}

/** Only the Indonesian locale knows WIB, WITA and WIT by name. */
export function zoneName(time: number, timeZone: string): string {
  const parts = dateFormat('id', { timeZone, timeZoneName: 'short' }).formatToParts(time);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
