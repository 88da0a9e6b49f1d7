import { readHistory, readReadings, type HistoryQuestion } from '../api/history';
import type { History } from '../contract';
import { lineOfBuckets, lineOfReadings, type Line } from './line';

/** So few readings in all are read one by one. */
const fewReadings = 6_000;

export interface Past {
  readonly history: History;
  /** In the order of `history.series`. */
  readonly lines: readonly Line[];
  /** Each point is a reading as it came. */
  readonly exact: boolean;
}

/** The past in buckets; where few readings lie in it, the readings themselves. */
export async function readPast(question: HistoryQuestion, stop: AbortSignal): Promise<Past> {
  const history = await readHistory(question, stop);
  const counted = sum(history.series.map(({ buckets }) => sum(buckets.count) + sum(buckets.bad)));
  const few = counted > 0 && counted <= fewReadings;
  const exact = few ? await readExact(history, stop) : null;
  return { history, lines: exact ?? history.series.map((series) => lineOfBuckets(history, series)), exact: exact !== null };
}

/** Null: there is more than was counted (roll-ups don't know of what comes now), so that buckets tell more. */
async function readExact({ from, to, series }: History, stop: AbortSignal): Promise<readonly Line[] | null> {
  const readings = await Promise.all(series.map(({ signal }) => readReadings(signal, from, to, fewReadings, stop)));
  return readings.some(({ length }) => length >= fewReadings) ? null : series.map((one, index) => lineOfReadings(from, one, readings[index] ?? []));
}

const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
