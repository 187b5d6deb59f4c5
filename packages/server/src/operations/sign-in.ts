import {
  demonstrationRequestSchema,
  signedInSchema,
  signInOptionsSchema,
  signInRequestSchema,
  signOutRequestSchema,
} from '@jizhun/api';
import { z } from 'zod';
import { dropSession } from '../identity/sessions.ts';
import { operation, publicOperation } from '../operation.ts';

const providerParams = z.object({
  provider: z
    .string()
    .regex(/^[a-z0-9-]{1,30}$/)
    .meta({ description: '统一身份认证的编号' }),
});

export const getSignIn = publicOperation({
  id: 'getSignIn',
  method: 'get',
  path: '/sign-in',
  summary: '登录页提供什么：口令、统一身份认证、演示的角色',
  needs: 'nobody',
  answers: { 200: { description: '登录的方式', schema: signInOptionsSchema } },
  problems: {},
  async handle({ request }, { identity }) {
    const { options, cookies } = await identity.options(request);
    return { status: 200, json: options, cookies };
  },
});

export const signIn = publicOperation({
  id: 'signIn',
  method: 'post',
  path: '/sign-in',
  summary: '用登录名和口令登录；会话在 Cookie 中，每次登录都是新的',
  needs: 'nobody',
  body: signInRequestSchema,
  secret: true,
  answers: { 200: { description: '已登录', schema: signedInSchema } },
  problems: {
    400: '请求的写法不对',
    401: '登录名或口令不对，或账号不能使用；不说是哪一种',
    429: '尝试过于频繁',
    503: '同时登录的人太多',
  },
  async handle({ body, request, address }, { identity }) {
    const { cookie, answer } = await identity.signIn.byPassword(body, { request, address });
    return { status: 200, json: answer, cookies: [cookie] };
  },
});

export const signInDemonstration = publicOperation({
  id: 'signInDemonstration',
  method: 'post',
  path: '/sign-in/demonstration',
  summary: '以演示中的一名人员登录；正式使用的系统没有这项操作',
  needs: 'nobody',
  body: demonstrationRequestSchema,
  answers: { 200: { description: '已登录', schema: signedInSchema } },
  problems: { 400: '请求的写法不对', 404: '不是演示，或演示不提供这名人员' },
  async handle({ body, request, address }, { identity }) {
    const { cookie, answer } = await identity.demonstrate(body.person, { request, address });
    return { status: 200, json: answer, cookies: [cookie] };
  },
});

export const startOidc = publicOperation({
  id: 'startOidc',
  method: 'get',
  path: '/sign-in/oidc/{provider}',
  summary: '到统一身份认证处登录（OpenID Connect），由浏览器打开',
  needs: 'nobody',
  params: providerParams,
  answers: { 302: { description: '转到统一身份认证；连不上的，转回登录页' } },
  problems: { 404: '没有这个统一身份认证' },
  async handle({ params, request }, { identity }) {
    return { status: 302, ...(await identity.oidc.start(params.provider, request)) };
  },
});

export const finishOidc = publicOperation({
  id: 'finishOidc',
  method: 'get',
  path: '/sign-in/oidc/{provider}/callback',
  summary: '从统一身份认证处回来，由浏览器打开；须向其登记的回调地址',
  needs: 'nobody',
  params: providerParams,
  answers: { 302: { description: '转到首页；没有登录成功的，转到登录页并说明原因' } },
  problems: { 404: '没有这个统一身份认证' },
  async handle({ params, request, address }, { identity }) {
    return { status: 302, ...(await identity.oidc.finish(params.provider, { request, address })) };
  },
});

export const signOut = operation({
  id: 'signOut',
  method: 'post',
  path: '/sign-out',
  summary: '退出登录；可以同时结束本人在其他地方的会话',
  needs: 'session',
  despitePasswordDue: true,
  body: signOutRequestSchema,
  answers: { 204: { description: '已退出' } },
  problems: { 400: '请求的写法不对' },
  async handle({ body, principal, request, by }, { identity }) {
    await identity.sessions.endOwn(principal, body.everywhere, by());
    return { status: 204, cookies: [dropSession(request)] };
  },
});
