import type { Disposition } from './alarm';
import type { Level, Priority } from './words';

/** Side by side: bucket `i` begins at `from + i * width`. A bucket without a good reading has count 0 and no figures. */
export interface BucketColumns {
  readonly minimum: readonly (number | null)[];
  readonly mean: readonly (number | null)[];
  readonly maximum: readonly (number | null)[];
  readonly count: readonly number[];
  readonly bad: readonly number[];
}

export interface HistoryLimit {
  readonly rule: string;
  readonly level: Level;
  readonly value: number;
  readonly priority: Priority;
  /** False: the rule holds only in some phase. */
  readonly always: boolean;
}

export interface HistoryReading {
  readonly time: number;
  /** Null: the device sent no number. */
  readonly value: number | null;
  readonly quality: 'good' | 'uncertain' | 'bad';
}

export interface HistorySeries {
  readonly signal: string;
  readonly unit: string;
  /** Silence longer than this, in milliseconds, is a gap; null: the signal has no interval. */
  readonly gapAfter: number | null;
  /** The newest reading before `from`. */
  readonly before: HistoryReading | null;
  readonly limits: readonly HistoryLimit[];
  readonly buckets: BucketColumns;
}

/** From and to may be wider than asked: whole minutes or hours, where roll-ups answer. */
export interface History {
  readonly from: number;
  readonly to: number;
  readonly width: number;
  readonly series: readonly HistorySeries[];
}

export interface ExcursionAlarm {
  readonly id: string;
  readonly rule: string;
  readonly priority: Priority;
  readonly raisedAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly action: {
    readonly by: string;
    readonly cause: string;
    readonly taken: string;
    readonly product: Disposition;
    readonly verifiedBy: string | null;
  } | null;
}

export interface Excursion {
  readonly from: number;
  readonly to: number;
  /** Of good data outside: less than from to to, if there was a gap. */
  readonly outside: number;
  readonly level: Level;
  readonly peak: number | null;
  /** False: known to the minute, because the readings have been deleted. */
  readonly exact: boolean;
  readonly alarms: readonly ExcursionAlarm[];
}

/** A rule that holds only at times: while frying, say. Durations are milliseconds. */
export interface HeldRule {
  readonly rule: string;
  /** Covered by good data while it held. */
  readonly good: number;
  readonly outside: number;
  /** 0 to 1; null: it never held. */
  readonly share: number | null;
  readonly excursions: number;
  readonly longest: { readonly from: number; readonly to: number; readonly outside: number; readonly peak: number | null } | null;
}

/** Durations are milliseconds. */
export interface SignalCompliance {
  readonly signal: string;
  readonly unit: string;
  /** Covered by good data. */
  readonly good: number;
  readonly inside: number;
  /** At or beyond each limit: beyond HiHi is beyond Hi too. */
  readonly outside: Readonly<Record<'loLo' | 'lo' | 'hi' | 'hiHi' | 'total', number>>;
  /** 0 to 1; null: no good data, or no limit that always holds. */
  readonly share: number | null;
  readonly limits: readonly HistoryLimit[];
  readonly excursions: readonly Excursion[];
  /** Index of the longest excursion. */
  readonly longest: number | null;
  /** Only the longest excursions are told. */
  readonly more: boolean;
  /** Empty: no rule holds only at times, or the range is longer than 31 days. */
  readonly held: readonly HeldRule[];
}

export interface Compliance {
  readonly from: number;
  readonly to: number;
  readonly signals: readonly SignalCompliance[];
}
