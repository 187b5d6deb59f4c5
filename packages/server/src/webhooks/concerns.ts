import type { AuditEvent, StoredWebhook } from '@jizhun/store';
import type { TenantServices } from '../tenants.ts';

type Asked = {
  documents: Pick<TenantServices['documents'], 'owner'>;
  organisation: Pick<TenantServices['organisation'], 'tree' | 'project'>;
};

/** The unit to which something belongs; undefined for what belongs to none, or is not known any more. */
async function unitOf(
  { kind, id }: AuditEvent['subject'],
  { documents, organisation }: Asked,
): Promise<string | undefined> {
  if (kind === 'unit') return id;
  if (kind === 'document') return (await documents.owner(id))?.unit;
  if (kind === 'project') return (await organisation.project(id))?.unit;
  return undefined;
}

/** Whether what happened concerns the unit of a webhook, or one below it; one without a unit is told everything. */
export async function concerns(
  { unit }: Pick<StoredWebhook, 'unit'>,
  { subject }: Pick<AuditEvent, 'subject'>,
  asked: Asked,
): Promise<boolean> {
  if (unit === undefined) return true;
  const own = await unitOf(subject, asked);
  if (own === undefined) return false;
  return (await asked.organisation.tree()).lineOf(own)?.units.includes(unit) === true;
}
