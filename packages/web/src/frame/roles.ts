import type { HeldRole, Me } from '@jizhun/api';
import { ROLES } from '@jizhun/lifecycle';

/** `填报人，代李四`: the role, and for whom it is held by a deputy. */
export function roleTitle({ role, deputyFor }: HeldRole): string {
  return deputyFor === null ? ROLES[role].name : `${ROLES[role].name}，代${deputyFor.name}`;
}

/** Where a role is held: unit or finance authority; empty for what is held in the installation as a whole. */
export const seatOf = ({ unit, authority }: HeldRole): string => unit?.name ?? authority?.name ?? '';

/** The roles of a person in one line: `填报人`, `绩效科 等 2 个角色`. */
export function rolesInShort({ roles }: Pick<Me, 'roles'>): string {
  const [first] = roles;
  if (first === undefined) return '没有角色';
  return roles.length === 1 ? roleTitle(first) : `${roleTitle(first)} 等 ${roles.length} 个角色`;
}
