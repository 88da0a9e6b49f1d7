import type { Phase } from '../contract';

const phases: readonly Phase[] = ['unknown', 'heating', 'idle', 'frying', 'cooling', 'open', 'closed'];

/** A note about a phase begins with the phase in English ("Frying: new oil"): it is told in the screen's language, the person's own words stay. */
export function readPhaseNote(note: string): { readonly phase: Phase | null; readonly words: string } {
  const [head = '', ...rest] = note.split(': ');
  const phase = phases.find((word) => word === head.toLowerCase());
  return phase === undefined ? { phase: null, words: note } : { phase, words: rest.join(': ') };
}
