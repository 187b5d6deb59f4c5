import type { Store } from '@jizhun/store';
import type { Demonstration } from '../identity/service.ts';
import { offeredRoles } from './make.ts';

/**
 * The sign-in by one click, for the service of a data directory that says that it is a demonstration. The tenant's row
 * has to say so as well, which is looked at at each sign-in: in a real installation neither can be made to say so by
 * what the page writes.
 */
export function createDemonstration(
  store: Pick<Store, 'organisation'>,
  tenant: number,
  now: () => Date,
): Demonstration {
  return { tenant, offers: () => offeredRoles(store.organisation(tenant), now()) };
}
