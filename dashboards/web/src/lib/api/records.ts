import type { AlarmState, Delivery, EdgeKind, JournalEntry, Page, Priority } from '../contract';
import { completeAlarm } from '../live/complete';
import { get, query } from './http';

export interface JournalFilter {
  readonly facility: string | null;
  readonly area: string | null;
  readonly alarm: string | null;
  readonly from: number | null;
  readonly to: number | null;
  readonly states: readonly AlarmState[];
  readonly priorities: readonly Priority[];
  readonly kinds: readonly EdgeKind[];
  readonly text: string;
}

export const everything: JournalFilter = {
  facility: null,
  area: null,
  alarm: null,
  from: null,
  to: null,
  states: [],
  priorities: [],
  kinds: [],
  text: '',
};

/** @param before The `next` of the page before; null: the newest page. */
export async function readJournal(filter: JournalFilter, before: number | null, limit = 50, stop?: AbortSignal): Promise<Page<JournalEntry>> {
  const { states, priorities, kinds, ...rest } = filter;
  const asked = query({ ...rest, text: filter.text.trim(), state: states, priority: priorities, kind: kinds, before, limit });
  const page = await get<Page<JournalEntry>>(`/api/v1/alarms/journal?${asked}`, undefined, stop);
  return { ...page, entries: page.entries.map((entry) => ({ ...entry, alarm: completeAlarm(entry.alarm) })) };
}

export interface DeliveryFilter {
  readonly facility: string | null;
  readonly alarm: string | null;
  readonly from: number | null;
  readonly to: number | null;
}

export function readDeliveries(filter: DeliveryFilter, before: number | null, limit = 100): Promise<Page<Delivery>> {
  return get(`/api/v1/deliveries?${query({ ...filter, before, limit })}`);
}
