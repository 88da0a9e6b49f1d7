import type { AreaBoard, AreaMarks, EquipmentPhase, RuleMark, Silence, SignalTile } from '../contract';

/** What a tile or an equipment says beside its value: the worst of what its rules say. */
export interface Marks {
  readonly outOfService: Silence | null;
  /** Another silence of a rule: shelved or suppressed by design. */
  readonly silence: Silence | null;
  readonly blind: boolean;
  /** A rule of it does not hold now, by the plan. */
  readonly inapplicable: boolean;
  readonly rules: readonly RuleMark[];
}

export function marksOf(rules: readonly RuleMark[]): Marks {
  const silences = rules.map(({ silence }) => silence).filter((silence) => silence !== null);
  return {
    outOfService: silences.find(({ kind }) => kind === 'outOfService') ?? null,
    silence: silences.find(({ kind }) => kind !== 'outOfService') ?? null,
    blind: rules.some(({ blind }) => blind),
    inapplicable: rules.some(({ inapplicable }) => inapplicable),
    rules,
  };
}

export function signalMarks({ rules }: AreaMarks, index: number): Marks {
  return marksOf(rules.filter(({ signal }) => signal === index));
}

/** @param equipment Empty: the area itself. */
export function phaseOf({ phases }: AreaMarks, equipment: string): EquipmentPhase | null {
  return phases.find((phase) => phase.equipment === equipment) ?? null;
}

/** How much equipment has something out of service, each counted once. */
export function outOfServiceCount({ rules }: AreaMarks): number {
  return new Set(rules.filter(({ silence }) => silence?.kind === 'outOfService').map(({ equipment }) => equipment)).size;
}

/** What was probably taken out of service, seen from one of its signals: the whole equipment, if its other signals are out too. */
export function outOfServiceScope({ signals, marks }: AreaBoard, tile: SignalTile): 'equipment' | 'signal' {
  const others = signals.filter(({ equipment, index }) => equipment === tile.equipment && index !== tile.index);
  return others.every(({ index }) => signalMarks(marks, index).outOfService !== null) ? 'equipment' : 'signal';
}
