/** Nobody waits longer than this in front of a wall tablet. */
const patience = 10_000;

/** What the server says when it can't (RFC 9457). */
export interface Problem {
  readonly title?: string;
  readonly detail?: string;
  /** What is wrong, field by field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
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

/**
 * @param stop Whoever asked no longer wants to know.
 * @throws Refused; TypeError or DOMException: the server wasn't reached in time, or it was stopped.
 */
export async function get<T>(address: string, timeout = patience, stop?: AbortSignal): Promise<T> {
  const late = AbortSignal.timeout(timeout);
  return read<T>(await fetch(address, { signal: stop === undefined ? late : AbortSignal.any([late, stop]) }));
}

/** @returns null: done, and there is nothing to tell. */
export async function post<T>(address: string, body: unknown): Promise<T | null> {
  return read<T | null>(
    await fetch(address, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patience),
    }),
  );
}

export async function read<T>(response: Response): Promise<T> {
  if (!response.ok) throw new Refused(response.status, await readProblem(response));
  return (response.status === 204 ? null : await response.json()) as T;
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
