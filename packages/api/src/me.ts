import { operationNames, roleNames } from '@jizhun/lifecycle';
import { z } from 'zod';

const named = z.object({ id: z.string(), name: z.string() });
/** A day of the calendar in Beijing. */
const day = z.iso.date();

export const heldRoleSchema = z
  .object({
    assignment: z.string(),
    role: z.enum(roleNames),
    unit: named.nullable().describe('在哪个单位担任；不属于单位的为空'),
    authority: named.nullable().describe('在哪个财政部门担任；不属于财政部门的为空'),
    from: day,
    to: day.nullable().describe('最后一天；未定的为空'),
    deputyFor: named.nullable().describe('代理谁；本人担任的为空'),
  })
  .meta({ id: 'HeldRole', description: '今天担任的角色' });
export type HeldRole = z.infer<typeof heldRoleSchema>;

export const meSchema = z
  .object({
    person: z.object({ id: z.string(), name: z.string(), login: z.string() }),
    tenant: z.object({ name: z.string(), demonstration: z.boolean().describe('示例：单位、人员、数据均为虚构') }),
    roles: z.array(heldRoleSchema),
    can: z
      .array(z.enum(operationNames))
      .describe('对某些对象能够进行的操作，供页面决定显示什么；能否对某一对象进行，以操作时的判定为准'),
    session: z
      .object({
        id: z.string(),
        how: z.enum(['password', 'oidc', 'demonstration']),
        // Spans, not moments: the clock of a desk may be wrong.
        endsInSeconds: z.int().min(0).describe('再无操作，多少秒后会话结束'),
        idleSeconds: z.int().min(1).describe('无操作多少秒，会话结束；每次操作重新起算'),
        longestInSeconds: z.int().min(0).describe('无论有无操作，多少秒后会话结束'),
      })
      .nullable()
      .describe('用接口令牌时为空'),
    password: z
      .object({
        mustChange: z.boolean().describe('改过口令之前，不能进行其他操作'),
        expiresOn: day.nullable().describe('口令有效的最后一天；不过期的为空'),
      })
      .nullable()
      .describe('不用口令登录的为空'),
    secure: z.boolean().describe('是否经由 HTTPS，或在本机上使用'),
  })
  .meta({ id: 'Me', description: '登录的人，及其角色和能够进行的操作' });
export type Me = z.infer<typeof meSchema>;

/** Header of requests that the page sends by itself: they do not count as something a person did. */
export const BACKGROUND_HEADER = 'jizhun-background';
