import { settingsSchema, type TenantSettings } from '@jizhun/api';
import type { Account, Stamp, Store } from '@jizhun/store';

/** A new value is in force everywhere at once: this process is the only one on a data directory. */
export interface Policy {
  /** What a tenant decided, and the standard where it did not. */
  of(tenant: number): Promise<TenantSettings>;
  change(tenant: number, settings: TenantSettings, by: Stamp): Promise<void>;
}

export function createPolicy(store: Pick<Store, 'settings'>): Policy {
  const known = new Map<number, Promise<TenantSettings>>();
  const load = async (tenant: number): Promise<TenantSettings> => {
    const stored = Object.fromEntries(await store.settings(tenant).all());
    const names = Object.keys(settingsSchema.shape);
    return settingsSchema.parse(Object.fromEntries(names.map((name) => [name, stored[name]])));
  };
  return {
    of(tenant) {
      let settings = known.get(tenant);
      if (settings === undefined) {
        settings = load(tenant);
        known.set(tenant, settings);
        // What failed is tried again the next time.
        settings.catch(() => known.delete(tenant));
      }
      return settings;
    },
    async change(tenant, settings, by) {
      try {
        await store.settings(tenant).put({ ...settings }, by);
      } finally {
        known.delete(tenant);
      }
    },
  };
}

const DAY_MS = 86_400_000;

/** The last moment at which a password holds; undefined where it does not expire. */
export function passwordHoldsUntil(setAt: Date | undefined, { password }: TenantSettings): Date | undefined {
  if (setAt === undefined || password.maxDays === 0) return undefined;
  return new Date(setAt.getTime() + password.maxDays * DAY_MS);
}

/** How long a one-time password can be used: longer than the longest holidays, which are eight days. */
const ONE_TIME_MS = 10 * DAY_MS;

export const oneTimeUntil = (setAt: Date): Date => new Date(setAt.getTime() + ONE_TIME_MS);

/** Until when an account is locked that failed so often in a row; undefined where it is not. */
export function lockAfter(failures: number, { lockOut }: TenantSettings, now: Date): Date | undefined {
  if (failures % lockOut.failures !== 0) return undefined;
  // Doubled each time, up to eight times as long.
  const times = 2 ** Math.min(failures / lockOut.failures - 1, 3);
  return new Date(now.getTime() + lockOut.minutes * 60_000 * times);
}

/** Whether the password of an account is to be changed before anything else. */
export function mustChangePassword(account: Account, settings: TenantSettings, now: Date): boolean {
  const until = passwordHoldsUntil(account.passwordSetAt, settings);
  return account.mustChange || (until !== undefined && now >= until);
}
