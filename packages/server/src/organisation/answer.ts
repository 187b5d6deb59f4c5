import type { AssignmentInfo, AuthorityInfo, PersonInfo, ProjectInfo, UnitDetail, UnitInfo } from '@jizhun/api';
import type { Authority, NamedAssignment, PersonRow, ProjectRow, Tree, UnitOnDay } from '@jizhun/store';

type Named = { id: string; name: string };

/** A unit by the name that it has on the day of the tree. */
export const namedUnit = (id: string, tree: Pick<Tree, 'unit'>): Named => ({ id, name: tree.unit(id)?.name ?? id });

export const namedAuthority = (id: string, tree: Pick<Tree, 'authority'>): Named => ({
  id,
  name: tree.authority(id)?.name ?? id,
});

const listedAuthority = ({ id, name, parent, adcode, place, from, to }: Authority): Omit<AuthorityInfo, 'version'> => ({
  id,
  name,
  parent,
  adcode,
  place,
  from,
  to,
});

export const listedAuthorities = (authorities: readonly Authority[]) => authorities.map(listedAuthority);

export const authorityAnswer = (authority: Authority, tree: Pick<Tree, 'versionOf'>): AuthorityInfo => ({
  ...listedAuthority(authority),
  version: tree.versionOf(authority.id) ?? '',
});

/** What is missing is left out: 5,000 of these are one answer. */
export const unitAnswer = ({ id, name, code, kind, parent, authority, from, to, state }: UnitOnDay): UnitInfo => ({
  id,
  name,
  ...(code === null ? {} : { code }),
  kind,
  ...(parent === null ? {} : { parent }),
  authority,
  from,
  ...(to === null ? {} : { to }),
  ...(state === 'there' ? {} : { state }),
});

export function historyAnswer(id: string, tree: Tree): UnitDetail['history'] {
  const { terms, predecessors, successors } = tree.history(id) ?? { terms: [], predecessors: [], successors: [] };
  return {
    terms: terms.map(({ from, to, name, code, kind, parent, authority, basis }) => ({
      from,
      to,
      name,
      code,
      kind,
      parent: parent === null ? null : namedUnit(parent, tree),
      authority: namedAuthority(authority, tree),
      basis,
    })),
    predecessors: predecessors.map(({ predecessor, from, kind, basis }) => ({
      unit: namedUnit(predecessor, tree),
      from,
      kind,
      basis,
    })),
    successors: successors.map(({ successor, from, kind, basis }) => ({
      unit: namedUnit(successor, tree),
      from,
      kind,
      basis,
    })),
  };
}

export const projectAnswer = (project: ProjectRow, tree: Pick<Tree, 'unit'>): ProjectInfo => ({
  id: project.id,
  unit: namedUnit(project.unit, tree),
  code: project.code,
  name: project.name,
  category: project.category,
  fromYear: project.fromYear,
  toYear: project.toYear,
  endedAt: project.endedAt?.toISOString() ?? null,
  version: project.version,
});

/** Names of what third parties were given, beside units: by `kind id`. */
export type ItemNames = ReadonlyMap<string, string>;

export function assignmentAnswer(held: NamedAssignment, tree: Tree, items: ItemNames): AssignmentInfo {
  const { id, person, personName, role, unit, authority, from, to, deputyFor, principal, version } = held;
  const today = tree.day;
  return {
    id,
    person: { id: person, name: personName },
    role,
    unit: unit === null ? null : namedUnit(unit, tree),
    authority: authority === null ? null : namedAuthority(authority, tree),
    from,
    to,
    state: from > today ? 'coming' : to !== null && to < today ? 'over' : 'holds',
    deputyFor: principal === null || deputyFor === null ? null : { ...principal, assignment: deputyFor },
    items: held.items.map((item) => ({
      ...item,
      name: (item.kind === 'unit' ? tree.unit(item.id)?.name : items.get(`${item.kind} ${item.id}`)) ?? null,
    })),
    version,
  };
}

/** A person; the state of the account only for who may see it. */
export function personAnswer(
  person: PersonRow,
  { tree, items, now, withAccount }: { tree: Tree; items: ItemNames; now: Date; withAccount: boolean },
): PersonInfo {
  const { account } = person;
  const locked = account !== null && account.lockedUntil !== null && account.lockedUntil > now;
  return {
    id: person.id,
    name: person.name,
    staffNumber: person.staffNumber,
    endedAt: person.endedAt?.toISOString() ?? null,
    account:
      account === null || !withAccount
        ? null
        : {
            login: account.login,
            state: account.disabledAt !== null ? 'disabled' : locked ? 'locked' : 'open',
            hasPassword: account.hasPassword,
            mustChangePassword: account.mustChange,
            lastSignInAt: account.lastLoginAt?.toISOString() ?? null,
          },
    assignments: person.assignments.map((held) => assignmentAnswer(held, tree, items)),
    version: person.version,
  };
}
