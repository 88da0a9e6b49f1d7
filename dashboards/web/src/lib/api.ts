import type { Alarm, History, JournalPage } from './contract';

/** Nobody waits longer than this in front of a wall tablet. */
const timeout = 10_000;

export type AcknowledgeResult =
  | { readonly kind: 'done'; readonly alarm: Alarm }
  | { readonly kind: 'somebodyWasFirst'; readonly by: string; readonly at: number | null }
  | { readonly kind: 'over' }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unreachable' };

interface Problem {
  readonly title?: string;
  readonly detail?: string;
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: number;
}

export async function acknowledge(alarm: string, by: string, note: string): Promise<AcknowledgeResult> {
  let response: Response;
  try {
    response = await fetch(`/api/v1/alarms/${encodeURIComponent(alarm)}/acknowledge`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(note === '' ? { by } : { by, note }),
      signal: AbortSignal.timeout(timeout),
    });
    if (response.ok) return { kind: 'done', alarm: (await response.json()) as Alarm };
  } catch {
    return { kind: 'unreachable' };
  }
  const problem = await readProblem(response);
  if (response.status === 404) return { kind: 'over' };
  if (response.status === 409) {
    return { kind: 'somebodyWasFirst', by: problem.acknowledgedBy ?? '?', at: problem.acknowledgedAt ?? null };
  }
  return { kind: 'refused', why: problem.detail ?? problem.title ?? String(response.status) };
}

export function readJournal(before: number | null): Promise<JournalPage> {
  const query = new URLSearchParams({ limit: '50' });
  if (before !== null) query.set('before', String(before));
  return get<JournalPage>(`/api/v1/alarms/journal?${query}`);
}

export function readHistory(signal: string, from: number, to: number, buckets: number): Promise<History> {
  const query = new URLSearchParams({ signal, from: String(from), to: String(to), buckets: String(buckets) });
  return get<History>(`/api/v1/history?${query}`);
}

async function get<T>(address: string): Promise<T> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`${response.status} ${(await readProblem(response)).title ?? ''}`);
  return (await response.json()) as T;
}

/** An error page of a proxy is no problem document: then only the status is known. */
async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}
