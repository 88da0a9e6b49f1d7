import type { Alarm } from '../contract';
import { aligned } from './compare';
import type { Scene, SceneLine } from './draw/scene';
import { marksOf, spansOf } from './events';
import type { Events } from './model.svelte';
import type { Past } from './read';
import { scalesOf } from './scales';
import type { Span } from './span';

export interface Shown {
  readonly signals: readonly string[];
  readonly counterparts: readonly (string | null)[];
  readonly shift: number;
  readonly range: Span;
  readonly main: Past | null;
  readonly other: Past | null;
  readonly events: Events | null;
  /** Every alarm that isn't over. */
  readonly open: readonly Alarm[];
}

/** What is drawn, from what has come so far; a signal that is no longer chosen isn't in it. */
export function sceneOf({ signals, counterparts, shift, range, main, other, events, open }: Shown): Scene {
  const lines = [...linesOf(main, signals, 0, false), ...linesOf(other, counterparts, shift, true)];
  const entries = events?.entries ?? [];
  return { lines, scales: scalesOf(lines), spans: spansOf(entries, open, signals, range), marks: marksOf(entries, signals) };
}

function linesOf(past: Past | null, signals: readonly (string | null)[], shift: number, compared: boolean): readonly SceneLine[] {
  return signals.flatMap((signal, index) => {
    const place = past?.history.series.findIndex((series) => series.signal === signal) ?? -1;
    const [series, line] = [past?.history.series[place], past?.lines[place]];
    if (series === undefined || line === undefined) return [];
    return [{ signal: series.signal, unit: series.unit, number: index + 1, compared, line: aligned(line, shift), limits: compared || series.unit === 'state' ? [] : series.limits }];
  });
}
