import { randomUUID } from 'node:crypto';
import {
  assignmentChangeSchema,
  assignmentEndedSchema,
  assignmentEndSchema,
  assignmentListSchema,
  assignmentRequestSchema,
  assignmentSchema,
  deputiesSchema,
  deputyRequestSchema,
} from '@jizhun/api';
import { conflictOf } from '@jizhun/lifecycle';
import type { Change, NamedAssignment } from '@jizhun/store';
import { notFound } from '../http/problem.ts';
import { type Needs, operation, type Permit, type PersonServices } from '../operation.ts';
import { assignmentAnswer } from '../organisation/answer.ts';
import { applyChanges, seenBy } from '../organisation/change.ts';
import { itemNames } from '../organisation/items.ts';
import { idParams } from './parameters.ts';

const problems = {
  400: '请求的写法不对',
  412: '打开之后已有别人作了改动',
  422: '不能这样改：原因和办法见说明',
};
const MISSING = '这项任职';

type Input = { params: { id: string } } & Permit;

async function answers(held: readonly NamedAssignment[], permit: Pick<Permit, 'may'>, services: PersonServices) {
  const tree = await services.organisation.tree();
  const items = await itemNames(held, services, permit);
  return held.map((one) => assignmentAnswer(one, tree, items));
}

async function answer(id: string, permit: Pick<Permit, 'may'>, services: PersonServices) {
  const held = await services.organisation.assignment(id);
  const [found] = held === undefined ? [] : await answers([held], permit, services);
  if (found === undefined) throw notFound(MISSING);
  return found;
}

/** What concerns the roles of the person that the path names. */
const rolesOfPerson: Needs<Input> = {
  operation: 'role.read',
  missing: '这个人员',
  async subject({ params: { id } }, { organisation }) {
    return (await organisation.person(id)) === undefined ? undefined : { person: id };
  },
};

/** Whoever may read an assignment: the one who holds it, or is stood in for, and those who see everyone's. */
const onAssignment: Needs<Input> = {
  operation: 'role.read',
  missing: MISSING,
  async subject({ params: { id }, principal }, { organisation }) {
    const held = await organisation.assignment(id);
    if (held === undefined) return undefined;
    return { person: held.principal?.id === principal.person ? principal.person : held.person };
  },
};

/** What the holder of the assignment does that the path names. */
const byHolder: Needs<Input> = {
  operation: 'role.deputise',
  missing: MISSING,
  async subject({ params: { id } }, { organisation }) {
    const held = await organisation.assignment(id);
    return held === undefined ? undefined : { person: held.person };
  },
};

export const listAssignments = operation({
  id: 'listAssignments',
  method: 'get',
  path: '/people/{id}/assignments',
  summary: '一个人员的角色，早的在前，结束的也在其中',
  needs: rolesOfPerson,
  params: idParams,
  answers: { 200: { description: '任职', schema: assignmentListSchema } },
  problems: { 404: '没有这个人员' },
  async handle({ params: { id }, may }, services) {
    const held = await services.organisation.assignments({ person: id });
    return { status: 200, json: { assignments: await answers(held, { may }, services) } };
  },
});

export const giveAssignment = operation({
  id: 'giveAssignment',
  method: 'post',
  path: '/people/{id}/assignments',
  summary: '授予角色；不能授予本人，不相容的角色不能同时担任',
  needs: { operation: 'role.assign' },
  params: idParams,
  body: assignmentRequestSchema,
  answers: { 201: { description: '授予的角色', schema: assignmentSchema } },
  problems: { ...problems, 404: '没有这个人员' },
  async handle({ params, body: { reason, ...given }, by, principal, may }, services) {
    if ((await services.organisation.person(params.id)) === undefined) throw notFound('这个人员');
    const id = randomUUID();
    const change: Change = { operation: 'assignment.give', id, person: params.id, reason, ...given };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await answer(id, { may }, services) };
  },
});

