import type { HistoryLimit } from '../../contract';
import { mostSignals } from '../address';
import type { AlarmSpan, Mark } from '../events';
import type { Line } from '../line';
import type { UnitScale } from '../scales';

export interface SceneLine {
  readonly signal: string;
  readonly unit: string;
  /** From 1: its badge and its colour. A compared line has the number of the one that it is compared with. */
  readonly number: number;
  /** Of another time or another area: dashed. */
  readonly compared: boolean;
  readonly line: Line;
  readonly limits: readonly HistoryLimit[];
}

/** All that a chart draws beside its axes. */
export interface Scene {
  readonly lines: readonly SceneLine[];
  readonly scales: readonly UnitScale[];
  readonly spans: readonly AlarmSpan[];
  readonly marks: readonly Mark[];
}

export const emptyScene: Scene = { lines: [], scales: [], spans: [], marks: [] };

/** Where things go, in pixels of the canvas. */
export interface Plane {
  readonly ctx: CanvasRenderingContext2D;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Pixels of the canvas in one of the page. */
  readonly ratio: number;
  readonly x: (time: number) => number;
  readonly y: (value: number, unit: string) => number;
}

/** Colours of the page, as a canvas takes them. */
export interface Pens {
  readonly line: (number: number) => string;
  readonly text: string;
  readonly muted: string;
  readonly surface: string;
  readonly grid: string;
  readonly font: string;
  readonly priority: Readonly<Record<'high' | 'medium' | 'low', string>>;
}

export function pensOf(element: Element): Pens {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const text = colour('--text');
  const lines = Array.from({ length: mostSignals }, (_, index) => colour(`--line-${index + 1}`));
  return {
    line: (number) => lines[number - 1] ?? text,
    text,
    muted: colour('--muted'),
    surface: colour('--surface'),
    grid: colour('--line'),
    font: style.fontFamily,
    priority: { high: colour('--high-edge'), medium: colour('--medium-edge'), low: colour('--low-edge') },
  };
}
