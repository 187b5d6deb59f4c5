import type { Store } from '@jizhun/store';
import { type Offered, offeredRoles } from './make.ts';

/** The sign-in by one click. */
export interface Demonstration {
  /** Who can be signed in so, with their tenant; undefined where this is no demonstration. */
  offered(now: Date): Promise<{ tenant: number; roles: Offered[] } | undefined>;
  /** The tenant of a person who can be signed in so; undefined for anyone else, and where this is no demonstration. */
  tenantOf(person: string, now: Date): Promise<number | undefined>;
}

/**
 * Two have to say that this is a demonstration: the data directory, looked at when the program starts (`kind`), and the
 * tenant in the database. In a real installation neither can be made to say so by what the page writes.
 */
export function createDemonstration(
  store: Pick<Store, 'tenants' | 'organisation'>,
  kind: 'real' | 'demonstration',
): Demonstration {
  const offered: Demonstration['offered'] = async (now) => {
    if (kind !== 'demonstration') return undefined;
    const tenant = (await store.tenants()).find(({ demonstration }) => demonstration)?.id;
    return tenant === undefined ? undefined : { tenant, roles: await offeredRoles(store.organisation(tenant), now) };
  };
  return {
    offered,
    async tenantOf(person, now) {
      const all = await offered(now);
      return all?.roles.some((role) => role.person.id === person) ? all.tenant : undefined;
    },
  };
}
