import type { Alarm, AreaBoard, AreaMarks, FacilityOverview } from '../contract';

export const noMarks: AreaMarks = { rules: [], phases: [] };

/**
 * A tablet on the wall keeps this program for weeks, and the server may be set back to a version that says less. What it doesn't say of an alarm is what was
 * true before it could be said: nothing is silent, latched or owed.
 */
export function completeAlarm(alarm: Alarm): Alarm {
  if (alarm.calls !== undefined) return alarm;
  const calls = alarm.state === 'activeUnacknowledged' || alarm.state === 'returnedUnacknowledged';
  const unsaid = {
    limitUnit: alarm.unit,
    callsSince: alarm.raisedAt,
    latched: false,
    needsReset: false,
    demand: 'none' as const,
    needsAction: false,
    needsVerification: false,
    correctiveAction: null,
    silence: null,
    chattering: false,
  };
  return { ...unsaid, ...alarm, calls };
}

export function completeBoard(board: AreaBoard): AreaBoard {
  return { ...board, alarms: board.alarms.map(completeAlarm), marks: board.marks ?? noMarks };
}

export function completeOverview(facilities: readonly FacilityOverview[]): readonly FacilityOverview[] {
  return facilities.map((facility) => ({ ...facility, areas: facility.areas.map((area) => ({ ...area, silent: area.silent ?? 0 })) }));
}
