import type { AuditFilter } from '../admin/auditFilter';
import type { AuditPage, Verification } from '../contract/audit';
import { change, get, query, read } from './http';

/** Years of entries are read and hashed for it. */
const patience = 300_000;

/** @param before The `next` of the page before; null: the newest page. */
export const readAudit = (filter: AuditFilter, before: number | null, limit = 50) => get<AuditPage>(`/api/v1/audit?${query({ ...filter, before, limit })}`);

export async function verifyAudit(): Promise<Verification> {
  return read(await change('/api/v1/audit/verify', { method: 'POST', signal: AbortSignal.timeout(patience) }));
}
