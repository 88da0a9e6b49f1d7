import type { Alarm } from '../contract';
import type { Choice } from './nextStep';

/** What somebody is doing to an alarm: one dialog for every page. `more` offers what can be done beside the next step. */
export interface Asked {
  readonly act: Choice | 'more';
  readonly alarm: Alarm;
}

class Acts {
  asked = $state.raw<Asked | null>(null);

  ask(act: Asked['act'], alarm: Alarm): void {
    this.asked = { act, alarm };
  }

  done(): void {
    this.asked = null;
  }
}

export const acts = new Acts();
