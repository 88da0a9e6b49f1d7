import type { AreaBoard, SignalTile, Text } from '../contract';

export interface EquipmentChoice {
  readonly equipment: string;
  readonly name: Text;
  readonly signals: readonly SignalTile[];
}

/** An area's signals by their equipment, in the order of the plan. */
export function choicesOf(board: Pick<AreaBoard, 'signals'>): readonly EquipmentChoice[] {
  const groups = new Map<string, { readonly equipment: string; readonly name: Text; readonly signals: SignalTile[] }>();
  for (const tile of board.signals) {
    const group = groups.get(tile.equipment) ?? { equipment: tile.equipment, name: tile.equipmentName, signals: [] };
    group.signals.push(tile);
    groups.set(tile.equipment, group);
  }
  return [...groups.values()];
}

/** `facility/area` of a signal. */
export const areaOf = (signal: string): string => signal.split('/').slice(0, 2).join('/');

/** What must be asked for to know the signals, each once. */
export const areasOf = (signals: readonly string[]): readonly string[] => [...new Set(signals.map(areaOf))];
