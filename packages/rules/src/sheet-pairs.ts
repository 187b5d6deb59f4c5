import { comparable } from '@jizhun/model';
import type { DisclosureIndex, SheetIndex } from './disclosure-index.ts';
import { isClassified } from './sheet-text.ts';

/** A goal sheet among several files. */
export interface SheetAt {
  /** Position of its file. */
  document: number;
  sheet: SheetIndex;
  year: number;
  /** 实施单位, else the unit of the file, as it is compared; '' where neither is known. */
  owner: string;
  /** Name of the project, or of the department, as it is compared. */
  name: string;
  code: string;
}

/** Where it is not printed whose a project is, a shorter name (干部教育培训, 工作经费) may be anybody's. */
const TELLING = 8;

/** 2024年示例培训经费 and 2025年度示例培训经费 are one project in two years. */
const YEAR = /(?:19|20)\d\d年(?:度)?/g;

interface Paired {
  unit: string | undefined;
  year: number | undefined;
  found: readonly Omit<SheetAt, 'document'>[];
}

/** What the sheets of one file are paired by: the same for every rule, as long as they are the same sheets. */
const known = new WeakMap<readonly SheetIndex[], Paired>();

function sheetsIn({ disclosure, sheets }: DisclosureIndex): Paired['found'] {
  const { fiscalYear: year, unit: { name: unit } = {} } = disclosure;
  const before = known.get(sheets);
  if (before && before.unit === unit && before.year === year) return before.found;
  const found = sheets.flatMap((sheet) => {
    const { fiscalYear = year, unit: own = unit, name, scope, code } = sheet.sheet;
    if (fiscalYear === undefined || isClassified(sheet)) return [];
    const department = scope === 'department';
    return {
      sheet,
      year: fiscalYear,
      owner: department ? '' : comparable(own ?? ''),
      name: `${department ? '部门整体｜' : ''}${comparable(name.replace(YEAR, ''))}`,
      code: department ? '' : (code ?? '').replace(/\s/g, ''),
    };
  });
  known.set(sheets, { unit, year, found });
  return found;
}

/** The sheets that `wanted` picks from all files, with what they are paired by. Without a year a sheet is paired with none. */
export function sheetsOf(
  indexes: readonly DisclosureIndex[],
  wanted: (sheet: SheetIndex['sheet']) => boolean,
): SheetAt[] {
  return indexes.flatMap((index, document) =>
    sheetsIn(index).flatMap((one) => (wanted(one.sheet.sheet) ? { ...one, document } : [])),
  );
}

/** Sheets by one key: one a file, since of two in one file it is not known which is meant. */
class Shelf {
  readonly #byKey = new Map<string, Map<number, SheetAt | null>>();

  put(key: string, at: SheetAt): void {
    const files = this.#byKey.get(key);
    if (!files) this.#byKey.set(key, new Map([[at.document, at]]));
    else files.set(at.document, files.has(at.document) ? null : at);
  }

  /** Those of other files than `document`, in the order of the files. */
  get(key: string, document: number): SheetAt[] {
    const found: SheetAt[] = [];
    for (const [file, at] of this.#byKey.get(key) ?? []) if (at && file !== document) found.push(at);
    return found;
  }
}

/** Whose sheets of that name may be of the same project: its own unit's, else the only others', where one side names none. */
function ownerFor(at: SheetAt, named: ReadonlyMap<string, ReadonlySet<number>> | undefined): string | undefined {
  const own = named?.get(at.owner);
  if (own && (own.size > 1 || !own.has(at.document))) return at.owner;
  if (!named || named.size > (own ? 2 : 1)) return undefined;
  const [other] = [...named.keys()].filter((owner) => owner !== at.owner);
  return other !== undefined && (!other || !at.owner) ? other : undefined;
}

/**
 * For each of `ones` the sheets of the same project in other files, `yearsLater` after it: by code; where one side has no
 * code (or another year may have brought another code) by unit and name; where a unit is not printed, by a name alone that
 * is long enough to be no other's and stands only once. Never by position.
 */
export function* pairsAcross(
  ones: readonly SheetAt[],
  others: readonly SheetAt[],
  yearsLater = 0,
): Generator<readonly [SheetAt, readonly [SheetAt, ...SheetAt[]]]> {
  const byCode = new Shelf();
  const byName = new Shelf();
  /** By year and name: whose they are, and in which files. */
  const owners = new Map<string, Map<string, Set<number>>>();
  for (const at of others) {
    if (at.code) byCode.put(`${at.year}|${at.code}`, at);
    byName.put(`${at.year}|${at.owner}|${at.name}`, at);
    const key = `${at.year}|${at.name}`;
    const named = owners.get(key) ?? new Map<string, Set<number>>();
    owners.set(key, named);
    named.set(at.owner, (named.get(at.owner) ?? new Set()).add(at.document));
  }
  for (const at of ones) {
    const year = at.year + yearsLater;
    let found = at.code ? byCode.get(`${year}|${at.code}`, at.document) : [];
    if (found.length === 0) {
      const owner = ownerFor(at, owners.get(`${year}|${at.name}`));
      if (owner === undefined || ((!owner || !at.owner) && at.name.length < TELLING)) continue;
      found = byName.get(`${year}|${owner}|${at.name}`, at.document);
      // Two codes in one year are two projects.
      if (yearsLater === 0) found = found.filter((other) => !at.code || !other.code);
    }
    const [first, ...rest] = found;
    if (first) yield [at, [first, ...rest]];
  }
}

/**
 * The sheets that belong to each unit in each year, under `2024|` and the unit's name: those that name it as 实施单位 or
 * 主管部门, and those of its own files.
 */
export function sheetsByUnit(
  indexes: readonly DisclosureIndex[],
  sheets: readonly SheetAt[],
): Map<string, ReadonlySet<SheetAt>> {
  const byUnit = new Map<string, Set<SheetAt>>();
  for (const at of sheets) {
    const { supervisor, unit } = at.sheet.sheet;
    for (const name of [supervisor, unit, indexes[at.document]?.disclosure.unit?.name]) {
      if (!name) continue;
      const key = unitKey(at.year, name);
      const all = byUnit.get(key);
      if (all) all.add(at);
      else byUnit.set(key, new Set([at]));
    }
  }
  return byUnit;
}

/** The key of a unit in a year in `sheetsByUnit`. */
export function unitKey(year: number, name: string): string {
  return `${year}|${comparable(name)}`;
}
