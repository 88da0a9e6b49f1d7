import type { Alarm, AlarmFrame, AreaBoard, AreaFrame, DeltaAreaFrame, SignalTile } from '../contract';
import { completeAlarm, completeBoard } from './complete';

/**
 * The board after a frame; null when the frame doesn't fit the board (a delta without a board, an older version, an unknown signal, columns of different
 * length): then only a whole board helps.
 */
export function applyAreaFrame(board: AreaBoard | null, frame: AreaFrame): AreaBoard | null {
  if (frame.full) return completeBoard(frame.board);
  if (board === null || frame.version < board.version) return null;
  const signals = applySignals(board.signals, frame);
  if (signals === null) return null;
  return {
    ...board,
    version: frame.version,
    serverTime: frame.serverTime,
    recordsBehind: frame.recordsBehind,
    signals,
    alarms: applyAlarms(board.alarms, frame.alarms),
    marks: frame.marks ?? board.marks,
  };
}

export function applyAlarmFrame(alarms: readonly Alarm[], frame: AlarmFrame): readonly Alarm[] {
  return applyAlarms(frame.full ? [] : alarms, frame.alarms);
}

/** Changed alarms replace their older selves; one that is normal again leaves. The same list comes back when nothing changed. */
function applyAlarms(alarms: readonly Alarm[], changed: readonly Alarm[]): readonly Alarm[] {
  if (changed.length === 0) return alarms;
  const byId = new Map(alarms.map((alarm) => [alarm.id, alarm]));
  for (const alarm of changed) {
    if (alarm.state === 'normal') byId.delete(alarm.id);
    else byId.set(alarm.id, completeAlarm(alarm));
  }
  return [...byId.values()];
}

function applySignals(tiles: readonly SignalTile[], frame: DeltaAreaFrame): readonly SignalTile[] | null {
  const { signals, values, times, trust } = frame;
  if (values.length !== signals.length || times.length !== signals.length || trust.length !== signals.length) return null;
  if (signals.length === 0) return tiles;
  const places = new Map(tiles.map((tile, place) => [tile.index, place]));
  const next = [...tiles];
  for (const [column, index] of signals.entries()) {
    const place = places.get(index);
    const tile = place === undefined ? undefined : next[place];
    if (place === undefined || tile === undefined) return null;
    next[place] = { ...tile, value: values[column] ?? null, time: times[column] ?? null, trust: trust[column] ?? 'noData' };
  }
  return next;
}
