import type { Alarm, Disposition, Phase } from '../contract';
import { post, Refused, whyOf } from './http';

/** How it went, in the words of who asked; `why` is what the server said, in English. */
export type ActResult =
  | { readonly kind: 'done' }
  | { readonly kind: 'already'; readonly why: string; readonly by: string | null; readonly at: number | null }
  | { readonly kind: 'over' }
  /** Nobody is signed in any more, or who was named at a kiosk has to say so again. */
  | { readonly kind: 'nobody' }
  | { readonly kind: 'notAllowed' | 'notPossible' | 'refused'; readonly why: string }
  | { readonly kind: 'unreachable' };

interface Somebody {
  readonly acknowledgedBy?: string;
  readonly acknowledgedAt?: number;
}

/** Of who said at a kiosk who they are; good for one act. Null: who is signed in does it. */
export type ActingToken = string | null;

/** @param tellsWho Who was first did this very thing: with other acts, the server names who has the alarm in hand. */
async function act(acting: ActingToken, address: string, body: object, tellsWho = false): Promise<ActResult> {
  try {
    await post<Alarm>(`/api/v1/${address}`, body, acting === null ? {} : { 'Acting-Token': acting });
    return { kind: 'done' };
  } catch (failure) {
    return failure instanceof Refused ? explain(failure, tellsWho) : { kind: 'unreachable' };
  }
}

function explain(refused: Refused, tellsWho: boolean): ActResult {
  const { status, problem } = refused;
  const why = whyOf(refused);
  switch (status) {
    case 401:
      return { kind: 'nobody' };
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

const alarmAct = (acting: ActingToken, alarm: string, verb: string, body: object) =>
  act(acting, `alarms/${encodeURIComponent(alarm)}/${verb}`, body, verb === 'acknowledge');

export const acknowledge = (acting: ActingToken, alarm: string, note: string) => alarmAct(acting, alarm, 'acknowledge', { note: said(note) });
export const reset = (acting: ActingToken, alarm: string, note: string) => alarmAct(acting, alarm, 'reset', { note: said(note) });
export const unshelve = (acting: ActingToken, alarm: string, note: string) => alarmAct(acting, alarm, 'unshelve', { note: said(note) });
export const verify = (acting: ActingToken, alarm: string, note: string) => alarmAct(acting, alarm, 'verify', { note: said(note) });

export const shelve = (acting: ActingToken, alarm: string, minutes: number, once: boolean, why: string) =>
  alarmAct(acting, alarm, 'shelve', { minutes, once, why });

export const recordAction = (acting: ActingToken, alarm: string, cause: string, taken: string, product: Disposition) =>
  alarmAct(acting, alarm, 'action', { cause, taken, product });

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
export const takeOutOfService = (acting: ActingToken, place: Place, why: string, minutes: number | null) =>
  act(acting, `${serviceAddress(place)}/out-of-service`, { why, minutes, signal: place.signal });

export const returnToService = (acting: ActingToken, place: Place, note: string) =>
  act(acting, `${serviceAddress(place)}/in-service`, { note: said(note), signal: place.signal });

/** @param equipment Empty: the area itself. @param phase `unknown`: back to what is recognised. */
export const setPhase = (acting: ActingToken, place: Pick<Place, 'facility' | 'area'>, equipment: string, phase: Phase, minutes: number, note: string) =>
  act(acting, `${areaAddress(place)}/phase`, { equipment, phase, minutes, note: said(note) });
