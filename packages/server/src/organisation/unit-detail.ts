import { MOST_PROJECTS_SHOWN, type UnitDetail } from '@jizhun/api';
import type { NamedAssignment } from '@jizhun/store';
import { notFound } from '../http/problem.ts';
import type { Permit } from '../operation.ts';
import { historyAnswer, namedAuthority, namedUnit, projectAnswer, unitAnswer } from './answer.ts';
import type { Organisation } from './organisation.ts';
import { unitSubject } from './permitted.ts';

const holder = (held: NamedAssignment, how: 'here' | 'in-charge'): NonNullable<UnitDetail['people']>[number] => ({
  assignment: held.id,
  person: { id: held.person, name: held.personName },
  role: held.role,
  how,
  from: held.from,
  to: held.to,
  deputyFor: held.principal,
});

/** A unit as it is today, with its years, and its people and projects as far as the caller may see them. */
export async function unitDetail(
  id: string,
  { may }: Pick<Permit, 'may'>,
  organisation: Organisation,
): Promise<UnitDetail> {
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
  return {
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
}
