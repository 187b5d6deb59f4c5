import {
  identitiesSchema,
  linkStartedSchema,
  linkStartSchema,
  meSchema,
  passwordChangeSchema,
  passwordRulesSchema,
  sessionListSchema,
  sessionsEndedSchema,
  signedInSchema,
} from '@jizhun/api';
import { z } from 'zod';
import { notFound, ProblemError } from '../http/problem.ts';
import { identitiesAnswer, meAnswer, sessionAnswer } from '../identity/answers.ts';
import { operation } from '../operation.ts';

export const getMe = operation({
  id: 'getMe',
  method: 'get',
  path: '/me',
  summary: '登录的人，及其角色和能够进行的操作',
  needs: 'person',
  despitePasswordDue: true,
  answers: { 200: { description: '本人', schema: meSchema } },
  problems: {},
  async handle({ principal, request }, { identity, now }) {
    return { status: 200, json: await meAnswer(principal, request, identity, now()) };
  },
});

export const getOwnPassword = operation({
  id: 'getOwnPassword',
  method: 'get',
  path: '/me/password',
  summary: '对口令的要求，和本人口令的期限',
  needs: 'session',
  despitePasswordDue: true,
  answers: { 200: { description: '对口令的要求', schema: passwordRulesSchema } },
  problems: {},
  async handle({ principal }, { identity }) {
    return { status: 200, json: await identity.ownPassword.rules(principal) };
  },
});

export const changeOwnPassword = operation({
  id: 'changeOwnPassword',
  method: 'post',
  path: '/me/password',
  summary: '修改本人的口令；本人的其他会话随即结束',
  needs: 'session',
  despitePasswordDue: true,
  body: passwordChangeSchema,
  secret: true,
  answers: { 200: { description: '已修改，会话换新', schema: signedInSchema } },
  problems: {
    400: '请求的写法不对',
    409: '本人没有口令',
    422: '现在的口令不对，或新的口令不符合要求',
    429: '尝试过于频繁',
    503: '同时登录的人太多',
  },
  async handle({ body, principal, request, address }, { identity }) {
    const { cookie, answer } = await identity.ownPassword.change(principal, body, { request, address });
    return { status: 200, json: answer, cookies: [cookie] };
  },
});

export const listOwnSessions = operation({
  id: 'listOwnSessions',
  method: 'get',
  path: '/me/sessions',
  summary: '列出本人的会话，新的在前',
  needs: 'session',
  answers: { 200: { description: '会话', schema: sessionListSchema } },
  problems: {},
  async handle({ principal }, { identity }) {
    const sessions = await identity.sessions.list(principal.tenant, principal.person);
    return { status: 200, json: { sessions: sessions.map((one) => sessionAnswer(one, principal)) } };
  },
});

export const endOtherSessions = operation({
  id: 'endOtherSessions',
  method: 'delete',
  path: '/me/sessions',
  summary: '结束本人在其他地方的会话',
  needs: 'session',
  answers: { 200: { description: '结束了几个', schema: sessionsEndedSchema } },
  problems: {},
  async handle({ principal, by }, { identity }) {
    const ended = await identity.sessions.endAll(principal.tenant, principal.person, 'logout', by(), principal.session);
    return { status: 200, json: { ended } };
  },
});

export const listOwnIdentities = operation({
  id: 'listOwnIdentities',
  method: 'get',
  path: '/me/identities',
  summary: '列出与本人绑定的统一身份',
  needs: 'session',
  answers: { 200: { description: '统一身份', schema: identitiesSchema } },
  problems: {},
  async handle({ principal }, { identity }) {
    return { status: 200, json: await identitiesAnswer(principal.tenant, principal.person, identity) };
  },
});

export const linkOwnIdentity = operation({
  id: 'linkOwnIdentity',
  method: 'post',
  path: '/me/identities',
  summary: '把本人与统一身份绑定：由浏览器打开回答中的地址，在那里登录后回来',
  needs: 'session',
  body: linkStartSchema,
  answers: { 200: { description: '请浏览器打开的地址', schema: linkStartedSchema } },
  problems: {
    400: '请求的写法不对',
    403: '登录已超过 15 分钟，须重新登录',
    404: '没有这个统一身份认证',
    503: '统一身份认证暂时不可用',
  },
  async handle({ body, principal, request }, { identity }) {
    const { location, cookies } = await identity.oidc.startLink(body.provider, principal, request);
    return { status: 200, json: { address: location }, cookies };
  },
});

export const unlinkOwnIdentity = operation({
  id: 'unlinkOwnIdentity',
  method: 'delete',
  path: '/me/identities/{identity}',
  summary: '解除本人与统一身份的绑定',
  needs: 'session',
  params: z.object({ identity: z.uuid() }),
  answers: { 204: { description: '已解除' } },
  problems: { 404: '没有绑定这个身份', 409: '没有口令的，不能解除最后一个身份' },
  async handle({ params, principal: { tenant, person }, by }, { identity }) {
    const account = await identity.administration.find(tenant, person);
    const bound = await identity.administration.identities(tenant, person);
    if (!account.hasPassword && bound.length === 1 && bound[0]?.id === params.identity)
      throw new ProblemError(409, 'last-way-in', {
        title: '没有解除',
        detail: '您没有口令，解除后就不能登录了。',
        remedy: '请先由安全管理员设定口令，或绑定另一个身份。',
      });
    if (!(await identity.administration.unlink(tenant, person, params.identity, by()))) throw notFound('这项绑定');
    return { status: 204 };
  },
});
