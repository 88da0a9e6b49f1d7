import type { Delivery } from '../contract';

/** An attempt to tell somebody: its beginning, and its outcome once there is one. */
export interface Attempt extends Delivery {
  /** Null: its beginning isn't among the lines at hand. */
  readonly begunAt: number | null;
}

const keyOf = ({ facility, person, channel, address, step, alarms, attempt, subject }: Delivery) =>
  JSON.stringify([facility, person, channel, address, step, alarms, attempt, subject]);

/** One row for each attempt. @param lines Newest first, as the log tells them: an outcome stands before its beginning. */
export function attempts(lines: readonly Delivery[]): Attempt[] {
  const open = new Map<string, number>();
  const rows: Attempt[] = [];
  for (const line of lines) {
    const key = keyOf(line);
    const place = line.outcome === 'begun' ? open.get(key) : undefined;
    const outcome = place === undefined ? undefined : rows[place];
    if (place !== undefined && outcome !== undefined) {
      rows[place] = { ...outcome, begunAt: line.at };
      open.delete(key);
      continue;
    }
    if (line.outcome !== 'begun') open.set(key, rows.length);
    rows.push({ ...line, begunAt: line.outcome === 'begun' ? line.at : null });
  }
  return rows;
}

/** Longer than any way to a person takes: what has no outcome after this will have none. */
const longestAttempt = 60_000;

export type Outcome = Delivery['outcome'] | 'underWay';

export function outcomeOf({ outcome, at }: Attempt, serverNow: number): Outcome {
  return outcome === 'begun' && serverNow - at < longestAttempt ? 'underWay' : outcome;
}
