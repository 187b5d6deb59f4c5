import { randomUUID } from 'node:crypto';
import {
  MOST_PEOPLE,
  personChangeSchema,
  personListSchema,
  personRequestSchema,
  personSchema,
  roleSchema,
} from '@jizhun/api';
import type { Change, PersonRow } from '@jizhun/store';
import { z } from 'zod';
import { badRequest, notFound } from '../http/problem.ts';
import { operation, type Permit, type PersonServices } from '../operation.ts';
import { personAnswer } from '../organisation/answer.ts';
import { applyChanges, seenBy } from '../organisation/change.ts';
import { itemNames } from '../organisation/items.ts';
import { flag, idParams, limitOf, nextPage, pageEnd } from './parameters.ts';

const problems = {
  400: '请求的写法不对',
  412: '打开之后已有别人作了改动',
  422: '不能这样改：原因和办法见说明',
};
const MISSING = '这个人员';

const seesAccounts = ({ may }: Pick<Permit, 'may'>): boolean => may('account.reset') || may('person.manage');

async function answers(rows: readonly PersonRow[], { may }: Pick<Permit, 'may'>, services: PersonServices) {
  const tree = await services.organisation.tree();
  const items = await itemNames(
    rows.flatMap(({ assignments }) => assignments),
    services,
    { may },
  );
  const withAccount = seesAccounts({ may });
  return rows.map((row) => personAnswer(row, { tree, items, now: services.now(), withAccount }));
}

async function answer(id: string, permit: Pick<Permit, 'may'>, services: PersonServices) {
  const row = await services.organisation.person(id);
  const [person] = row === undefined ? [] : await answers([row], permit, services);
  if (person === undefined) throw notFound(MISSING);
  return person;
}

export const listPeople = operation({
  id: 'listPeople',
  method: 'get',
  path: '/people',
  summary: '列出人员及其角色，按姓名',
  needs: { operation: 'person.read' },
  query: z.object({
    search: z.string().max(200).optional().meta({ description: '姓名、工号中的字；有权查看账号的，登录名中的也算' }),
    role: roleSchema.optional().meta({ description: '只列今天担任这一角色的' }),
    unit: z.uuid().toLowerCase().optional().meta({ description: '只列今天在这个单位任职的' }),
    authority: z.uuid().toLowerCase().optional().meta({ description: '只列今天在这个财政部门任职的' }),
    account: z
      .enum(['open', 'locked', 'disabled', 'none'])
      .optional()
      .meta({ description: '只列账号可以登录、已锁定、已停用、没有的；须有权查看账号' }),
    ended: flag.optional().meta({ description: '1：已停用的也列出' }),
    limit: limitOf(MOST_PEOPLE).default(100),
    after: pageEnd.optional(),
  }),
  answers: { 200: { description: '人员', schema: personListSchema } },
  problems: { 400: '参数的写法不对' },
  async handle({ query: { account, ...query }, may }, services) {
    const { organisation, now } = services;
    const { rows, count, next } = await organisation.people({
      ...query,
      logins: seesAccounts({ may }),
      ...(account !== undefined && seesAccounts({ may }) ? { account: { state: account, at: now() } } : {}),
      day: organisation.today(),
    });
    return { status: 200, json: { people: await answers(rows, { may }, services), count, ...nextPage(next) } };
  },
});

export const getPerson = operation({
  id: 'getPerson',
  method: 'get',
  path: '/people/{id}',
  summary: '一个人员及其角色',
  needs: { operation: 'person.read' },
  params: idParams,
  answers: { 200: { description: '人员', schema: personSchema } },
  problems: { 404: '没有这个人员' },
  handle: async ({ params: { id }, may }, services) => ({ status: 200, json: await answer(id, { may }, services) }),
});

export const addPerson = operation({
  id: 'addPerson',
  method: 'post',
  path: '/people',
  summary: '增加一个人员；角色和账号另行授予',
  needs: { operation: 'person.manage' },
  body: personRequestSchema,
  answers: { 201: { description: '增加的人员', schema: personSchema } },
  problems,
  async handle({ body: { reason, ...person }, by, principal, may }, services) {
    const id = randomUUID();
    const change: Change = { operation: 'person.add', id, reason, ...person };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await answer(id, { may }, services) };
  },
});

export const changePerson = operation({
  id: 'changePerson',
  method: 'patch',
  path: '/people/{id}',
  summary: '修改、停用、恢复一个人员',
  needs: { operation: 'person.manage' },
  params: idParams,
  body: personChangeSchema,
  answers: { 200: { description: '修改后的人员', schema: personSchema } },
  problems: { ...problems, 404: '没有这个人员' },
  async handle({ params: { id }, body, request, by, principal, may }, services) {
    const { reason, seen: asked, ended, ...person } = body;
    if (ended !== undefined && Object.values(person).some((value) => value !== undefined)) {
      throw badRequest('“ended”不能与其他改动同时进行。', '请分两次进行。');
    }
    const there = await answer(id, { may }, services);
    const seen = await seenBy(request, asked, async () => there);
    const change: Change =
      ended === undefined
        ? { operation: 'person.change', id, reason, seen, ...person }
        : { operation: ended ? 'person.end' : 'person.resume', id, reason, seen };
    await applyChanges(services.organisation, [change], by(reason), principal);
    // Their sessions are over: what is known of them is looked up anew.
    services.identity.sessions.forget(services.tenant, id);
    return { status: 200, json: await answer(id, { may }, services) };
  },
});
