import { operationNames, relationNames, roleNames, stateNames } from '@jizhun/lifecycle';
import { z } from 'zod';

const role = z.enum(roleNames);
const operation = z.enum(operationNames);
const relation = z.enum(relationNames);
const state = z.enum(stateNames);

export const permissionTableSchema = z
  .object({
    roles: z.array(
      z.object({ id: role, name: z.string(), seat: z.enum(['unit', 'authority', 'tenant']), duty: z.string() }),
    ),
    relations: z.array(z.object({ id: relation, name: z.string() })),
    states: z.array(z.object({ id: state, name: z.string() })),
    operations: z.array(
      z.object({
        id: operation,
        name: z.string(),
        group: z.string(),
        stateful: z.boolean().describe('是否与状态有关'),
      }),
    ),
    grants: z
      .array(
        z.object({
          roles: z.array(role),
          relations: z.array(relation),
          operations: z.array(operation),
          states: z.array(state).nullable().describe('任何状态下都可以的为空'),
          basis: z.string().nullable(),
        }),
      )
      .describe('准许的操作；没有列出的一律不准许'),
    prohibitions: z
      .array(z.object({ roles: z.array(role), operations: z.array(operation), basis: z.string() }))
      .describe('无论如何不能准许的'),
    incompatible: z
      .array(z.object({ roles: z.tuple([role, role]), basis: z.string() }))
      .describe('同一人不能兼任的角色'),
  })
  .meta({ id: 'PermissionTable', description: '权限表：角色 × 关系 × 状态 × 操作' });
export type PermissionTable = z.infer<typeof permissionTableSchema>;
