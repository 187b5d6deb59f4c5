import { type Relation, type Role, relationNames, roleNames, type State, stateNames } from '@jizhun/lifecycle';

/** What the address of the matrix says. */
export interface MatrixSearch {
  q?: string;
  role?: Role;
  relation?: Relation;
  state?: State;
  /** The cell that is explained: role and operation. */
  cell?: string;
}

const oneOf = <T extends string>(names: readonly T[], value: unknown): T | undefined =>
  names.find((name) => name === value);

export function readMatrixSearch(raw: Record<string, unknown>): MatrixSearch {
  const role = oneOf(roleNames, raw.role);
  const relation = oneOf(relationNames, raw.relation);
  const state = oneOf(stateNames, raw.state);
  return {
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
    ...(role === undefined ? {} : { role }),
    ...(relation === undefined ? {} : { relation }),
    ...(state === undefined ? {} : { state }),
    ...(typeof raw.cell === 'string' && raw.cell !== '' ? { cell: raw.cell } : {}),
  };
}
