/** What the server sends (`/api/v1`, `/hubs/live`). Times are Unix milliseconds, UTC; a number that does not exist is null. */

export interface Text {
  readonly id: string;
  readonly en: string;
}

export type Trust = 'noData' | 'good' | 'uncertain' | 'bad' | 'stale';
export type Priority = 'low' | 'medium' | 'high';
export type Level = 'loLo' | 'lo' | 'none' | 'hi' | 'hiHi';
export type AlarmState = 'activeUnacknowledged' | 'activeAcknowledged' | 'returnedUnacknowledged' | 'normal';

export interface AreaSummary {
  readonly facility: string;
  readonly area: string;
  readonly kind: 'kitchen' | 'workshop';
  readonly name: Text;
  readonly reporting: boolean;
  readonly at: number | null;
  readonly active: number;
  readonly unacknowledged: number;
  readonly worst: Priority | null;
  readonly trusted: number;
  readonly doubtful: number;
}

export interface FacilityOverview {
  readonly id: string;
  readonly name: Text;
  readonly timeZone: string;
  readonly areas: readonly AreaSummary[];
}

export interface SignalLimit {
  readonly rule: string;
  readonly level: Level;
  readonly value: number;
  readonly priority: Priority;
  /** Holds only while another signal says so (a fryer's limits while it fries). */
  readonly gated: boolean;
}

export interface SignalTile {
  /** Dense in its area: what a delta frame carries. */
  readonly index: number;
  readonly address: string;
  readonly equipment: string;
  readonly equipmentName: Text;
  readonly signal: string;
  readonly name: Text;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly expectedSeconds: number | null;
  readonly staleAfterSeconds: number | null;
  readonly limits: readonly SignalLimit[];
  readonly value: number | null;
  readonly time: number | null;
  readonly trust: Trust;
}

export interface Alarm {
  readonly id: string;
  readonly facility: string;
  readonly area: string;
  readonly equipment: string;
  readonly equipmentName: Text;
  readonly signal: string;
  readonly signalName: Text;
  readonly unit: string;
  readonly rule: string;
  readonly kind: 'limit' | 'missingData' | 'badQuality';
  readonly state: AlarmState;
  readonly level: Level;
  readonly priority: Priority;
  readonly conditionStart: number;
  readonly raisedAt: number;
  readonly acknowledgedAt: number | null;
  readonly acknowledgedBy: string | null;
  readonly returnedAt: number | null;
  readonly clearedAt: number | null;
  readonly value: number | null;
  readonly limit: number | null;
  readonly message: Text;
  readonly consequence: Text;
  readonly action: Text;
  readonly respondWithinSeconds: number;
}

export interface AreaBoard {
  readonly facility: string;
  readonly area: string;
  readonly kind: 'kitchen' | 'workshop';
  readonly name: Text;
  readonly timeZone: string;
  readonly serverTime: number;
  readonly activation: string;
  readonly version: number;
  /** Alarm transitions are told that could not be written yet. */
  readonly recordsBehind: boolean;
  readonly signals: readonly SignalTile[];
  readonly alarms: readonly Alarm[];
}

export interface FullAreaFrame {
  readonly full: true;
  readonly board: AreaBoard;
}

/** Columns run side by side: `signals[i]` is the index whose newest state is `values[i]`, `times[i]`, `trust[i]`. */
export interface DeltaAreaFrame {
  readonly full: false;
  readonly version: number;
  readonly serverTime: number;
  readonly recordsBehind: boolean;
  readonly signals: readonly number[];
  readonly values: readonly (number | null)[];
  readonly times: readonly (number | null)[];
  readonly trust: readonly Trust[];
  readonly alarms: readonly Alarm[];
}

export type AreaFrame = FullAreaFrame | DeltaAreaFrame;

export interface AlarmFrame {
  readonly full: boolean;
  readonly serverTime: number;
  readonly alarms: readonly Alarm[];
}

export interface OverviewFrame {
  readonly serverTime: number;
  readonly facilities: readonly FacilityOverview[];
}

export interface JournalEntry {
  readonly number: number;
  readonly facility: string;
  readonly area: string;
  readonly kind: 'raised' | 'levelChanged' | 'acknowledged' | 'returned' | 'cleared';
  readonly at: number;
  readonly recordedAt: number;
  readonly by: string | null;
  readonly note: string | null;
  readonly alarm: Alarm;
}

export interface JournalPage {
  readonly entries: readonly JournalEntry[];
  /** Give it as `before` for the next, older page; null: there is none. */
  readonly next: number | null;
}

export interface HistoryBucket {
  readonly start: number;
  readonly minimum: number | null;
  readonly mean: number | null;
  readonly maximum: number | null;
  readonly count: number;
  readonly bad: number;
}

export interface History {
  readonly signal: string;
  readonly unit: string;
  readonly from: number;
  readonly to: number;
  readonly buckets: readonly HistoryBucket[];
}
