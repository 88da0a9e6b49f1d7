import type { AreaBoard, AreaSummary, Priority } from '../contract';
import { claimOf } from '../live/freshness';
import { isActive, worstFirst } from './order';

/** The summary that the overview shows, of a board at hand and by this browser's clock. */
export function summarise(board: AreaBoard, serverNow: number): AreaSummary {
  const all = board.alarms.filter(isActive);
  const active = all.filter(({ silence }) => silence === null);
  const claims = board.signals.map((tile) => claimOf(tile, true, serverNow));
  const trusted = claims.filter((claim) => claim === 'good').length;
  const worst: Priority | null = worstFirst(active)[0]?.priority ?? null;
  const times = board.signals.map(({ time }) => time).filter((time) => time !== null);
  return {
    facility: board.facility,
    area: board.area,
    kind: board.kind,
    name: board.name,
    reporting: claims.some((claim) => claim !== 'stale' && claim !== 'noData'),
    at: times.length === 0 ? null : Math.max(...times),
    active: active.length,
    unacknowledged: board.alarms.filter(({ calls }) => calls).length,
    worst,
    trusted,
    doubtful: claims.length - trusted,
    silent: all.length - active.length,
  };
}
