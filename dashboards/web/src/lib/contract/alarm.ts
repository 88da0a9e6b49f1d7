import type { Level, Priority, Text } from './words';

export type AlarmKind = 'limit' | 'missingData' | 'badQuality' | 'rateOfChange' | 'implausible' | 'overdue' | 'communicationLost' | 'note';
export type AlarmState = 'normal' | 'activeUnacknowledged' | 'activeAcknowledged' | 'returnedUnacknowledged' | 'returnedAcknowledged';
export type Demand = 'none' | 'required' | 'requiredAndVerified';
export type Disposition = 'noneAffected' | 'kept' | 'held' | 'reworked' | 'discarded';

export interface CorrectiveAction {
  readonly cause: string;
  readonly taken: string;
  readonly product: Disposition;
  readonly by: string;
  readonly at: number;
  readonly verifiedBy: string | null;
  readonly verifiedAt: number | null;
}

export type SilenceKind = 'suppressedByDesign' | 'shelved' | 'shelvedOnce' | 'outOfService';

export interface Silence {
  readonly kind: SilenceKind;
  /** `plan` for what logic decides. */
  readonly by: string;
  readonly why: string;
  readonly since: number;
  /** Null: until somebody, or the logic, ends it. */
  readonly until: number | null;
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
  readonly kind: AlarmKind;
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
  /** Of value and limit; a rule that measures a rate has another unit than its signal. */
  readonly limitUnit: string;
  readonly message: Text;
  readonly consequence: Text;
  readonly action: Text;
  readonly respondWithinSeconds: number;
  /** When it last began to ask for a person; null: it has been silent all the time. */
  readonly callsSince: number | null;
  /** Unacknowledged and not silent. */
  readonly calls: boolean;
  readonly latched: boolean;
  readonly needsReset: boolean;
  readonly demand: Demand;
  readonly needsAction: boolean;
  readonly needsVerification: boolean;
  readonly correctiveAction: CorrectiveAction | null;
  readonly silence: Silence | null;
  readonly chattering: boolean;
}
