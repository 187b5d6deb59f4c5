import {
  accountListSchema,
  accountRequestSchema,
  accountSchema,
  identitiesSchema,
  identityRequestSchema,
  oneTimePasswordSchema,
} from '@jizhun/api';
import { z } from 'zod';
import { notFound, ProblemError } from '../http/problem.ts';
import { identitiesAnswer } from '../identity/answers.ts';
import { operation } from '../operation.ts';

const params = z.object({ id: z.uuid().meta({ description: '人员的编号' }) });
/** Whoever gives out passwords may do all of this. */
const needs = { operation: 'account.reset' } as const;

/** Nobody shuts themselves out, or goes round their present password. */
function forOthers(person: string, id: string, remedy: string): void {
  if (person === id)
    throw new ProblemError(409, 'own-account', { title: '没有进行', detail: '这是您自己的账号。', remedy });
}

export const listAccounts = operation({
  id: 'listAccounts',
  method: 'get',
  path: '/accounts',
  summary: '列出全部账号，按登录名',
  needs,
  answers: { 200: { description: '账号', schema: accountListSchema } },
  problems: {},
  async handle(_input, { identity, tenant }) {
    return { status: 200, json: { accounts: await identity.administration.list(tenant) } };
  },
});

export const getAccount = operation({
  id: 'getAccount',
  method: 'get',
  path: '/people/{id}/account',
  summary: '查看人员的账号',
  needs,
  params,
  answers: { 200: { description: '账号', schema: accountSchema } },
  problems: { 404: '没有这个人员，或没有账号' },
  async handle({ params: { id } }, { identity, tenant }) {
    return { status: 200, json: await identity.administration.find(tenant, id) };
  },
});

export const createAccount = operation({
  id: 'createAccount',
  method: 'post',
  path: '/people/{id}/account',
  summary: '给人员建立账号；一次性口令只在回答中出现一次',
  needs,
  params,
  body: accountRequestSchema,
  secret: true,
  answers: { 201: { description: '账号和一次性口令', schema: oneTimePasswordSchema } },
  problems: {
    400: '登录名的写法不对',
    404: '没有这个人员',
    409: '已有账号，或登录名已有人使用',
    503: '同时登录的人太多',
  },
  async handle({ params: { id }, body, by }, { identity, tenant }) {
    return { status: 201, json: await identity.administration.create(tenant, { person: id, ...body }, by()) };
  },
});

export const disableAccount = operation({
  id: 'disableAccount',
  method: 'delete',
  path: '/people/{id}/account',
  summary: '停用账号，随即结束其会话；可以再启用，登录名不让给别人',
  needs,
  params,
  answers: { 200: { description: '停用后的账号', schema: accountSchema } },
  problems: { 404: '没有这个账号', 409: '是自己的账号，或是最后一名可以登录的安全管理员的' },
  async handle({ params: { id }, principal, by }, { identity, tenant }) {
    forOthers(principal.person, id, '请由另一名安全管理员停用。');
    return { status: 200, json: await identity.administration.setDisabled(tenant, id, true, by()) };
  },
});

export const enableAccount = operation({
  id: 'enableAccount',
  method: 'post',
  path: '/people/{id}/account/enable',
  summary: '启用停用了的账号',
  needs,
  params,
  answers: { 200: { description: '启用后的账号', schema: accountSchema } },
  problems: { 404: '没有这个账号' },
  async handle({ params: { id }, by }, { identity, tenant }) {
    return { status: 200, json: await identity.administration.setDisabled(tenant, id, false, by()) };
  },
});

export const unlockAccount = operation({
  id: 'unlockAccount',
  method: 'post',
  path: '/people/{id}/account/unlock',
  summary: '解除因多次输错口令而来的锁定',
  needs,
  params,
  answers: { 200: { description: '解除后的账号', schema: accountSchema } },
  problems: { 404: '没有这个账号', 409: '是自己的账号' },
  async handle({ params: { id }, principal, by }, { identity, tenant }) {
    forOthers(principal.person, id, '请由另一名安全管理员解除。');
    return { status: 200, json: await identity.administration.unlock(tenant, id, by()) };
  },
});

export const resetPassword = operation({
  id: 'resetPassword',
  method: 'post',
  path: '/people/{id}/password-reset',
  summary: '重置口令：给一次性口令，只在回答中出现一次，登录后须立即修改；其会话随即结束',
  needs,
  params,
  secret: true,
  answers: { 200: { description: '一次性口令', schema: oneTimePasswordSchema } },
  problems: { 404: '没有这个账号', 409: '是自己的账号', 503: '同时登录的人太多' },
  async handle({ params: { id }, principal, by }, { identity, tenant }) {
    forOthers(principal.person, id, '请在“修改口令”页上修改。');
    return { status: 200, json: await identity.administration.reset(tenant, id, by()) };
  },
});

export const listIdentities = operation({
  id: 'listIdentities',
  method: 'get',
  path: '/people/{id}/identities',
  summary: '列出与人员绑定的统一身份',
  needs,
  params,
  answers: { 200: { description: '统一身份', schema: identitiesSchema } },
  problems: { 404: '没有这个账号' },
  async handle({ params: { id } }, { identity, tenant }) {
    await identity.administration.find(tenant, id);
    return { status: 200, json: await identitiesAnswer(tenant, id, identity) };
  },
});

export const linkIdentity = operation({
  id: 'linkIdentity',
  method: 'post',
  path: '/people/{id}/identities',
  summary: '把人员与统一身份绑定；标识由本人在登录页上看到后告知',
  needs,
  params,
  body: identityRequestSchema,
  answers: { 201: { description: '绑定后的统一身份', schema: identitiesSchema } },
  problems: {
    400: '请求的写法不对',
    404: '没有这个账号，或这个统一身份认证',
    409: '这个身份已与一名人员绑定，或是自己的账号',
    503: '统一身份认证暂时不可用',
  },
  async handle({ params: { id }, principal, body, by }, { identity, tenant }) {
    forOthers(principal.person, id, '请在“我的账号”中经统一身份认证绑定。');
    const issuer = await identity.oidc.issuerOf(body.provider);
    await identity.administration.link(tenant, id, { issuer, subject: body.subject }, by());
    return { status: 201, json: await identitiesAnswer(tenant, id, identity) };
  },
});

export const unlinkIdentity = operation({
  id: 'unlinkIdentity',
  method: 'delete',
  path: '/people/{id}/identities/{identity}',
  summary: '解除人员与统一身份的绑定',
  needs,
  params: params.extend({ identity: z.uuid() }),
  answers: { 204: { description: '已解除' } },
  problems: { 404: '没有这项绑定', 409: '是自己的账号' },
  async handle({ params: { id, identity: bound }, principal, by }, { identity, tenant }) {
    forOthers(principal.person, id, '请在“我的账号”中解除。');
    if (!(await identity.administration.unlink(tenant, id, bound, by()))) throw notFound('这项绑定');
    return { status: 204 };
  },
});
