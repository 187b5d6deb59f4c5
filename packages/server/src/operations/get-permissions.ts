import { type PermissionTable, permissionTableSchema } from '@jizhun/api';
import {
  GRANTS,
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
import { operation } from '../operation.ts';

/** The table as it is: the same for every tenant and every person. */
const table: PermissionTable = {
  roles: roleNames.map((id) => ({ id, ...ROLES[id] })),
  relations: relationNames.map((id) => ({ id, name: RELATIONS[id] })),
  states: stateNames.map((id) => ({ id, name: STATES[id] })),
  operations: operationNames.map((id) => {
    const { name, group, stateful = false } = operationFacts(id);
    return { id, name, group, stateful };
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

/** Everyone may know who may do what: it is how they find whom to ask. */
export const getPermissions = operation({
  id: 'getPermissions',
  method: 'get',
  path: '/permissions',
  summary: '权限表：哪些角色，对哪些对象，在哪些状态下，能够进行哪些操作',
  needs: 'person',
  answers: { 200: { description: '权限表', schema: permissionTableSchema } },
  problems: {},
  async handle() {
    return { status: 200, json: table };
  },
});
