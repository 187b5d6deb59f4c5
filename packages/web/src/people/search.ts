import { type Role, roleNames } from '@jizhun/lifecycle';

/** States of an account, as the list of people filters by them. */
export const accountStates = ['open', 'locked', 'disabled', 'none'] as const;
export type AccountState = (typeof accountStates)[number];

/** What the address of the list of people says. */
export interface PeopleSearch {
  q?: string;
  role?: Role;
  /** `unit:<id>` or `authority:<id>`. */
  place?: string;
  account?: AccountState;
  /** Those who have left are shown as well. */
  left?: 'show';
}

export function readPeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  const role = roleNames.find((name) => name === raw.role);
  const account = accountStates.find((name) => name === raw.account);
  return {
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
    ...(role === undefined ? {} : { role }),
    ...(typeof raw.place === 'string' && raw.place !== '' ? { place: raw.place } : {}),
    ...(account === undefined ? {} : { account }),
    ...(raw.left === 'show' ? { left: 'show' as const } : {}),
  };
}
