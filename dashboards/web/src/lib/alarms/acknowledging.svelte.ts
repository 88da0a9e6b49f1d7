import type { Alarm } from '../contract';

/** The alarm that somebody is taking in hand: one dialog for every page. */
class Acknowledging {
  alarm = $state.raw<Alarm | null>(null);

  ask(alarm: Alarm): void {
    this.alarm = alarm;
  }

  done(): void {
    this.alarm = null;
  }
}

export const acknowledging = new Acknowledging();
