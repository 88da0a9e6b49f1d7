import { readBoard } from '../api/history';
import type { AreaBoard, SignalTile } from '../contract';
import { areaOf } from './catalogue';

/** What the signals of the areas are called, read once an area. Values on these boards are of that time and never shown. */
export class Boards {
  #boards = $state.raw<ReadonlyMap<string, AreaBoard>>(new Map());
  #failed = $state.raw<ReadonlySet<string>>(new Set());
  readonly #asked = new Set<string>();

  /** @param area `facility/area` */
  of(area: string): AreaBoard | null {
    return this.#boards.get(area) ?? null;
  }

  failed(area: string): boolean {
    return this.#failed.has(area);
  }

  tile(signal: string): SignalTile | null {
    return this.of(areaOf(signal))?.signals.find(({ address }) => address === signal) ?? null;
  }

  /** Reads an area's board unless it is known or on its way; one that failed is tried again. */
  async need(area: string): Promise<void> {
    if (this.#asked.has(area)) return;
    this.#asked.add(area);
    const [facility = '', name = ''] = area.split('/');
    try {
      const board = await readBoard(facility, name);
      // Only now: others may have come meanwhile.
      this.#boards = new Map(this.#boards).set(area, board);
      this.#failed = new Set([...this.#failed].filter((one) => one !== area));
    } catch {
      this.#asked.delete(area);
      this.#failed = new Set(this.#failed).add(area);
    }
  }
}
