import type { Organisation } from '../organisation/organisation.ts';
import type { PeopleNow } from './plan-people.ts';
import type { ProjectsNow } from './plan-projects.ts';
import type { AuthorityNow, TreeNow, UnitNow } from './tree.ts';

const ALL = 1_000_000;

/** Units and authorities on a day; units that begin later with them, so that a list does not add them a second time. */
export async function treeNow(organisation: Organisation, day: string): Promise<TreeNow> {
  const tree = await organisation.tree(day);
  const coming = [...tree.ids()].map((id) => tree.unit(id)).filter((unit) => unit?.state === 'coming');
  const units = [...tree.units, ...coming.filter((unit) => unit !== undefined)].map(
    ({ id, name, code, kind, parent, authority, from }): UnitNow => ({
      id,
      name,
      code,
      kind,
      parent,
      authority,
      from,
    }),
  );
  const authorities = tree.authorities.map(({ id, name, adcode }): AuthorityNow => ({ id, name, adcode }));
  return { authorities, units };
}

/** People with the roles that they hold, held, or will hold; what they do as deputies is no business of lists. */
export async function peopleNow(organisation: Organisation, day: string): Promise<PeopleNow> {
  const { rows } = await organisation.people({ day, limit: ALL, ended: true });
  return {
    tree: await treeNow(organisation, day),
    people: rows.map(({ id, name, staffNumber, account, endedAt, assignments }) => ({
      id,
      name,
      staff: staffNumber,
      login: account?.login ?? null,
      ended: endedAt !== null,
      roles: assignments
        .filter(({ deputyFor }) => deputyFor === null)
        .map(({ id: role, role: name_, unit, authority, from, to, items }) => ({
          id: role,
          role: name_,
          unit,
          authority,
          from,
          to,
          inCharge: name_ === 'finance-desk' ? items.filter(({ kind }) => kind === 'unit').map((item) => item.id) : [],
        })),
    })),
  };
}

export async function projectsNow(organisation: Organisation, day: string): Promise<ProjectsNow> {
  const { rows } = await organisation.projects({ limit: ALL, ended: true });
  return {
    tree: await treeNow(organisation, day),
    projects: rows.map(({ id, unit, code, name, category, fromYear, toYear, endedAt }) => ({
      id,
      unit,
      code,
      name,
      category,
      fromYear,
      toYear,
      ended: endedAt !== null,
    })),
  };
}
