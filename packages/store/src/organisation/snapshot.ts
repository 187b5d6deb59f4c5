import type { Db } from '../scope.ts';
import type { Authority, Succession, Unit, UnitTerm } from './types.ts';

/** The tree of a tenant through all years, as it was at a revision; never changed. */
export interface Snapshot {
  revision: number;
  authorities: ReadonlyMap<string, Authority>;
  units: ReadonlyMap<string, Unit>;
  /** By `predecessor successor`. */
  successions: ReadonlyMap<string, Succession>;
}

/** How many changes the tree has seen. */
export async function revisionOf(db: Db, tenant: number): Promise<number> {
  const row = await db
    .selectFrom('organisation_head')
    .select('revision')
    .where('tenant_id', '=', tenant)
    .executeTakeFirst();
  return row?.revision ?? 0;
}

/** Reads the whole tree. The caller sees to it that it does not change meanwhile. */
export async function loadSnapshot(db: Db, tenant: number, revision: number): Promise<Snapshot> {
  const authorities = await db
    .selectFrom('authority')
    .select([
      'id',
      'name',
      'parent_id as parent',
      'adcode',
      'place_id as place',
      'valid_from as from',
      'valid_to as to',
    ])
    .where('tenant_id', '=', tenant)
    .execute();
  const units = await db
    .selectFrom('unit')
    .select(['id', 'created_at as createdAt'])
    .where('tenant_id', '=', tenant)
    .execute();
  const terms = await db
    .selectFrom('unit_term')
    .select([
      'unit_id',
      'valid_from as from',
      'valid_to as to',
      'name',
      'code',
      'kind',
      'parent_id as parent',
      'authority_id as authority',
      'basis',
    ])
    .where('tenant_id', '=', tenant)
    .orderBy('valid_from')
    .execute();
  const successions = await db
    .selectFrom('unit_succession')
    .select(['predecessor_id as predecessor', 'successor_id as successor', 'from_day as from', 'kind', 'basis'])
    .where('tenant_id', '=', tenant)
    .execute();
  const termsOf = new Map<string, UnitTerm[]>(units.map(({ id }) => [id, []]));
  for (const { unit_id, ...term } of terms) termsOf.get(unit_id)?.push(term);
  return {
    revision,
    authorities: new Map(authorities.map((authority) => [authority.id, authority])),
    units: new Map(units.map((unit) => [unit.id, { ...unit, terms: termsOf.get(unit.id) ?? [] }])),
    successions: new Map(successions.map((one) => [`${one.predecessor} ${one.successor}`, one])),
  };
}
