import { complain, type Draft } from './plan.ts';
import { cleanCode, keyOf, saysNone } from './text.ts';
import { type Finder, splitCode, type UnitNow, unitsNamed } from './tree.ts';

/**
 * The unit that a row names by code, by name, or by both, complaining where there is none such, or several. Undefined
 * where it names none; null where it names one that cannot be told.
 */
export function unitNamed(draft: Draft, finder: Finder): UnitNow | null | undefined {
  const { unitCode, unit } = draft.row.values;
  const code = unitCode === undefined || saysNone(unitCode) ? undefined : cleanCode(unitCode);
  const name = unit === undefined || saysNone(unit) ? undefined : unit;
  if (code === undefined && name === undefined) return undefined;
  if (code !== undefined) {
    const byCode = finder.byCode(code);
    const found = byCode.length > 1 && name !== undefined ? byCode.filter(bears(name)) : byCode;
    const [only] = found;
    if (found.length > 1) {
      const message = `有 ${found.length} 个单位的代码都是“${code}”。`;
      complain(draft, 'error', 'unitCode', message, '请同时填写单位名称，或用不重复的代码。');
      return null;
    }
    if (only === undefined) {
      complain(draft, 'error', 'unitCode', `没有代码为“${code}”的单位。`, '请改正代码，或先导入这个单位。');
      return null;
    }
    if (name !== undefined && !bears(name)(only)) {
      const message = `代码“${code}”是“${only.name}”的，名称却是“${name}”。`;
      complain(draft, 'error', 'unitCode', message, '请改正代码或名称；单位更名的，请先更名。');
      return null;
    }
    return only;
  }
  const found = unitsNamed(finder, name ?? '');
  if (found.length === 1) return found[0];
  if (found.length > 1) {
    complain(draft, 'error', 'unit', `有 ${found.length} 个单位都叫“${name}”。`, '请填写单位代码。');
    return null;
  }
  complain(draft, 'error', 'unit', `没有单位“${name}”。`, '请改正名称，或先导入这个单位。');
  return null;
}

const bears = (name: string) => (unit: UnitNow) =>
  keyOf(unit.name) === keyOf(name) || keyOf(splitCode(name)?.name ?? '') === keyOf(unit.name);
