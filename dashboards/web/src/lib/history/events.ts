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

/**
 * When the alarms of the signals were active, oldest first. An alarm that waits for its reset may come and go several times: each time is a span of its own.
 * @param entries Of the journal, newest first.
 * @param open Every alarm that isn't over, as it is now.
 */
export function spansOf(entries: readonly JournalEntry[], open: readonly Alarm[], signals: readonly string[], range: Span): readonly AlarmSpan[] {
  const spans: AlarmSpan[] = [];
  const running = new Map<string, AlarmSpan>();
  const told = new Set<string>();
  for (const { kind, at, alarm } of [...entries].reverse()) {
    const signal = signalOf(alarm);
    if (alarm.kind === 'note' || !signals.includes(signal)) continue;
    const begun = running.get(alarm.id);
    if (kind === 'raised') running.set(alarm.id, begun ?? { alarm, signal, from: at, to: null });
    // What was raised before the first entry that was read tells so itself.
    else if (kind === 'returned' || kind === 'cleared') {
      if (begun !== undefined || (kind === 'returned' && !told.has(alarm.id))) spans.push({ ...(begun ?? { signal, from: alarm.raisedAt }), alarm, to: at });
      running.delete(alarm.id);
    } else if (begun === undefined && !told.has(alarm.id) && alarm.returnedAt === null && alarm.clearedAt === null) running.set(alarm.id, { alarm, signal, from: alarm.raisedAt, to: null });
    told.add(alarm.id);
  }
  const active = open.filter((alarm) => alarm.returnedAt === null && alarm.clearedAt === null && signals.includes(signalOf(alarm)));
  for (const alarm of active) running.set(alarm.id, { signal: signalOf(alarm), from: running.get(alarm.id)?.from ?? alarm.raisedAt, to: null, alarm });
  return [...spans, ...running.values()].filter(({ from, to }) => from < range.to && (to ?? Infinity) >= range.from).sort((a, b) => a.from - b.from);
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
