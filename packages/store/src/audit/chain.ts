import { createHash } from 'node:crypto';
import type { AuditEvent, ChainPoint, Digests } from './event.ts';

/** Named in every digest, so that a later form of rows cannot be taken for this one. */
const FORM = 'jizhun/event@1';

/** Where every trail begins. */
export const BEGINNING: ChainPoint = { seq: 0, sha256: '0'.repeat(64), sm3: '0'.repeat(64) };

/** A row without its digests. */
export type Undigested = Omit<AuditEvent, keyof Digests>;

/**
 * The text that is digested: the digest of the row before, a line end, and a JSON array of what the row says, in fixed
 * order. Anyone can do it again with nothing but the row; docs/audit.md describes it for them.
 */
function digestedText(previous: string, tenant: number, event: Undigested): string {
  const { seq, at, actor, origin, operation, subject, before, after, reason } = event;
  const row = [FORM, tenant, seq, at, actor, origin, operation, subject.kind, subject.id, before, after, reason];
  return `${previous}\n${JSON.stringify(row)}`;
}

/** The digests of a row that follows `previous` in the trail of a tenant. */
export function digestsOf(previous: Digests, tenant: number, event: Undigested): Digests {
  const digest = (name: 'sha256' | 'sm3') =>
    createHash(name)
      .update(digestedText(previous[name], tenant, event))
      .digest('hex');
  return { sha256: digest('sha256'), sm3: digest('sm3') };
}
