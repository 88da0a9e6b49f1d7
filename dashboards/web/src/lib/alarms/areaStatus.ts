import type { AreaSummary } from '../contract';

export type AreaStatus = 'old' | 'alarm' | 'silent' | 'unacknowledged' | 'doubtful' | 'silenced' | 'safe';

/**
 * The one word over an area. Safe needs proof: with a signal that can't be trusted, with none that can, or with an alarm that is only silenced, an area isn't
 * called safe. An alarm outranks an area's silence, as it is still true while the area doesn't report.
 */
export function areaStatus(area: AreaSummary, lineIsLive: boolean): AreaStatus {
  if (!lineIsLive) return 'old';
  if (area.active > 0) return 'alarm';
  if (!area.reporting) return 'silent';
  if (area.unacknowledged > 0) return 'unacknowledged';
  if (area.doubtful > 0 || area.trusted === 0) return 'doubtful';
  return area.silent > 0 ? 'silenced' : 'safe';
}
