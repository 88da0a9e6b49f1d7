/** What of the trail is shown; it stands in the page's address. */
export interface AuditFilter {
  readonly who: string;
  readonly what: string;
  readonly subject: string;
  readonly from: number | null;
  readonly to: number | null;
}

export const wholeTrail: AuditFilter = { who: '', what: '', subject: '', from: null, to: null };

const words = ['who', 'what', 'subject'] as const;
const times = ['from', 'to'] as const;

/** The filter that an address asks for. What it doesn't understand isn't asked: a link of another version still opens. */
export function auditFilterOf(search: string): AuditFilter {
  const asked = new URLSearchParams(search);
  const time = (name: string) => {
    const text = asked.get(name);
    return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
  };
  const word = (name: string) => (asked.get(name) ?? '').trim();
  return { who: word('who'), what: word('what'), subject: word('subject'), from: time('from'), to: time('to') };
}

/** The address of a filter, with its question mark; empty: nothing is filtered. */
export function searchOfAudit(filter: AuditFilter): string {
  const asked = new URLSearchParams();
  for (const name of words) if (filter[name].trim() !== '') asked.set(name, filter[name].trim());
  for (const name of times) if (filter[name] !== null) asked.set(name, String(filter[name]));
  return asked.size === 0 ? '' : `?${asked}`;
}

/** How many of its parts are in use. */
export const auditInUse = (filter: AuditFilter): number => words.filter((name) => filter[name] !== '').length + (filter.from !== null || filter.to !== null ? 1 : 0);