export const changeAssignment = operation({
  id: 'changeAssignment',
  method: 'patch',
  path: '/assignments/{id}',
  summary: '改变任职的最后一天、对口部门、分派的事项',
  needs: { operation: 'role.assign' },
  params: idParams,
  body: assignmentChangeSchema,
  answers: { 200: { description: '改变后的任职', schema: assignmentSchema } },
  problems: { ...problems, 404: '没有这项任职' },
  async handle({ params: { id }, body: { reason, seen, ...rest }, request, by, principal, may }, services) {
    await answer(id, { may }, services);
    const change: Change = { operation: 'assignment.change', id, reason, seen: await seenBy(request, seen), ...rest };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 200, json: await answer(id, { may }, services) };
  },
});

export const endAssignment = operation({
  id: 'endAssignment',
  method: 'post',
  path: '/assignments/{id}/end',
  summary: '收回角色；指定了代理人的，可以收回代理',
  needs: onAssignment,
  params: idParams,
  body: assignmentEndSchema,
  answers: { 200: { description: '收回之后', schema: assignmentEndedSchema } },
  problems: { ...problems, 404: '没有这项任职' },
  async handle({ params: { id }, body: { reason, seen, last }, request, by, principal, may, demand }, services) {
    const held = await services.organisation.assignment(id);
    if (held === undefined) throw notFound(MISSING);
    // Whom one let stand in for oneself, one may stop.
    const own = held.principal !== null && may('role.deputise', { person: held.principal.id });
    if (!own) demand('role.assign', {}, MISSING);
    const change: Change = { operation: 'assignment.end', id, last, reason, seen: await seenBy(request, seen) };
    await applyChanges(services.organisation, [change], by(reason), principal);
    const after = await services.organisation.assignment(id);
    const [assignment = null] = after === undefined ? [] : await answers([after], { may }, services);
    return { status: 200, json: { assignment } };
  },
});

/** Colleagues with a role of their own at the same place, whose roles go with the one that they would stand in for. */
async function candidates(held: NamedAssignment, { organisation }: PersonServices) {
  const day = organisation.today();
  const place = held.unit !== null ? { unit: held.unit } : { authority: held.authority ?? '' };
  const there = await organisation.assignments({ ...place, day });
  const found = new Map<string, string>();
  for (const { person, personName, deputyFor } of there) {
    if (deputyFor !== null || person === held.person || found.has(person)) continue;
    const roles = (await organisation.assignmentsOf(person, day)).map(({ role }) => role);
    if (conflictOf(roles, held.role) === undefined) found.set(person, personName);
  }
  return [...found].map(([id, name]) => ({ id, name }));
}

export const listDeputies = operation({
  id: 'listDeputies',
  method: 'get',
  path: '/assignments/{id}/deputies',
  summary: '本人这项任职的代理人，和可以指定的人员',
  needs: byHolder,
  params: idParams,
  answers: { 200: { description: '代理人', schema: deputiesSchema } },
  problems: { 404: '没有这项任职' },
  async handle({ params: { id }, may }, services) {
    const held = await services.organisation.assignment(id);
    if (held === undefined) throw notFound(MISSING);
    const deputies = await services.organisation.assignments({ deputyFor: id });
    return {
      status: 200,
      json: { deputies: await answers(deputies, { may }, services), candidates: await candidates(held, services) },
    };
  },
});

export const deputise = operation({
  id: 'deputise',
  method: 'post',
  path: '/assignments/{id}/deputies',
  summary: '为本人的任职指定代理人，有期限',
  needs: byHolder,
  params: idParams,
  body: deputyRequestSchema,
  answers: { 201: { description: '代理', schema: assignmentSchema } },
  problems: { ...problems, 404: '没有这项任职' },
  async handle({ params, body: { reason, person, from, to }, by, principal, may }, services) {
    const id = randomUUID();
    const change: Change = { operation: 'assignment.deputise', id, of: params.id, person, from, to, reason };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await answer(id, { may }, services) };
  },
});
