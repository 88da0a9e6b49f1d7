import { describe, expect, it } from 'vitest';
import type { RuleMark } from '../contract';
import { outOfServiceCount, outOfServiceScope, phaseOf, signalMarks } from './marks';
import { someBoard, someSilence, someTile } from './sample';

const mark = (signal: number, changes: Partial<RuleMark> = {}): RuleMark => ({
  signal, equipment: 'fryer-1', rule: 'frying', blind: false, inapplicable: false, silence: null, ...changes,
});
const out = { ...someSilence, kind: 'outOfService' as const };

describe('the marks of a signal', () => {
  it('are those of its own rules, maintenance before other silences', () => {
    const marks = { rules: [mark(0, { silence: someSilence }), mark(0, { rule: 'fire', silence: out, blind: true }), mark(1, { inapplicable: true })], phases: [] };
    expect(signalMarks(marks, 0)).toMatchObject({ outOfService: out, silence: someSilence, blind: true, inapplicable: false });
    expect(signalMarks(marks, 1)).toMatchObject({ outOfService: null, silence: null, blind: false, inapplicable: true });
    expect(signalMarks(marks, 2).rules).toEqual([]);
  });
});

describe('an equipment', () => {
  const signals = [someTile(), someTile({ index: 1, signal: 'basket' })];

  it('is out of service once, however many of its rules are', () => {
    expect(outOfServiceCount({ rules: [mark(0, { silence: out }), mark(1, { silence: out }), mark(2, { equipment: 'fridge', silence: someSilence })], phases: [] })).toBe(1);
  });

  it('is out as a whole when its other signals are too', () => {
    const [tile] = signals;
    if (tile === undefined) throw new Error('no tile');
    const board = (rules: RuleMark[]) => someBoard({ signals, marks: { rules, phases: [] } });
    expect(outOfServiceScope(board([mark(0, { silence: out }), mark(1, { silence: out })]), tile)).toBe('equipment');
    expect(outOfServiceScope(board([mark(0, { silence: out })]), tile)).toBe('signal');
  });

  it('has its own phase, the area has the nameless one', () => {
    const phases = [
      { equipment: '', phase: 'open' as const, since: 1, setBy: null, setUntil: null },
      { equipment: 'fryer-1', phase: 'frying' as const, since: 1, setBy: null, setUntil: null },
    ];
    expect(phaseOf({ rules: [], phases }, 'fryer-1')?.phase).toBe('frying');
    expect(phaseOf({ rules: [], phases }, '')?.phase).toBe('open');
    expect(phaseOf({ rules: [], phases }, 'oil')).toBeNull();
  });
});
