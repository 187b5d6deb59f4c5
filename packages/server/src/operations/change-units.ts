import { randomUUID } from 'node:crypto';
import { unitChangedSchema, unitChangeSchema, unitRequestSchema } from '@jizhun/api';
import type { Change, NewUnit } from '@jizhun/store';
import type { z } from 'zod';
import { notFound } from '../http/problem.ts';
import { operation, type PersonServices } from '../operation.ts';
import { unitAnswer } from '../organisation/answer.ts';
import { applyChanges, seenBy } from '../organisation/change.ts';
import { unitDetail } from '../organisation/unit-detail.ts';
import { idParams } from './parameters.ts';

const problems = {
  400: '请求的写法不对',
  412: '打开之后已有别人作了改动',
  422: '不能这样改：原因和办法见说明',
};

/** The unit as it is after a change. */
async function changed(id: string, { organisation }: Pick<PersonServices, 'organisation'>) {
  const tree = await organisation.tree();
  const unit = tree.unit(id);
  if (unit === undefined) throw notFound('这个单位');
  return { unit: unitAnswer(unit), version: tree.versionOf(id) ?? '', revision: tree.revision };
}

export const addUnit = operation({
  id: 'addUnit',
  method: 'post',
  path: '/units',
  summary: '增加一个单位',
  needs: { operation: 'unit.manage' },
  body: unitRequestSchema,
  answers: { 201: { description: '增加的单位', schema: unitChangedSchema } },
  problems,
  async handle({ body: { reason, ...unit }, by, principal }, services) {
    const id = randomUUID();
    const change: Change = { operation: 'unit.add', id, reason, ...unit };
    await applyChanges(services.organisation, [change], by(reason), principal);
    return { status: 201, json: await changed(id, services) };
  },
});

/** The change of the organisation that a request means, and the unit that it leads to. */
function meant(id: string, body: z.output<typeof unitChangeSchema>, seen: string | undefined): [Change, string] {
  const { reason, from } = body;
  const common = { id, from, reason, seen };
  switch (body.change) {
    case 'rename':
      return [{ operation: 'unit.change', ...common, name: body.name, basis: body.basis }, id];
    case 'recode':
      return [{ operation: 'unit.change', ...common, code: body.code, basis: body.basis }, id];
    case 'kind':
      return [{ operation: 'unit.change', ...common, kind: body.kind, basis: body.basis }, id];
    case 'move': {
      const { parent, authority, basis } = body;
      return [{ operation: 'unit.change', ...common, parent, authority, basis }, id];
    }
    case 'merge': {
      const into: string | NewUnit = body.into === undefined ? id : { id: randomUUID(), ...body.into };
      const { basis } = body;
      const units = [id, ...body.with];
      return [
        { operation: 'unit.merge', units, into, from, basis, reason, seen },
        typeof into === 'string' ? into : into.id,
      ];
    }
    case 'split': {
      const into = body.into.map((unit) => ({ id: randomUUID(), ...unit }));
      const { keeps, basis } = body;
      return [{ operation: 'unit.split', ...common, into, keeps, basis }, keeps ? id : (into[0]?.id ?? id)];
    }
    case 'end':
      return [{ operation: 'unit.end', ...common }, id];
  }
}

export const changeUnit = operation({
  id: 'changeUnit',
  method: 'post',
  path: '/units/{id}/changes',
  summary: '变更一个单位：更名、变更代码、划转、合并、分立、撤销，自某日起',
  needs: {
    operation: 'unit.manage',
  },
  params: idParams,
  body: unitChangeSchema,
  answers: { 201: { description: '变更之后的单位', schema: unitChangedSchema } },
  problems: { ...problems, 404: '没有这个单位' },
  async handle({ params: { id }, body, request, by, principal, may }, services) {
    if ((await services.organisation.tree()).unit(id) === undefined) throw notFound('这个单位');
    const seen = await seenBy(request, body.seen, () => unitDetail(id, { may }, services.organisation));
    const [change, after] = meant(id, body, seen);
    await applyChanges(services.organisation, [change], by(body.reason), principal);
    return { status: 201, json: await changed(after, services) };
  },
});
