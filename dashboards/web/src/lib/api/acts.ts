import type { Alarm, Disposition, Phase } from '../contract';
import { post, Refused } from './http';

/** How it went, in the words of who asked; `why` is what the server said, in English. */
export type ActResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'already'; readonly why: string; readonly by: string | null; readonly at: number | null }
  | { readonly kind: 'over' }
  | { readonly kind: 'notAllowed' | 'notPossible' | 'refused'; readonly why: string }
  | { readonly kind: 'unreachable' };

interface Somebody {
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: number;
}

/** @param tellsWho Who was first did this very thing: with other acts, the server names who has the alarm in hand. */
async function act(address: string, body: object, tellsWho = false): Promise<ActResult> {
  try {
    await post<Alarm>(`/api/v1/${address}`, body);
    return { kind: 'done' };
  } catch (failure) {
    return failure instanceof Refused ? explain(failure, tellsWho) : { kind: 'unreachable' };
  }
}

function explain({ status, problem }: Refused, tellsWho: boolean): ActResult {
  const fields = Object.values(problem.errors ?? {}).flat();
  const why = fields.length > 0 ? fields.join(' ') : (problem.detail ?? problem.title ?? String(status));
  switch (status) {
    case 403:
      return { kind: 'notAllowed', why };
    case 404:
      return { kind: 'over' };
    case 409: {
      const { acknowledgedBy, acknowledgedAt } = problem as Somebody;
      return { kind: 'already', why, by: (tellsWho && acknowledgedBy) || null, at: acknowledgedAt ?? null };
    }
    case 422:
      return { kind: 'notPossible', why };
    default:
      return { kind: 'refused', why };
  }
}

/** A note that nobody wrote is left out. */
const said = (note: string) => note || undefined;

const alarmAct = (alarm: string, verb: string, body: object) => act(`alarms/${encodeURIComponent(alarm)}/${verb}`, body, verb === 'acknowledge');

export const acknowledge = (alarm: string, by: string, note: string) => alarmAct(alarm, 'acknowledge', { by, note: said(note) });
export const reset = (alarm: string, by: string, note: string) => alarmAct(alarm, 'reset', { by, note: said(note) });
export const unshelve = (alarm: string, by: string, note: string) => alarmAct(alarm, 'unshelve', { by, note: said(note) });
export const verify = (alarm: string, by: string, note: string) => alarmAct(alarm, 'verify', { by, note: said(note) });

export const shelve = (alarm: string, by: string, minutes: number, once: boolean, why: string) => alarmAct(alarm, 'shelve', { by, minutes, once, why });

export const recordAction = (alarm: string, by: string, cause: string, taken: string, product: Disposition) =>
  alarmAct(alarm, 'action', { by, cause, taken, product });

/** An equipment, or one of its signals. */
export interface Place {
  readonly facility: string;
  readonly area: string;
  readonly equipment: string;
  /** Null: the whole equipment. */
  readonly signal: string | null;
}

const areaAddress = ({ facility, area }: Pick<Place, 'facility' | 'area'>) => `areas/${encodeURIComponent(facility)}/${encodeURIComponent(area)}`;
const serviceAddress = (place: Place) => `${areaAddress(place)}/equipment/${encodeURIComponent(place.equipment)}`;

/** @param minutes Null: until somebody returns it to service. */
export const takeOutOfService = (place: Place, by: string, why: string, minutes: number | null) =>
  act(`${serviceAddress(place)}/out-of-service`, { by, why, minutes, signal: place.signal });

export const returnToService = (place: Place, by: string, note: string) => act(`${serviceAddress(place)}/in-service`, { by, note: said(note), signal: place.signal });

/** @param equipment Empty: the area itself. @param phase `unknown`: back to what is recognised. */
export const setPhase = (place: Pick<Place, 'facility' | 'area'>, equipment: string, by: string, phase: Phase, minutes: number, note: string) =>
  act(`${areaAddress(place)}/phase`, { by, equipment, phase, minutes, note: said(note) });
