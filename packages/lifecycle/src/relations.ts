import type { Role } from './roles.ts';

/** How an assignment stands to what something is done to. */
export type Relation =
  | 'own'
  | 'below'
  | 'in-charge'
  | 'authority'
  | 'office'
  | 'lower-authority'
  | 'tenant'
  | 'assigned'
  | 'at-large'
  | 'shared'
  | 'self';

export const RELATIONS: Readonly<Record<Relation, string>> = {
  own: '本单位',
  below: '所属单位',
  'in-charge': '对口部门及其所属单位',
  authority: '本级各单位',
  office: '本级财政部门自有的',
  'lower-authority': '下级财政及其各单位',
  tenant: '本系统各单位',
  assigned: '分派给本人的事项',
  'at-large': '不属于某个单位的',
  shared: '示例和公用的',
  self: '本人的',
};

export const relationNames = Object.keys(RELATIONS) as Relation[];

/** A role that a person holds now, also as a deputy, with what it is for. */
export interface Assignment {
  id: string;
  role: Role;
  /** Where it is held: a unit, an authority, or, for administrators, neither. */
  unit?: string;
  authority?: string;
  /** Departments that a finance desk is in charge of. */
  inCharge: readonly string[];
  /** What a third party was given. */
  items: readonly Item[];
  /** The person who is stood in for. */
  deputyFor?: { id: string; name: string };
}

/** Something that can be given to a third party. */
export interface Item {
  kind: 'unit' | 'project' | 'document';
  id: string;
}

/**
 * Where something stands: the unit and the units above it, then their authority and those above that. What belongs to a
 * finance authority itself has no units.
 */
export interface UnitLine {
  units: readonly string[];
  authorities: readonly string[];
}

/** What something is done to, as far as permissions depend on it. */
export interface Subject {
  /** The unit, or the authority, to which it belongs; left out where it belongs to neither. */
  unit?: UnitLine;
  /** Itself, as it may be given to a third party. */
  item?: Item;
  /** The person whose own it is: a session, a job, a token. */
  person?: string;
  /** Meant for everyone: an example. */
  shared?: boolean;
}

/** All relations of an assignment to a subject; several may hold at once. */
export function relationsOf(assignment: Assignment, person: string, subject: Subject): Relation[] {
  const relations: Relation[] = [];
  if (subject.person === person) relations.push('self');
  if (subject.shared === true) relations.push('shared');
  const { unit } = subject;
  const given = ({ kind, id }: Item) =>
    (subject.item?.kind === kind && subject.item.id === id) || (kind === 'unit' && unit?.units[0] === id);
  if (assignment.items.some(given)) relations.push('assigned');
  if (unit === undefined) {
    relations.push('at-large');
    return relations;
  }
  if (assignment.unit !== undefined) {
    if (unit.units[0] === assignment.unit) relations.push('own');
    else if (unit.units.includes(assignment.unit)) relations.push('below');
  }
  if (assignment.authority !== undefined) {
    if (unit.authorities[0] === assignment.authority) {
      relations.push('authority');
      if (unit.units.length === 0) relations.push('office');
      if (assignment.inCharge.some((department) => unit.units.includes(department))) relations.push('in-charge');
    } else if (unit.authorities.includes(assignment.authority)) relations.push('lower-authority');
  }
  if (assignment.unit === undefined && assignment.authority === undefined) relations.push('tenant');
  return relations;
}
