/** Nobody waits longer than this in front of a wall tablet. */
const patience = 10_000;

/** What the server says when it can't (RFC 9457). */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  /** What is wrong, field by field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  /** Why a name, a password or a code wasn't taken; without it, a 401 says that nobody is signed in any more. */
  readonly reason?: string;
  /** Seconds until it may be tried again. */
  readonly retryAfter?: number;
}

/** The server has answered, and not with what was asked. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly problem: Problem,
  ) {
    super(`${status} ${problem.detail ?? problem.title ?? ''}`);
  }
}

/** What the session gives to every request, and what a request tells the session. */
export const gate: {
  /** Null: nobody is signed in. */
  csrf: string | null;
  /** Nobody is signed in any more (401), or rights have changed (403). */
  refused: (status: 401 | 403) => void;
  /** Asks for a new proof: the one at hand is another session's. */
  renew: () => Promise<void>;
} = { csrf: null, refused: () => undefined, renew: () => Promise.resolve() };

/**
 * @param stop Whoever asked no longer wants to know.
 * @throws Refused; TypeError or DOMException: the server wasn't reached in time, or it was stopped.
 */
export async function get<T>(address: string, timeout = patience, stop?: AbortSignal): Promise<T> {
  const late = AbortSignal.timeout(timeout);
  return read<T>(await fetch(address, { signal: stop === undefined ? late : AbortSignal.any([late, stop]) }));
}

export type Method = 'POST' | 'PUT' | 'DELETE';

/**
 * @param body Left out: none is sent.
 * @returns null: done, and there is nothing to tell.
 * @throws As `get` does.
 */
export async function send<T>(method: Method, address: string, body?: unknown, headers: Readonly<Record<string, string>> = {}): Promise<T | null> {
  const content: Record<string, string> = body === undefined ? {} : { 'Content-Type': 'application/json' };
  return read<T | null>(
    await change(address, {
      method,
      headers: { ...content, ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    }),
  );
}

/** Asks for a change, with the proof that this page asks. Somebody may have signed in in another tab meanwhile: then the proof is renewed once. */
export async function change(address: string, request: RequestInit): Promise<Response> {
  const ask = () => fetch(address, { ...request, headers: { ...(request.headers as Record<string, string>), ...proof() } });
  const response = await ask();
  if (response.status !== 403 || (await readProblem(response.clone())).reason !== 'csrf') return response;
  await gate.renew();
  return ask();
}

export const post = <T>(address: string, body?: unknown, headers?: Readonly<Record<string, string>>) => send<T>('POST', address, body, headers);
export const put = <T>(address: string, body: unknown) => send<T>('PUT', address, body);
export const remove = <T>(address: string, body?: unknown) => send<T>('DELETE', address, body);

/** Without it the server changes nothing. */
const proof = (): Record<string, string> => (gate.csrf === null ? {} : { 'X-CSRF-Token': gate.csrf });

export async function read<T>(response: Response): Promise<T> {
  if (response.ok) return (response.status === 204 ? null : await response.json()) as T;
  const problem = await readProblem(response);
  const { status } = response;
  if ((status === 401 || status === 403) && problem.reason === undefined) gate.refused(status);
  throw new Refused(status, problem);
}

/** What the server says of it, in English: field by field where it names fields. */
export function whyOf({ status, problem }: Refused): string {
  const fields = Object.values(problem.errors ?? {}).flat();
  return fields.length > 0 ? fields.join(' ') : (problem.detail ?? problem.title ?? String(status));
}

/** An error page of a proxy is no problem document: then only the status is known. */
async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {};
  }
}

/** A query from what is asked: what is null or empty isn't asked. */
export function query(parts: Readonly<Record<string, string | number | null | readonly string[]>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === '') continue;
    for (const one of typeof value === 'object' ? value : [String(value)]) search.append(name, one);
  }
  return search.toString();
}
