import { settingsSchema } from '@jizhun/api';
import { operation } from '../operation.ts';

const needs = { operation: 'policy.manage' } as const;
const answers = { 200: { description: '口令、会话和记录保存的要求', schema: settingsSchema } };

export const getSettings = operation({
  id: 'getSettings',
  method: 'get',
  path: '/settings',
  summary: '口令、会话和记录保存的要求',
  needs,
  answers,
  problems: {},
  async handle(_input, { identity, tenant }) {
    return { status: 200, json: await identity.policy.of(tenant) };
  },
});

export const putSettings = operation({
  id: 'putSettings',
  method: 'put',
  path: '/settings',
  summary: '设定口令、会话和记录保存的要求；随即对全部人员有效，没有写的恢复通常的值',
  needs,
  body: settingsSchema,
  answers,
  problems: { 400: '超出允许的范围' },
  async handle({ body, by }, { identity, tenant }) {
    await identity.policy.change(tenant, body, by());
    return { status: 200, json: await identity.policy.of(tenant) };
  },
});
