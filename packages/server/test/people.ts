import { type Assignment, ROLES, type Role, roleNames } from '@jizhun/lifecycle';
import { BUILT_IN_TENANT, PROGRAM, type Store } from '@jizhun/store';
import type { Identity } from '../src/identity/identity.ts';
import type { Principal } from '../src/identity/principal.ts';

/** The header by which the tests' identity knows who asks. */
export const PERSON_HEADER = 'test-person';

/** An identity for tests: a request names its person in a header; one without is of `usual`. */
export function testIdentity(usual?: Principal): Identity & { add(principal: Principal): void } {
  const people = new Map<string, Principal>();
  return {
    add: (principal) => people.set(principal.person, principal),
    of: async (request) => {
      const person = request.headers.get(PERSON_HEADER);
      return person === null ? usual : people.get(person);
    },
  };
}

/** An identity of a kind of thing, the same in every run. */
export const idOf = (kind: number, number: number): string =>
  `0000000${kind}-0000-4000-8000-${String(number).padStart(12, '0')}`;

/** A person with one role, signed in by the page. */
export function personAs(
  role: Role,
  where: Partial<Pick<Assignment, 'unit' | 'authority' | 'inCharge' | 'items'>> = {},
  more: Partial<Principal> = {},
): Principal {
  return {
    tenant: BUILT_IN_TENANT,
    person: idOf(1, roleNames.indexOf(role)),
    name: ROLES[role].name,
    login: role,
    assignments: [{ id: idOf(2, roleNames.indexOf(role)), role, inCharge: [], items: [], ...where }],
    channel: 'session',
    ...more,
  };
}

/** The authority at which tests that need no more of an organisation have their people. */
export const OFFICE = idOf(3, 1);

export const makeOffice = (store: Pick<Store, 'organisation'>): Promise<void> =>
  store
    .organisation(BUILT_IN_TENANT)
    .applyChanges([{ operation: 'authority.add', id: OFFICE, from: '2020-01-01', name: '示例县财政局' }], {
      at: new Date('2026-03-31T00:00:00.000Z'),
      actor: PROGRAM,
      origin: '测试',
    });
