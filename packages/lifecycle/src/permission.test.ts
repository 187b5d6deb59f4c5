import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type Assignment,
  canEver,
  conflictOf,
  grantOf,
  INCOMPATIBLE,
  operationNames,
  permissionOf,
  ROLES,
  relationsOf,
  roleNames,
  type Subject,
  stateNames,
  type UnitLine,
} from './index.ts';

const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5'];
const AUTHORITIES = ['a1', 'a2', 'a3'];
const PEOPLE = ['p1', 'p2'];

const line: fc.Arbitrary<UnitLine> = fc.record({
  units: fc.uniqueArray(fc.constantFrom(...UNITS), { minLength: 1, maxLength: 4 }),
  authorities: fc.uniqueArray(fc.constantFrom(...AUTHORITIES), { minLength: 1 }),
});
const item = fc.record({
  kind: fc.constantFrom('unit' as const, 'project' as const, 'document' as const),
  id: fc.constantFrom(...UNITS),
});
const subject: fc.Arbitrary<Subject> = fc.record(
  { unit: line, item, person: fc.constantFrom(...PEOPLE), shared: fc.boolean() },
  { requiredKeys: [] },
);
const assignment: fc.Arbitrary<Assignment> = fc.constantFrom(...roleNames).chain((role) => {
  const { seat } = ROLES[role];
  return fc.record({
    id: fc.uuid(),
    role: fc.constant(role),
    inCharge: role === 'finance-desk' ? fc.subarray(UNITS) : fc.constant([]),
    items: role === 'third-party' ? fc.array(item, { maxLength: 3 }) : fc.constant([]),
    ...(seat === 'unit' ? { unit: fc.constantFrom(...UNITS) } : {}),
    ...(seat === 'authority' ? { authority: fc.constantFrom(...AUTHORITIES) } : {}),
  }) as fc.Arbitrary<Assignment>;
});
const operation = fc.constantFrom(...operationNames);
const state = fc.constantFrom(...stateNames);

test('a unit is mine, or below mine, or neither; an authority mine, or above mine, or neither', () => {
  fc.assert(
    fc.property(assignment, subject, (held, about) => {
      const relations = relationsOf(held, 'p1', about);
      const has = (relation: string) => relations.some((one) => one === relation);
      expect(new Set(relations).size).toBe(relations.length);
      expect(has('own') && has('below')).toBe(false);
      expect(has('authority') && has('lower-authority')).toBe(false);
      expect(has('at-large')).toBe(about.unit === undefined);
      expect(has('own') || has('below')).toBe(
        held.unit !== undefined && about.unit?.units.includes(held.unit) === true,
      );
      expect(has('authority') || has('lower-authority')).toBe(
        held.authority !== undefined && about.unit?.authorities.includes(held.authority) === true,
      );
      // A desk has nothing to do with the units of another authority, whatever they are called.
      if (has('in-charge')) expect(has('authority')).toBe(true);
      expect(has('office')).toBe(has('authority') && about.unit?.units.length === 0);
      expect(has('tenant')).toBe(about.unit !== undefined && ROLES[held.role].seat === 'tenant');
      expect(has('self')).toBe(about.person === 'p1');
      expect(has('shared')).toBe(about.shared === true);
    }),
  );
});

test('what was given to a third party is that very thing, or all that a given unit has', () => {
  const given = (items: Assignment['items']): Assignment => ({ id: 'x', role: 'third-party', inCharge: [], items });
  const unit = { units: ['u1', 'u2'], authorities: ['a1'] };
  const document = { kind: 'document' as const, id: 'd1' };
  expect(relationsOf(given([document]), 'p', { unit, item: document })).toContain('assigned');
  expect(relationsOf(given([document]), 'p', { unit, item: { kind: 'project', id: 'd1' } })).not.toContain('assigned');
  expect(relationsOf(given([{ kind: 'unit', id: 'u1' }]), 'p', { unit, item: document })).toContain('assigned');
  // Not what stands below it: that was not given.
  expect(relationsOf(given([{ kind: 'unit', id: 'u2' }]), 'p', { unit, item: document })).not.toContain('assigned');
});

test('a permission names a role that is held and a line that grants it', () => {
  fc.assert(
    fc.property(fc.array(assignment, { maxLength: 3 }), operation, subject, state, (assignments, what, about, when) => {
      const found = permissionOf({ person: 'p1', assignments }, what, about, when);
      const reference = assignments.some((held) =>
        relationsOf(held, 'p1', about).some((relation) => grantOf(held.role, relation, when, what) !== undefined),
      );
      expect(found !== undefined).toBe(reference);
      if (found === undefined) return;
      expect(assignments).toContain(found.assignment);
      expect(found.grant.roles).toContain(found.assignment.role);
      expect(found.grant.relations).toContain(found.relation);
      expect(found.grant.operations).toContain(what);
      expect(canEver({ person: 'p1', assignments }, what)).toBe(true);
    }),
  );
});

test('another role takes nothing away, and whoever has none may do nothing', () => {
  fc.assert(
    fc.property(
      fc.array(assignment, { maxLength: 2 }),
      assignment,
      operation,
      subject,
      state,
      (held, more, what, about, when) => {
        const before = permissionOf({ person: 'p1', assignments: held }, what, about, when);
        const after = permissionOf({ person: 'p1', assignments: [...held, more] }, what, about, when);
        if (before !== undefined) expect(after).toBeDefined();
        expect(permissionOf({ person: 'p1', assignments: [] }, what, about, when)).toBeUndefined();
      },
    ),
  );
});

test('roles that do not go together are told from either side, with the reason', () => {
  for (const {
    roles: [one, other],
    basis,
  } of INCOMPATIBLE) {
    expect(one).not.toBe(other);
    expect(basis).not.toBe('');
    expect(conflictOf([one], other)).toBeDefined();
    expect(conflictOf([other], one)).toBeDefined();
  }
  fc.assert(
    fc.property(fc.constantFrom(...roleNames), (role) => {
      expect(conflictOf([], role)).toBeUndefined();
      expect(conflictOf([role], role)).toBeUndefined();
    }),
  );
  expect(conflictOf(['third-party'], 'clerk')?.basis).toContain('财预〔2021〕6号');
  expect(conflictOf(['clerk'], 'budget-office')).toBeDefined();
  expect(conflictOf(['clerk'], 'unit-head')).toBeUndefined();
});
