import type { Alarm, AlarmFrame, AreaBoard, AreaFrame, FacilityOverview, OverviewFrame } from '../contract';
import { completeOverview } from './complete';
import { applyAlarmFrame, applyAreaFrame } from './frames';
import { line } from './line.svelte';
import type { LiveStream } from './stream.svelte';

/** One area's board, for as long as somebody looks at it. */
export class AreaStore {
  board = $state.raw<AreaBoard | null>(null);
  readonly #stream: LiveStream;

  constructor(facility: string, area: string) {
    this.#stream = line.connection.watch<AreaFrame>('WatchArea', [facility, area], (frame) => this.#apply(frame));
  }

  get live(): boolean {
    return line.isLive(this.#stream);
  }

  get refused(): boolean {
    return this.#stream.refused;
  }

  close(): void {
    line.connection.unwatch(this.#stream);
  }

  #apply(frame: AreaFrame): void {
    line.observe(frame.full ? frame.board.serverTime : frame.serverTime);
    const next = applyAreaFrame(this.board, frame);
    if (next === null) this.#stream.renew();
    else this.board = next;
  }
}

/** Every alarm that isn't over, of every facility. Followed on every page, so that none is missed. */
class AlarmStore {
  alarms = $state.raw<readonly Alarm[]>([]);
  readonly #stream = line.connection.watch<AlarmFrame>('WatchAlarms', [null], (frame) => {
    line.observe(frame.serverTime);
    this.alarms = applyAlarmFrame(this.alarms, frame);
    this.known = true;
  });
  /** False until the first frame: an empty list then means "not known", not "none". */
  known = $state(false);

  get live(): boolean {
    return line.isLive(this.#stream);
  }
}

class OverviewStore {
  facilities = $state.raw<readonly FacilityOverview[]>([]);
  readonly #stream = line.connection.watch<OverviewFrame>('WatchOverview', [], (frame) => {
    line.observe(frame.serverTime);
    this.facilities = completeOverview(frame.facilities);
  });

  get live(): boolean {
    return line.isLive(this.#stream);
  }

  get known(): boolean {
    return this.#stream.lastFrame !== null;
  }

  facility(id: string): FacilityOverview | undefined {
    return this.facilities.find((facility) => facility.id === id);
  }

  /** The clock on the wall of a facility; UTC as long as the facility isn't known. */
  timeZone(facility: string): string {
    return this.facility(facility)?.timeZone ?? 'UTC';
  }
}

export const alarmStore = new AlarmStore();
export const overviewStore = new OverviewStore();
