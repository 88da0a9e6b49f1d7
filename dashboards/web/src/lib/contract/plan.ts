import type { Level, Priority, Text } from './words';

/** The plan in force, as its file says it (`/api/v1/plan`). */
export interface PlanFile {
  readonly version: string;
  readonly yaml: string;
}

/** What another plan would have raised (`/api/v1/plan/try`). Nothing is saved. */
export interface PlanTrial {
  readonly version: string;
  readonly inForceVersion: string;
  readonly from: number;
  readonly to: number;
  /** Empty: nothing that alarms depend on differs. */
  readonly rules: readonly RuleTrial[];
  readonly total: { readonly tried: number; readonly inForce: number };
}

export type TrialHint = 'noHistory' | 'shortHistory' | 'qualityAsReceived';

export interface RuleTrial {
  readonly change: 'changed' | 'added' | 'removed';
  readonly facility: string;
  readonly area: string;
  readonly equipment: string;
  readonly equipmentName: Text;
  readonly signal: string;
  readonly signalName: Text;
  readonly unit: string;
  readonly rule: string;
  readonly message: Text;
  readonly readingsFrom: number | null;
  readonly hints: readonly TrialHint[];
  /** Null: the rule is removed. */
  readonly tried: ReplayedAlarms | null;
  /** Null: the rule is new. */
  readonly inForce: ReplayedAlarms | null;
}

export interface ReplayedAlarms {
  readonly count: number;
  readonly silent: number;
  /** The newest 200, newest first. */
  readonly alarms: readonly ReplayedAlarm[];
}

export interface ReplayedAlarm {
  readonly conditionStart: number;
  readonly raisedAt: number;
  /** Null: still active at the end. */
  readonly returnedAt: number | null;
  readonly level: Level;
  readonly priority: Priority;
  /** The value furthest out, in the unit of the limit. */
  readonly peak: number | null;
  readonly silent: boolean;
}

/** Why a plan can't be used; line 0: the file as a whole. */
export interface PlanFault {
  readonly line: number;
  readonly field: string;
  readonly what: string;
  readonly remedy: string;
}
