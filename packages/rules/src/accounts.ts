import { comparable } from '@jizhun/model';
import type { DisclosureIndex } from './disclosure-index.ts';

/** What a file publishes of a unit and year: its budget, or its final account (决算). */
export interface Account {
  document: number;
  index: DisclosureIndex;
  unit: string;
  year: number;
  final: boolean;
}

/** The budgets and final accounts among several files; a file without unit, year or tables is none. */
export function accountsOf(indexes: readonly DisclosureIndex[]): Account[] {
  return indexes.flatMap((index, document): Account[] => {
    const { unit, fiscalYear, title } = index.disclosure;
    if (!unit || fiscalYear === undefined || index.tables.length === 0) return [];
    const tables = index.tables.filter(({ table }) => /决算/.test(table.title)).length;
    const final = /决算/.test(title ?? '') || tables * 2 > index.tables.length;
    return [{ document, index, unit: comparable(unit.name), year: fiscalYear, final }];
  });
}

/** For each of `ones` the accounts of the same unit, `yearsLater` after it, in other files. */
export function* accountPairs(
  ones: readonly Account[],
  others: readonly Account[],
  yearsLater = 0,
): Generator<readonly [Account, readonly [Account, ...Account[]]]> {
  const byUnit = new Map<string, Account[]>();
  for (const one of others) {
    const key = `${one.year}|${one.unit}`;
    const all = byUnit.get(key);
    if (all) all.push(one);
    else byUnit.set(key, [one]);
  }
  for (const one of ones) {
    const found = (byUnit.get(`${one.year + yearsLater}|${one.unit}`) ?? []).filter(
      ({ document }) => document !== one.document,
    );
    const [first, ...rest] = found;
    if (first) yield [one, [first, ...rest]];
  }
}
