import { everything, type JournalFilter } from '../api/records';
import { edgeKinds, type AlarmState, type Priority } from '../contract';

export const states: readonly AlarmState[] = ['activeUnacknowledged', 'activeAcknowledged', 'returnedUnacknowledged', 'returnedAcknowledged', 'normal'];
export const priorities: readonly Priority[] = ['high', 'medium', 'low'];

/** The filter that an address asks for. What it doesn't understand isn't asked: a link of another version still opens. */
export function filterOf(search: string): JournalFilter {
  const asked = new URLSearchParams(search);
  const some = <T extends string>(name: string, known: readonly T[]) => known.filter((word) => asked.getAll(name).includes(word));
  const time = (name: string) => {
    const text = asked.get(name);
    return text !== null && /^\d+$/.test(text) ? Number(text) : null;
  };
  const facility = asked.get('facility');
  return {
    facility,
    area: facility === null ? null : asked.get('area'),
    alarm: asked.get('alarm'),
    from: time('from'),
    to: time('to'),
    states: some('state', states),
    priorities: some('priority', priorities),
    kinds: some('kind', edgeKinds),
    text: asked.get('text') ?? '',
  };
}

/** The address of a filter, with its question mark; empty: nothing is filtered. */
export function searchOf(filter: JournalFilter): string {
  const asked = new URLSearchParams();
  for (const name of ['facility', 'area', 'alarm', 'from', 'to'] as const) {
    const value = filter[name];
    if (value !== null) asked.set(name, String(value));
  }
  for (const word of filter.states) asked.append('state', word);
  for (const word of filter.priorities) asked.append('priority', word);
  for (const word of filter.kinds) asked.append('kind', word);
  if (filter.text.trim() !== '') asked.set('text', filter.text.trim());
  return asked.size === 0 ? '' : `?${asked}`;
}

/** How many of its parts are in use. */
export function inUse(filter: JournalFilter): number {
  const used = [
    filter.facility !== null,
    filter.alarm !== null,
    filter.from !== null || filter.to !== null,
    filter.states.length > 0,
    filter.priorities.length > 0,
    filter.kinds.length > 0,
    filter.text.trim() !== '',
  ];
  return used.filter(Boolean).length;
}

export { everything, type JournalFilter };
