import uPlot from 'uplot';
import type { LanguageCode } from '../texts/language.svelte';
import type { Pens } from './draw/scene';
import type { UnitScale } from './scales';
import type { Span } from './span';
import { ticksOf, type Offset } from './timeAxis';
import { tickName } from './zone';

export interface FrameOptions {
  readonly width: number;
  readonly height: number;
  readonly view: Span;
  readonly scales: readonly UnitScale[];
  readonly pens: Pens;
  readonly timeZone: string;
  readonly offset: Offset;
  readonly code: LanguageCode;
  readonly unitName: (unit: string) => string;
  readonly valueName: (value: number, unit: string) => string;
  /** More axes than these leave no room for the lines on a phone. */
  readonly mostAxes: number;
  readonly ondraw: (chart: uPlot) => void;
  /** The time under the cursor; null: it isn't on the chart. */
  readonly oncursor: (time: number | null) => void;
  /** It has been drawn for the first time. */
  readonly onready: (chart: uPlot) => void;
  readonly onbrush: (span: Span) => void;
  readonly onreset: () => void;
}

/** A brush shorter than this was a click. */
const shortestBrush = 8;

/** The chart's axes, cursor and brush. What is inside is drawn by `ondraw`, so that thousands of points a line cost what a screen has pixels. */
export function makeFrame(options: FrameOptions, host: HTMLElement): uPlot {
  const { width, height, view, scales, onbrush, oncursor, onready, onreset, ondraw } = options;
  const bounds = Object.fromEntries(scales.map(({ unit, min, max }) => [unit, [min, max] as [number, number]]));
  return new uPlot(
    {
      width,
      height,
      ms: 1,
      padding: [12, 12, 0, 8],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false },
        bind: {
          // The rest of the buttons and keys drag what is seen.
          mousedown: (_, __, handle) => (event) => (event.button === 0 && !event.shiftKey ? handle(event) : null),
          dblclick: () => () => (onreset(), null),
        },
      },
      scales: { x: { time: true, min: view.from, max: view.to }, ...Object.fromEntries(scales.map(({ unit }) => [unit, { auto: false, range: () => bounds[unit] ?? [0, 1] }])) },
      axes: axesOf(options),
      series: [{}, ...scales.map(({ unit }) => ({ scale: unit, auto: false, paths: () => null, points: { show: false } }))],
      hooks: {
        draw: [ondraw],
        ready: [onready],
        setCursor: [(chart) => oncursor((chart.cursor.left ?? -1) < 0 ? null : chart.posToVal(chart.cursor.left as number, 'x'))],
        setSelect: [
          (chart) => {
            const { left, width: chosen } = chart.select;
            if (chosen === 0) return;
            chart.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
            if (chosen >= shortestBrush) onbrush({ from: chart.posToVal(left, 'x'), to: chart.posToVal(left + chosen, 'x') });
          },
        ],
      },
    },
    // Every line has its own points: the frame needs none.
    [[view.from, view.to], ...scales.map(() => [null, null])],
    host,
  );
}

function axesOf({ scales, pens, timeZone, offset, code, unitName, valueName, mostAxes }: FrameOptions): uPlot.Axis[] {
  const base: uPlot.Axis = { stroke: pens.text, grid: { stroke: pens.grid, width: 1 }, ticks: { stroke: pens.grid, width: 1, size: 5 }, font: `13px ${pens.font}` };
  let step = 1;
  const time: uPlot.Axis = {
    ...base,
    size: 34,
    splits: (chart, _, from, to) => {
      const ticks = ticksOf({ from, to }, Math.max(2, Math.floor(chart.bbox.width / devicePixelRatio / 90)), offset);
      step = ticks.step;
      return [...ticks.times];
    },
    values: (_, splits) => splits.map((at) => tickName(at, step, timeZone, offset, code)),
  };
  const sides = scales.slice(0, mostAxes).map(
    ({ unit }, index): uPlot.Axis => ({
      ...base,
      scale: unit,
      side: index % 2 === 0 ? 3 : 1,
      size: 52,
      // One grid is enough to read by; several cross each other.
      grid: index === 0 ? base.grid : { show: false },
      label: unitName(unit),
      labelSize: 18,
      labelGap: 0,
      labelFont: `700 13px ${pens.font}`,
      splits: unit === 'state' ? () => [0, 1] : undefined,
      values: (_, splits) => splits.map((value) => valueName(value, unit)),
    }),
  );
  return [time, ...sides];
}

/** Moves a chart to what is seen; it draws itself once. */
export function showView(chart: uPlot, view: Span): void {
  chart.setScale('x', { min: view.from, max: view.to });
}

/** New scales for the same units. */
export function showScales(chart: uPlot, scales: readonly UnitScale[]): void {
  chart.batch(() => {
    for (const { unit, min, max } of scales) chart.setScale(unit, { min, max });
  });
}
