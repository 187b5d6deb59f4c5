import { randomUUID } from 'node:crypto';
import {
  authorityChangeSchema,
  authorityListSchema,
  authorityRequestSchema,
  authoritySchema,
  endRequestSchema,
} from '@jizhun/api';
import type { Change } from '@jizhun/store';
import { z } from 'zod';
import { notFound } from '../http/problem.ts';
import { operation, type PersonServices } from '../operation.ts';
import { authorityAnswer } from '../organisation/answer.ts';
import { applyChanges, seenBy } from '../organisation/change.ts';
import { dayParameter, idParams } from './parameters.ts';

const problems = {
  400: '请求的写法不对',
  412: '打开之后已有别人作了改动',
  422: '不能这样改：原因和办法见说明',
};
const MISSING = '这个财政部门';

async function answer(id: string, { organisation }: Pick<PersonServices, 'organisation'>) {
  const tree = await organisation.tree();
  const authority = tree.authority(id);
  if (authority === undefined) throw notFound(MISSING);
  return authorityAnswer(authority, tree);
}

/** Who is over whom is no secret: every signed-in person may know the authorities of their own tenant. */
export const listAuthorities = operation({
  id: 'listAuthorities',
  method: 'get',
  path: '/authorities',
  summary: '某一日的财政部门，上级在前',
  needs: 'person',
  query: z.object({ day: dayParameter }),
  answers: { 200: { description: '财政部门', schema: authorityListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { day } }, { organisation }) {
    const tree = await organisation.tree(day);
    return { status: 200, json: { authorities: tree.authorities.map((one) => authorityAnswer(one, tree)) } };
  },
});

export const addAuthority = operation({
  id: 'addAuthority',
  method: 'post',
  path: '/authorities',
  summary: '增加一个财政部门',
  needs: { operation: 'unit.manage' },
  body: authorityRequestSchema,
  answers: { 201: { description: '增加的财政部门', schema: authoritySchema } },
  problems,
  async handle({ body: { reason, ...authority }, by, principal }, services) {
    const id = randomUUID();
    const change: Change = { operation: 'authority.add', id, reason, ...authority };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await answer(id, services) };
  },
});

export const changeAuthority = operation({
  id: 'changeAuthority',
  method: 'patch',
  path: '/authorities/{id}',
  summary: '修改一个财政部门：名称、上级、行政区划代码、地方配置',
  needs: { operation: 'unit.manage' },
  params: idParams,
  body: authorityChangeSchema,
  answers: { 200: { description: '修改后的财政部门', schema: authoritySchema } },
  problems: { ...problems, 404: '没有这个财政部门' },
  async handle({ params: { id }, body: { reason, seen, ...authority }, request, by, principal }, services) {
    await answer(id, services);
    const change: Change = {
      operation: 'authority.change',
      id,
      reason,
      seen: await seenBy(request, seen),
      ...authority,
    };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 200, json: await answer(id, services) };
  },
});

export const endAuthority = operation({
  id: 'endAuthority',
  method: 'post',
  path: '/authorities/{id}/end',
  summary: '撤销一个财政部门，自某日起',
  needs: { operation: 'unit.manage' },
  params: idParams,
  body: endRequestSchema,
  answers: { 200: { description: '撤销后的财政部门', schema: authoritySchema } },
  problems: { ...problems, 404: '没有这个财政部门' },
  async handle({ params: { id }, body: { reason, seen, from }, request, by, principal }, services) {
    await answer(id, services);
    const change: Change = { operation: 'authority.end', id, from, reason, seen: await seenBy(request, seen) };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 200, json: await answer(id, services) };
  },
});
