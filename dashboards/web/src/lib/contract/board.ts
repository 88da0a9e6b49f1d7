import type { Alarm, Silence } from './alarm';
import type { AreaKind, Level, Priority, Text, Trust } from './words';

export interface AreaSummary {
  readonly facility: string;
  readonly area: string;
  readonly kind: AreaKind;
  readonly name: Text;
  readonly reporting: boolean;
  readonly at: number | null;
  /** Without the silent ones. */
  readonly active: number;
  /** Alarms that call: unacknowledged and not silent. */
  readonly unacknowledged: number;
  readonly worst: Priority | null;
  readonly trusted: number;
  readonly doubtful: number;
  /** Active alarms that are silent. */
  readonly silent: number;
}

export interface FacilityOverview {
  readonly id: string;
  readonly name: Text;
  readonly timeZone: string;
  readonly areas: readonly AreaSummary[];
}

/** One of some phases, or a signal's being on. */
export interface LimitGate {
  readonly phases: readonly Phase[];
  /** Null: phases decide. */
  readonly signal: Text | null;
}

export interface SignalLimit {
  readonly rule: string;
  readonly level: Level;
  readonly value: number;
  readonly priority: Priority;
  /** Holds only while another signal or a phase says so (a fryer's limits while it fries). */
  readonly gated: boolean;
  /** While what, as far as it is its own equipment's; null or left out: that isn't said. */
  readonly while?: LimitGate | null;
  /** Of what the rule compares with its limit, where that isn't the value itself (a rate, a duration, a difference); null or left out: it is the value. */
  readonly measuredUnit?: string | null;
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

export type Phase = 'unknown' | 'heating' | 'idle' | 'frying' | 'cooling' | 'open' | 'closed';

/** A rule that isn't plainly in service. */
export interface RuleMark {
  /** Index of the signal; -1: it belongs to the equipment or the area as a whole. */
  readonly signal: number;
  readonly equipment: string;
  readonly rule: string;
  /** It can't be evaluated now. */
  readonly blind: boolean;
  /** Its `while` says that it doesn't hold now. */
  readonly inapplicable: boolean;
  readonly silence: Silence | null;
}

export interface EquipmentPhase {
  /** Empty: the area itself. */
  readonly equipment: string;
  readonly phase: Phase;
  readonly since: number;
  /** Null: recognised, not set by hand. */
  readonly setBy: string | null;
  readonly setUntil: number | null;
}

export interface AreaMarks {
  readonly rules: readonly RuleMark[];
  readonly phases: readonly EquipmentPhase[];
}

export interface AreaBoard {
  readonly facility: string;
  readonly area: string;
  readonly kind: AreaKind;
  readonly name: Text;
  readonly timeZone: string;
  readonly serverTime: number;
  readonly activation: string;
  readonly version: number;
  /** Alarm transitions are told that could not be written yet. */
  readonly recordsBehind: boolean;
  readonly signals: readonly SignalTile[];
  readonly alarms: readonly Alarm[];
  readonly marks: AreaMarks;
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
  /** Null or left out: unchanged. */
  readonly marks?: AreaMarks | null;
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
