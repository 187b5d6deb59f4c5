import type { PermissionTable } from '@jizhun/api';
import {
  GRANTS,
  grantOf,
  INCOMPATIBLE,
  operationFacts,
  operationNames,
  PROHIBITIONS,
  RELATIONS,
  ROLES,
  relationNames,
  roleNames,
  STATES,
  stateNames,
} from '@jizhun/lifecycle';
import { expect, test } from 'vitest';
import { cellOf, explain } from './matrix.ts';

const table: PermissionTable = {
  roles: roleNames.map((id) => ({ id, ...ROLES[id] })),
  relations: relationNames.map((id) => ({ id, name: RELATIONS[id] })),
  states: stateNames.map((id) => ({ id, name: STATES[id] })),
  operations: operationNames.map((id) => {
    const { name, group, stateful } = operationFacts(id);
    return { id, name, group, stateful: stateful === true };
  }),
  grants: GRANTS.map(({ roles, relations, operations, states, basis }) => ({
    roles: [...roles],
    relations: [...relations],
    operations: [...operations],
    states: states === undefined ? null : [...states],
    basis: basis ?? null,
  })),
  prohibitions: PROHIBITIONS.map(({ roles, operations, basis }) => ({
    roles: [...roles],
    operations: [...operations],
    basis,
  })),
  incompatible: INCOMPATIBLE.map(({ roles: [one, other], basis }) => ({ roles: [one, other], basis })),
};

test('the matrix says exactly what the table of permissions grants', () => {
  const said: string[] = [];
  const granted: string[] = [];
  for (const role of roleNames) {
    for (const operation of operationNames) {
      const { parts } = cellOf(table, role, operation);
      for (const { relation, states } of parts) {
        for (const state of states ?? stateNames) said.push([role, operation, relation, state].join(' '));
      }
      for (const relation of relationNames) {
        for (const state of stateNames) {
          if (grantOf(role, relation, state, operation)) granted.push([role, operation, relation, state].join(' '));
        }
      }
    }
  }
  expect(said).toEqual(granted);
});

test('a cell can be looked at for one relation, in one state', () => {
  expect(cellOf(table, 'clerk', 'goal.submit', { state: 'in-force' }).parts).toEqual([]);
  expect(cellOf(table, 'clerk', 'goal.submit', { state: 'draft' }).parts).toHaveLength(1);
  expect(cellOf(table, 'clerk', 'goal.submit', { relation: 'below' }).parts).toEqual([]);
  // What has no state is not narrowed by one.
  expect(cellOf(table, 'clerk', 'document.add', { state: 'in-force' }).parts).toHaveLength(1);
});

test('what is prohibited, refused and granted is told in words', () => {
  const say = (role: (typeof roleNames)[number], operation: (typeof operationNames)[number]) =>
    explain(table, role, operation, cellOf(table, role, operation));
  expect(say('third-party', 'goal.submit')[0]).toBe('第三方/专家，提交绩效目标：禁止。');
  expect(say('third-party', 'goal.submit')[1]).toContain('财预〔2021〕6号');
  expect(say('auditor', 'goal.submit')).toEqual(['审计，提交绩效目标：不能。']);
  expect(say('clerk', 'goal.submit')[0]).toBe(
    '填报人，提交绩效目标：可以。对象：本单位，限状态为草稿、已退回、已撤回、调整中时。',
  );
});
