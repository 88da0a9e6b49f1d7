import type { Alarm, JournalEntry } from '../contract';
import type { Span } from './span';

/** While an alarm was active. */
export interface AlarmSpan {
  readonly alarm: Alarm;
  readonly signal: string;
  readonly from: number;
  /** Null: it still is. */
  readonly to: number | null;
}

export type MarkKind = 'raised' | 'returned' | 'note' | 'action';

/** Something that happened at a time, with its words. */
export interface Mark {
  /** Of the journal. */
  readonly number: number;
  readonly kind: MarkKind;
  readonly at: number;
  readonly alarm: Alarm;
  readonly signal: string;
  readonly by: string | null;
  readonly facility: string;
  /** What somebody wrote. */
  readonly words: string;
}

export const signalOf = ({ facility, area, equipment, signal }: Pick<Alarm, 'facility' | 'area' | 'equipment' | 'signal'>) => `${facility}/${area}/${equipment}/${signal}`;

/** The newest state of each alarm about one of the signals; entries come newest first. */
export function alarmsOf(entries: readonly JournalEntry[], open: readonly Alarm[], signals: readonly string[]): readonly Alarm[] {
  const known = new Map<string, Alarm>();
  // What is open now is newer than any entry that was read before.
  for (const alarm of [...open, ...entries.map((entry) => entry.alarm)]) {
    if (alarm.kind !== 'note' && !known.has(alarm.id) && signals.includes(signalOf(alarm))) known.set(alarm.id, alarm);
  }
  return [...known.values()];
}

/** Oldest first. */
export function spansOf(alarms: readonly Alarm[], range: Span): readonly AlarmSpan[] {
  return alarms
    .map((alarm) => ({ alarm, signal: signalOf(alarm), from: alarm.raisedAt, to: alarm.returnedAt ?? alarm.clearedAt }))
    .filter(({ from, to }) => from < range.to && (to ?? Infinity) >= range.from)
    .sort((a, b) => a.from - b.from);
}

const markKinds: Partial<Record<JournalEntry['kind'], MarkKind>> = { raised: 'raised', returned: 'returned', actionRecorded: 'action', actionVerified: 'action' };

/** Oldest first. An acknowledgement is a mark when somebody wrote a note with it. */
export function marksOf(entries: readonly JournalEntry[], signals: readonly string[]): readonly Mark[] {
  const marks: Mark[] = [];
  for (const { number, kind, at, by, note, alarm, facility } of entries) {
    const signal = signalOf(alarm);
    const mark = markKinds[kind] ?? (note !== null && note !== '' ? 'note' : null);
    if (mark === null || alarm.kind === 'note' || !signals.includes(signal)) continue;
    const action = kind === 'actionRecorded' && alarm.correctiveAction !== null ? `${alarm.correctiveAction.cause} → ${alarm.correctiveAction.taken}` : '';
    marks.push({ number, kind: mark, at, alarm, signal, by, facility, words: [action, note ?? ''].filter((words) => words !== '').join('. ') });
  }
  return marks.sort((a, b) => a.at - b.at || a.number - b.number);
}

/** Those so near to a time that a finger means them. */
export const marksNear = (marks: readonly Mark[], time: number, reach: number): readonly Mark[] => marks.filter(({ at }) => Math.abs(at - time) <= reach);

export const activeAt = (spans: readonly AlarmSpan[], time: number): readonly AlarmSpan[] => spans.filter(({ from, to }) => from <= time && time <= (to ?? Infinity));
