import { roleNames } from '@jizhun/lifecycle';
import { z } from 'zod';
import { problemSchema } from './problem.ts';

/** What stands on the page of the log-in and on every page where something is written. */
export const SECRECY_NOTICE = '本系统严禁录入、存储国家秘密';

/** Longest password that is taken: more than anyone types, less than what makes work. */
export const LONGEST_PASSWORD = 128;

/** A log-in name: letters without case, digits, Chinese characters, and . _ - @ inside. Kept in lower case. */
export const loginNameSchema = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().toLowerCase())
  .pipe(
    z.string().regex(/^[a-z0-9\p{Script=Han}](?:[a-z0-9._@-]|\p{Script=Han}){1,49}$/u, '2 至 50 个字母、数字或汉字'),
  )
  .meta({
    description: '登录名：2 至 50 个字母、数字、汉字，中间可用 . _ - @；不分大小写。全部单位中不重复',
  });

/** A password that somebody types: nothing is said here about how good it is. */
const typedPassword = z.string().min(1).max(LONGEST_PASSWORD);

export const offeredRoleSchema = z
  .object({
    role: z.enum(roleNames),
    name: z.string().describe('角色的名称'),
    duty: z.string().describe('这个角色做什么，一句话'),
    person: z.object({ id: z.uuid(), name: z.string() }),
    place: z.string().nullable().describe('在哪个单位或财政部门；管理员为空'),
  })
  .meta({ id: 'OfferedRole', description: '演示中可以直接登录的角色' });
export type OfferedRole = z.infer<typeof offeredRoleSchema>;

export const signInOptionsSchema = z
  .object({
    demonstration: z
      .object({ roles: z.array(offeredRoleSchema) })
      .nullable()
      .describe('演示：单位、人员、数据均为虚构，点击即可登录；正式使用的系统为空'),
    password: z.boolean().describe('可以用登录名和口令登录'),
    oidc: z
      .array(z.object({ id: z.string(), name: z.string().describe('显示的名称，如“统一身份认证”') }))
      .describe('可用的统一身份认证；从 GET /sign-in/oidc/{id} 开始'),
    notice: z.string().describe('登录页上必须显示的话'),
    refusal: problemSchema.nullable().describe('从统一身份认证回来而没有登录成功的，原因在这里，只说一次；没有的为空'),
  })
  .meta({ id: 'SignInOptions', description: '登录页提供什么' });
export type SignInOptions = z.infer<typeof signInOptionsSchema>;

export const signInRequestSchema = z
  .object({ login: z.string().min(1).max(100).describe('登录名'), password: typedPassword.describe('口令') })
  .meta({ id: 'SignInRequest' });
export type SignInRequest = z.infer<typeof signInRequestSchema>;

export const demonstrationRequestSchema = z
  .object({ person: z.uuid().describe('演示中的人员') })
  .meta({ id: 'DemonstrationRequest' });

export const signedInSchema = z
  .object({
    person: z.object({ id: z.uuid(), name: z.string(), login: z.string() }),
    mustChangePassword: z.boolean().describe('须先修改口令，才能进行其他操作'),
  })
  .meta({ id: 'SignedIn', description: '已登录；会话在 Cookie 中' });
export type SignedIn = z.infer<typeof signedInSchema>;

export const signOutRequestSchema = z
  .object({ everywhere: z.boolean().default(false).describe('同时结束本人在其他地方的会话') })
  .meta({ id: 'SignOutRequest' });

export const passwordRulesSchema = z
  .object({
    minLength: z.int().describe('至少几个字符'),
    minKinds: z.int().describe('大写字母、小写字母、数字、其他字符中至少几种'),
    remembered: z.int().describe('不得与最近几次用过的相同；0 为不限'),
    words: z.array(z.string()).describe('要求，逐条'),
    setAt: z.iso.datetime().nullable().describe('现在的口令是何时设定的'),
    expiresOn: z.iso.date().nullable().describe('口令有效的最后一天；不过期的为空'),
    exists: z.boolean().describe('本人是否有口令；没有的用统一身份认证登录'),
  })
  .meta({ id: 'PasswordRules', description: '对口令的要求' });
export type PasswordRules = z.infer<typeof passwordRulesSchema>;

export const passwordChangeSchema = z
  .object({ current: typedPassword.describe('现在的口令'), next: typedPassword.describe('新的口令') })
  .meta({ id: 'PasswordChange' });
export type PasswordChange = z.infer<typeof passwordChangeSchema>;

export const identitySchema = z
  .object({
    id: z.uuid(),
    provider: z.string().nullable().describe('统一身份认证的名称；已不再使用的为空'),
    issuer: z.string().describe('统一身份认证的标识'),
    subject: z.string().describe('本人在其中的标识，不会改变'),
    linkedAt: z.iso.datetime(),
    linkedBy: z.string(),
  })
  .meta({ id: 'LinkedIdentity', description: '与本人绑定的统一身份' });
export type LinkedIdentity = z.infer<typeof identitySchema>;
export const identitiesSchema = z.object({ identities: z.array(identitySchema) }).meta({ id: 'LinkedIdentities' });

/** `POST /me/identities`: begins at a provider to bind the identity that comes back. */
export const linkStartSchema = z.object({ provider: z.string().max(50) }).meta({ id: 'LinkStart' });
export const linkStartedSchema = z
  .object({ address: z.string().describe('请浏览器打开这个地址；回来时已绑定') })
  .meta({ id: 'LinkStarted' });
