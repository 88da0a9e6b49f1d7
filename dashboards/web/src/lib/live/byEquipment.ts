import type { SignalTile } from '../contract';

/** Tiles in the plan's order, gathered by their equipment. (`Map.groupBy` is younger than the browsers of many wall tablets.) */
export function byEquipment(tiles: readonly SignalTile[]): [equipment: string, tiles: SignalTile[]][] {
  const groups = new Map<string, SignalTile[]>();
  for (const tile of tiles) {
    const group = groups.get(tile.equipment);
    if (group === undefined) groups.set(tile.equipment, [tile]);
    else group.push(tile);
  }
  return [...groups];
}
