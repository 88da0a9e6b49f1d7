import { readCompliance, readEvents, readHistory, type HistoryQuestion } from '../api/history';
import type { JournalEntry } from '../contract';
import { type Comparison, type HistoryState, mostSignals, parseState } from './address';
import { Boards } from './boards.svelte';
import { areasOf } from './catalogue';
import { counterpart, otherSpan, shiftOf } from './compare';
import { lineOfBuckets } from './line';
import { Loader } from './loader.svelte';
import { readPast } from './read';
import { around, bucketRange, day, sameSpan, type Span } from './span';

/** A strip of some hundred pixels has no room for more. */
const stripBuckets = 400;

interface EventsQuestion extends Span {
  readonly areas: readonly string[];
}

export interface Events {
  readonly entries: readonly JournalEntry[];
  /** There are older entries that aren't read. */
  readonly more: boolean;
}

/** What the page shows, and what it asks for it. */
export class HistoryModel {
  state: HistoryState = $state.raw<HistoryState>() as HistoryState;
  /** Width of the chart, in pixels. */
  columns = $state(0);

  readonly boards = new Boards();
  readonly main = new Loader(readPast);
  readonly other = new Loader(readPast);
  readonly strip = new Loader(async (question: HistoryQuestion, stop: AbortSignal) => {
    const history = await readHistory(question, stop);
    return { history, lines: history.series.map((series) => lineOfBuckets(history, series)) };
  });
  readonly compliance = new Loader(({ signals, from, to }: Span & { readonly signals: readonly string[] }, stop: AbortSignal) => readCompliance(signals, from, to, stop));
  readonly events = new Loader(readAllEvents);

  // Each by itself: while one pans, only the view is new, and what doesn't depend on it isn't worked out again.
  readonly signals = $derived(this.state.signals);
  readonly range = $derived(this.state.range);
  readonly view = $derived(this.state.view);
  readonly comparison = $derived(this.state.comparison);
  readonly shift = $derived(shiftOf(this.comparison, this.range));
  /** Of each signal, what it is compared with in the other area; null: nothing there is the same. */
  readonly counterparts = $derived(this.#counterparts());

  readonly #mayReview: (signals: readonly string[]) => boolean;

  /** @param mayReview Whether compliance may be asked for; who only sees an area isn't shown it. */
  constructor(search: string, now: number, mayReview: (signals: readonly string[]) => boolean = () => true) {
    this.state = parseState(search, now);
    this.#mayReview = mayReview;
  }

  get reviewed(): boolean {
    return this.#mayReview(this.signals);
  }

  /** To be called in an effect: asks for what the state and the width want. */
  ask(): void {
    const { signals, view, range, comparison } = this;
    if (this.columns === 0 && signals.length > 0) return;
    const some = signals.length > 0;
    const most = Math.min(2_000, Math.max(300, this.columns));
    this.main.ask(some ? { signals, ...bucketRange(view, most) } : null);
    this.strip.ask(some ? { signals, ...bucketRange(range, stripBuckets) } : null);
    this.compliance.ask(some && this.reviewed ? { signals, ...range } : null);
    // An alarm of the day before may still have been active.
    this.events.ask(some ? { areas: areasOf(signals), from: Math.max(0, range.from - day), to: range.to } : null);
    const others = comparison.kind === 'none' ? [] : this.counterparts.filter((signal) => signal !== null);
    this.other.ask(some && others.length > 0 ? { signals: [...new Set(others)], ...bucketRange(otherSpan(view, this.shift), most) } : null);
    for (const area of areasOf(signals)) void this.boards.need(area);
    if (comparison.kind === 'area') void this.boards.need(`${comparison.facility}/${comparison.area}`);
  }

  close(): void {
    for (const loader of [this.main, this.other, this.strip, this.compliance, this.events]) loader.close();
  }

  setView(view: Span): void {
    if (!sameSpan(view, this.state.view)) this.#move(around(view, this.state.range), view);
  }

  setRange(range: Span): void {
    this.#move(range, range);
  }

  reset(): void {
    this.setView(this.state.range);
  }

  setSignals(signals: readonly string[]): void {
    this.state = { ...this.state, signals: signals.slice(0, mostSignals) };
  }

  setComparison(comparison: Comparison): void {
    this.state = { ...this.state, comparison };
  }

  /** Another time that is compared goes along: it stays as far away as it was. */
  #move(range: Span, view: Span): void {
    const { comparison } = this.state;
    const from = comparison.kind === 'from' ? Math.max(0, comparison.from + range.from - this.state.range.from) : 0;
    this.state = { ...this.state, range, view, comparison: comparison.kind === 'from' ? { kind: 'from', from } : comparison };
  }

  #counterparts(): readonly (string | null)[] {
    const { signals, comparison } = this;
    if (comparison.kind !== 'area') return signals;
    const others = this.boards.of(`${comparison.facility}/${comparison.area}`)?.signals ?? [];
    return signals.map((signal) => counterpart(signal, this.boards.tile(signal)?.unit ?? '', others));
  }
}

async function readAllEvents({ areas, from, to }: EventsQuestion, stop: AbortSignal): Promise<Events> {
  const pages = await Promise.all(areas.map((area) => readEvents(...(area.split('/') as [string, string]), from, to, stop)));
  return { entries: pages.flatMap((page) => page.entries).sort((a, b) => b.at - a.at || b.number - a.number), more: pages.some(({ next }) => next !== null) };
}
