import type { Store } from '@jizhun/store';
import { createPolicy } from '../identity/policy.ts';

const LONGEST_MONTH_DAYS = 31;

/** For how many days logs are kept: they are those of all tenants, so the one that asks for the longest decides. */
export async function logDays(store: Pick<Store, 'tenants' | 'settings'>): Promise<number> {
  const policy = createPolicy(store);
  const settings = await Promise.all((await store.tenants()).map(({ id }) => policy.of(id)));
  return Math.max(0, ...settings.map(({ logs }) => logs.months * LONGEST_MONTH_DAYS));
}
