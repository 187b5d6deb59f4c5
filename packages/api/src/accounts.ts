import { z } from 'zod';
import { loginNameSchema } from './sign-in.ts';

export const accountSchema = z
  .object({
    person: z.uuid(),
    name: z.string().describe('姓名'),
    login: z.string().describe('登录名'),
    state: z
      .enum(['open', 'locked', 'disabled', 'left'])
      .describe('open 可以登录；locked 因多次输错暂时锁定；disabled 已停用；left 人员已离开'),
    hasPassword: z.boolean().describe('没有口令的，只能用统一身份认证登录'),
    mustChangePassword: z.boolean().describe('登录后须先修改口令'),
    passwordExpiresOn: z.iso.date().nullable().describe('口令有效的最后一天；不过期的为空'),
    lockedUntil: z.iso.datetime().nullable().describe('锁定到何时'),
    lastSignInAt: z.iso.datetime().nullable().describe('最近一次登录'),
  })
  .meta({ id: 'Account', description: '人员的账号' });
export type AccountInfo = z.infer<typeof accountSchema>;

export const accountListSchema = z.object({ accounts: z.array(accountSchema) }).meta({ id: 'AccountList' });
export type AccountList = z.infer<typeof accountListSchema>;

export const accountRequestSchema = z
  .object({
    login: loginNameSchema,
    password: z.boolean().default(true).describe('是否给一次性口令；不给的，只能用统一身份认证登录'),
  })
  .meta({ id: 'AccountRequest' });
export type AccountRequest = z.input<typeof accountRequestSchema>;

/** A password of the program's making. It is in this answer and nowhere else. */
export const oneTimePasswordSchema = z
  .object({
    account: accountSchema,
    password: z.string().nullable().describe('一次性口令，只在此显示一次；登录后须立即修改。没有给口令的为空'),
    validUntil: z.iso.datetime().nullable().describe('到这时还没有用过的，须重新设定'),
  })
  .meta({ id: 'OneTimePassword' });
export type OneTimePassword = z.infer<typeof oneTimePasswordSchema>;

export const identityRequestSchema = z
  .object({
    provider: z.string().max(50).describe('统一身份认证的编号，见 GET /sign-in'),
    subject: z.string().trim().min(1).max(255).describe('人员在其中的标识'),
  })
  .meta({ id: 'IdentityRequest', description: '把人员与统一身份绑定；只按标识，不按姓名、邮箱' });
export type IdentityRequest = z.infer<typeof identityRequestSchema>;

export const sessionSchema = z
  .object({
    id: z.uuid(),
    person: z.object({ id: z.uuid(), name: z.string(), login: z.string() }),
    how: z.enum(['password', 'oidc', 'demonstration']),
    startedAt: z.iso.datetime(),
    lastSeenAt: z.iso.datetime().describe('最近一次操作，精确到分'),
    endsAt: z.iso.datetime().describe('再无操作，何时结束'),
    address: z.string().describe('从哪个网络地址'),
    agent: z.string().describe('浏览器自述'),
    current: z.boolean().describe('就是发出这次请求的会话'),
  })
  .meta({ id: 'Session', description: '一次登录' });
export type SessionInfo = z.infer<typeof sessionSchema>;

export const sessionListSchema = z.object({ sessions: z.array(sessionSchema) }).meta({ id: 'SessionList' });
export type SessionList = z.infer<typeof sessionListSchema>;

export const sessionsEndedSchema = z.object({ ended: z.int().min(0) }).meta({ id: 'SessionsEnded' });
