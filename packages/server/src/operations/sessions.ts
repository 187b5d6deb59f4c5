import { sessionListSchema, sessionsEndedSchema } from '@jizhun/api';
import { z } from 'zod';
import { notFound } from '../http/problem.ts';
import { sessionAnswer } from '../identity/answers.ts';
import { operation } from '../operation.ts';

const params = z.object({ id: z.uuid() });
const MISSING = '这个会话';

export const listSessions = operation({
  id: 'listSessions',
  method: 'get',
  path: '/sessions',
  summary: '列出全部会话，新的在前',
  needs: { operation: 'session.read' },
  answers: { 200: { description: '会话', schema: sessionListSchema } },
  problems: {},
  async handle({ principal }, { identity, tenant }) {
    const sessions = await identity.sessions.list(tenant);
    return { status: 200, json: { sessions: sessions.map((one) => sessionAnswer(one, principal)) } };
  },
});

export const endSession = operation({
  id: 'endSession',
  method: 'delete',
  path: '/sessions/{id}',
  summary: '结束一个会话：本人的，或有权结束他人的',
  needs: {
    operation: 'session.end',
    missing: MISSING,
    async subject({ params: { id } }: { params: { id: string } }, { identity, tenant }) {
      const session = (await identity.sessions.list(tenant)).find((one) => one.id === id);
      return session === undefined ? undefined : { person: session.person };
    },
  },
  params,
  answers: { 204: { description: '已结束' } },
  problems: { 404: '没有这个会话，或已经结束' },
  async handle({ params: { id }, principal, by }, { identity, tenant }) {
    const session = (await identity.sessions.list(tenant)).find((one) => one.id === id);
    const how = session?.person === principal.person ? 'logout' : 'administrator';
    if (!(await identity.sessions.end(tenant, id, how, by()))) throw notFound(MISSING);
    return { status: 204 };
  },
});

export const endSessionsOfPerson = operation({
  id: 'endSessionsOfPerson',
  method: 'delete',
  path: '/people/{id}/sessions',
  summary: '结束一名人员的全部会话',
  needs: { operation: 'session.end' },
  params,
  answers: { 200: { description: '结束了几个', schema: sessionsEndedSchema } },
  problems: { 404: '没有这个账号' },
  async handle({ params: { id }, by }, { identity, tenant }) {
    await identity.administration.find(tenant, id);
    return { status: 200, json: { ended: await identity.sessions.endAll(tenant, id, 'administrator', by()) } };
  },
});
