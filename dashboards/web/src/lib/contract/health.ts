import type { AlarmKind } from './alarm';
import type { Level, Priority, Text } from './words';

/** How well the alarms serve their people (`/api/v1/alarms/health`). Durations are seconds. */
export interface AlarmHealth {
  readonly facility: string;
  readonly area: string | null;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
  readonly acceptable: { readonly perDay: number; readonly priorities: PriorityShares };
  readonly whole: HealthFigures;
  /** Oldest first. */
  readonly weeks: readonly { readonly week: string; readonly figures: HealthFigures }[];
  /** Worst first; empty if one area was asked. */
  readonly areas: readonly { readonly area: string; readonly name: Text; readonly figures: HealthFigures }[];
}

export type PriorityShares = Readonly<Record<Priority, number>>;

export interface HealthFigures {
  readonly from: number;
  readonly to: number;
  readonly announced: number;
  readonly perDay: number;
  readonly busiestDay: { readonly day: string; readonly announced: number } | null;
  /** Counts, not shares. */
  readonly byPriority: PriorityShares;
  readonly floods: { readonly count: number; readonly seconds: number; readonly worst: readonly Flood[] };
  readonly chattering: { readonly count: number; readonly worst: readonly Chatter[] };
  readonly standing: { readonly count: number; readonly longest: readonly Standing[] };
  readonly top: readonly TopSource[];
  readonly acknowledged: { readonly count: number; readonly medianSeconds: number | null; readonly p95Seconds: number | null; readonly never: number };
  readonly silenced: { readonly shelved: Silenced; readonly suppressedByDesign: Silenced; readonly outOfService: Silenced };
}

export interface Flood {
  readonly start: number;
  /** Null: still on. */
  readonly end: number | null;
  readonly announced: number;
  /** Most in 10 minutes. */
  readonly peak: number;
}

export interface Chatter {
  readonly source: HealthSource;
  readonly episodes: number;
  /** Most raises in a minute. */
  readonly peak: number;
}

export interface Standing {
  readonly source: HealthSource;
  readonly alarm: string;
  readonly raisedAt: number;
  readonly returnedAt: number | null;
}

export interface TopSource {
  readonly source: HealthSource;
  readonly announced: number;
  readonly raised: number;
  /** 0 to 1, of all that was announced. */
  readonly share: number;
}

export interface Silenced {
  readonly count: number;
  readonly seconds: number;
}

export interface HealthSource {
  readonly area: string;
  readonly equipment: string;
  readonly equipmentName: Text;
  readonly signal: string;
  readonly signalName: Text;
  readonly rule: string;
  readonly kind: AlarmKind;
  readonly message: Text;
}

export interface HealthProposals {
  readonly from: number;
  readonly to: number;
  readonly proposals: readonly Proposal[];
}

export type ProposalOutcome = 'found' | 'nothingHelps' | 'noShortAlarms' | 'noReadings' | 'notALimit' | 'ruleGone';

export interface Proposal {
  readonly source: HealthSource;
  readonly chattering: boolean;
  readonly announced: number;
  readonly raised: number;
  readonly share: number;
  readonly outcome: ProposalOutcome;
  /** Of the deadband. */
  readonly unit: string;
  readonly respondWithinSeconds: number | null;
  readonly readingsFrom: number | null;
  readonly inForce: RuleSettings | null;
  readonly proposed: RuleSettings | null;
  readonly effect: { readonly alarms: number; readonly alarmsThen: number; readonly longer: number; readonly latestSeconds: number } | null;
}

export interface RuleSettings {
  readonly deadband: number;
  readonly offDelaySeconds: number;
  readonly limits: readonly { readonly level: Level; readonly limit: number; readonly onDelaySeconds: number; readonly priority: Priority }[];
}
