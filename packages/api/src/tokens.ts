import { z } from 'zod';
import { LONGEST_TOKEN_DAYS, tokenScopes } from './interface-facts.ts';

const scopes = z
  .array(z.enum(tokenScopes))
  .min(1)
  .max(tokenScopes.length)
  .describe('可以进行的操作；本人不能进行的，令牌也不能');
const name = z.string().trim().min(1).max(100).describe('用途，如“与一体化系统对接”');
const unit = z.uuid().describe('只用于这个单位及其所属单位');

export const tokenRequestSchema = z
  .object({
    name,
    scopes,
    unit: unit.optional(),
    days: z.int().min(1).max(LONGEST_TOKEN_DAYS).describe(`有效天数，至多 ${LONGEST_TOKEN_DAYS}`),
  })
  .meta({ id: 'TokenRequest', description: '发放接口令牌' });
export type TokenRequest = z.infer<typeof tokenRequestSchema>;

export const tokenSchema = z
  .object({
    id: z.uuid(),
    name,
    person: z.object({ id: z.uuid(), name: z.string() }).describe('以谁的角色行事'),
    scopes: z.array(z.string()),
    unit: z.object({ id: z.uuid(), name: z.string() }).nullable().describe('限于哪个单位；不限的为空'),
    createdAt: z.iso.datetime(),
    expiresAt: z.iso.datetime(),
    lastUsedAt: z.iso.datetime().nullable().describe('最近一次使用，至多迟一分钟；没有用过的为空'),
    revokedAt: z.iso.datetime().nullable(),
    revokedBy: z.string().nullable(),
    state: z.enum(['valid', 'expired', 'revoked']),
    own: z.boolean().describe('是本人的'),
  })
  .meta({ id: 'Token', description: '一个接口令牌；令牌本身只在发放时显示一次' });
export type Token = z.infer<typeof tokenSchema>;

export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) }).meta({ id: 'TokenList' });
export type TokenList = z.infer<typeof tokenListSchema>;

export const tokenIssuedSchema = z
  .object({ token: tokenSchema, secret: z.string().describe('令牌，只显示这一次：Authorization: Bearer …') })
  .meta({ id: 'TokenIssued' });
export type TokenIssued = z.infer<typeof tokenIssuedSchema>;
