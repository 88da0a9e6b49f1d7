import type { AreaBoard, Compliance, History, HistoryReading, JournalEntry, Page } from '../contract';
import { completeBoard } from '../live/complete';
import { get, query } from './http';
import { everything, readJournal } from './records';

/** A year of ten signals may have to be read from disk. */
const patience = 30_000;
/** Excursions are looked for reading by reading. */
const compliancePatience = 120_000;

export interface HistoryQuestion {
  readonly signals: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly buckets: number;
}

/** @param stop The answer is no longer wanted. */
export function readHistory({ signals, from, to, buckets }: HistoryQuestion, stop?: AbortSignal): Promise<History> {
  return get(`/api/v1/history?${query({ signal: signals, from, to, buckets })}`, patience, stop);
}

/** Readings as they came, the oldest first; at most `limit` of them. */
export async function readReadings(signal: string, from: number, to: number, limit: number, stop?: AbortSignal): Promise<readonly HistoryReading[]> {
  const answer = await get<{ readonly readings: readonly HistoryReading[] }>(`/api/v1/history/readings?${query({ signal, from, to, limit })}`, patience, stop);
  return answer.readings;
}

export function readCompliance(signals: readonly string[], from: number, to: number, stop?: AbortSignal): Promise<Compliance> {
  return get(`/api/v1/history/compliance?${query({ signal: signals, from, to })}`, compliancePatience, stop);
}

export async function readBoard(facility: string, area: string): Promise<AreaBoard> {
  return completeBoard(await get<AreaBoard>(`/api/v1/areas/${encodeURIComponent(facility)}/${encodeURIComponent(area)}`));
}

/** What a chart shows of the journal, newest first: the newest thousand entries of an area in a time. */
export function readEvents(facility: string, area: string, from: number, to: number, stop?: AbortSignal): Promise<Page<JournalEntry>> {
  const kinds = ['raised', 'returned', 'cleared', 'acknowledged', 'acknowledgedAgain', 'actionRecorded', 'actionVerified'] as const;
  return readJournal({ ...everything, facility, area, from, to, kinds }, null, 1_000, stop);
}

export const exportFormats = ['csv', 'xlsx', 'parquet'] as const;
export type ExportFormat = (typeof exportFormats)[number];
export const exportResolutions = ['raw', 'minute', 'hour'] as const;
export type ExportResolution = (typeof exportResolutions)[number];

export function exportPath(signals: readonly string[], from: number, to: number, format: ExportFormat, resolution: ExportResolution): string {
  return `/api/v1/history/export?${query({ signal: signals, from, to, format, resolution })}`;
}
