import type { SignalTile, Trust } from '../contract';

/** The server sends a frame at least every 2 s: after this much silence nothing on the screen may look live. */
export const silenceLimit = 6_000;

/** What a tile may claim: the server's trust, or `old` when the line to the server is not live. */
export type Claim = Trust | 'old';

export function isFresh(connected: boolean, silence: number | null): boolean {
  return connected && silence !== null && silence < silenceLimit;
}

/**
 * The trust that may be shown now. A good value also becomes stale by the browser's own clock, should the server forget to say so;
 * the browser never makes a value better than the server said.
 */
export function claimOf(tile: SignalTile, lineIsLive: boolean, serverNow: number): Claim {
  if (tile.trust === 'noData' || tile.time === null) return 'noData';
  if (!lineIsLive) return 'old';
  const believed = tile.trust === 'good' || tile.trust === 'uncertain';
  if (believed && tile.staleAfterSeconds !== null && serverNow - tile.time > tile.staleAfterSeconds * 1_000) return 'stale';
  return tile.trust;
}

export type LineState = 'connecting' | 'live' | 'reconnecting' | 'lost';

/** @param silence Milliseconds since the last frame; null: none has ever come. */
export function lineState(connected: boolean, silence: number | null): LineState {
  if (silence === null) return 'connecting';
  if (silence >= silenceLimit) return 'lost';
  return connected ? 'live' : 'reconnecting';
}
