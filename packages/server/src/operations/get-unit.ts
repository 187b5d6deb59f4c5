import { MOST_PROJECTS_SHOWN, type UnitDetail, unitDetailSchema } from '@jizhun/api';
import type { NamedAssignment } from '@jizhun/store';
import { notFound } from '../http/problem.ts';
import { operation } from '../operation.ts';
import { historyAnswer, namedAuthority, namedUnit, projectAnswer, unitAnswer } from '../organisation/answer.ts';
import { onUnit, unitSubject } from '../organisation/permitted.ts';
import { idParams } from './parameters.ts';

const holder = (held: NamedAssignment, how: 'here' | 'in-charge'): NonNullable<UnitDetail['people']>[number] => ({
  assignment: held.id,
  person: { id: held.person, name: held.personName },
  role: held.role,
  how,
  from: held.from,
  to: held.to,
  deputyFor: held.principal,
});

export const getUnit = operation({
  id: 'getUnit',
  method: 'get',
  path: '/units/{id}',
  summary: '一个单位：今天的情形，历年的沿革，人员，项目',
  needs: onUnit('unit.read'),
  params: idParams,
  answers: { 200: { description: '单位', schema: unitDetailSchema } },
  problems: { 404: '没有这个单位' },
  async handle({ params: { id }, may }, { organisation }) {
    const tree = await organisation.tree();
    const unit = tree.unit(id);
    const line = tree.lineOf(id);
    if (unit === undefined || line === undefined) throw notFound('这个单位');
    const subject = unitSubject(id, tree);
    const seesPeople = may('person.read') || may('person.read', subject);
    const here = seesPeople ? await organisation.assignments({ unit: id, day: tree.day }) : [];
    const desks = seesPeople ? await organisation.assignments({ item: id, day: tree.day }) : [];
    const projects = may('project.read', subject)
      ? await organisation.projects({ unit: id, ended: true, limit: MOST_PROJECTS_SHOWN })
      : { rows: [], count: 0 };
    const json: UnitDetail = {
      unit: unitAnswer(unit),
      version: tree.versionOf(id) ?? '',
      above: line.units.slice(1).map((one) => namedUnit(one, tree)),
      authorities: line.authorities.map((one) => namedAuthority(one, tree)),
      below: tree
        .below(id)
        .filter((one) => tree.unit(one)?.parent === id)
        .map((one) => namedUnit(one, tree)),
      history: historyAnswer(id, tree),
      people: seesPeople
        ? [
            ...here.map((held) => holder(held, 'here')),
            ...desks.filter(({ role }) => role === 'finance-desk').map((held) => holder(held, 'in-charge')),
          ]
        : null,
      projects: projects.rows.map((project) => projectAnswer(project, tree)),
      projectCount: projects.count,
      may: { manage: may('unit.manage'), addProject: may('project.manage', subject) },
    };
    return { status: 200, json };
  },
});
