import type { UnitLine } from '@jizhun/lifecycle';
import type { Tree } from '@jizhun/store';

/** Where something stands that belongs to a finance authority itself; undefined where there is no such authority. */
export function officeIn(tree: Pick<Tree, 'authority' | 'authoritiesAbove'>, authority: string): UnitLine | undefined {
  if (tree.authority(authority) === undefined) return undefined;
  return { units: [], authorities: tree.authoritiesAbove(authority) };
}
