import { groupBy } from './plan.ts';
import { keyOf } from './text.ts';

/** A unit as it is on the day of the plan; one that begins later, as it begins. */
export interface UnitNow {
  id: string;
  name: string;
  code: string | null;
  kind: 'department' | 'unit';
  parent: string | null;
  authority: string;
  /** First day of this term. */
  from: string;
}

export interface AuthorityNow {
  id: string;
  name: string;
  adcode: string | null;
}

/** Who is there, against what a list is compared. */
export interface TreeNow {
  authorities: readonly AuthorityNow[];
  units: readonly UnitNow[];
}

/** Finds units and authorities by what lists call them. */
export interface Finder {
  unit: ReadonlyMap<string, UnitNow>;
  byCode(code: string): readonly UnitNow[];
  byName(name: string): readonly UnitNow[];
  authority: ReadonlyMap<string, AuthorityNow>;
  /** By name, with or without 财政局 behind it, or by the code of its division. */
  authorities(text: string): readonly AuthorityNow[];
}

const AUTHORITY_END = /财政(厅|局|分局|所|部门)?$/;

export function finderOf(tree: TreeNow): Finder {
  const codes = groupBy(tree.units, ({ code }) => (code === null ? undefined : keyOf(code)));
  const names = groupBy(tree.units, ({ name }) => keyOf(name));
  const authorityNames = groupBy(tree.authorities, ({ name }) => keyOf(name));
  const places = groupBy(tree.authorities, ({ name }) => keyOf(name).replace(AUTHORITY_END, ''));
  const adcodes = groupBy(tree.authorities, ({ adcode }) => adcode ?? undefined);
  return {
    unit: new Map(tree.units.map((unit) => [unit.id, unit])),
    byCode: (code) => codes.get(keyOf(code)) ?? [],
    byName: (name) => names.get(keyOf(name)) ?? [],
    authority: new Map(tree.authorities.map((authority) => [authority.id, authority])),
    authorities: (text) => {
      const key = keyOf(text);
      return authorityNames.get(key) ?? adcodes.get(key) ?? places.get(key.replace(AUTHORITY_END, '')) ?? [];
    },
  };
}

/** A name with its code in one cell: [101]示例局, 101-示例局, 101 示例局. Undefined where it is a plain name. */
export function splitCode(text: string): { code: string; name: string } | undefined {
  const plain = text.normalize('NFKC').trim();
  const match =
    /^[[(【〔]([0-9A-Za-z][0-9A-Za-z.-]{1,30})[\])】〕]\s*(\D.*)$/u.exec(plain) ??
    /^(\d{3,30})\s*[-–—_:\s]\s*(\D.*)$/u.exec(plain);
  return match === null ? undefined : { code: match[1] as string, name: (match[2] as string).trim() };
}

/** What a cell that names a unit says: by its code, its name, or both. */
export function unitsNamed(finder: Finder, text: string): readonly UnitNow[] {
  const byName = finder.byName(text);
  if (byName.length > 0) return byName;
  const byCode = finder.byCode(text);
  if (byCode.length > 0) return byCode;
  const split = splitCode(text);
  if (split === undefined) return [];
  return finder.byCode(split.code).filter(({ name }) => keyOf(name) === keyOf(split.name));
}
