import { cleanText, type Indicator, type JsonPointer, type Target, valueAt } from '@jizhun/model';
import type { Spot } from './file.ts';
import type { RowEdit } from './leaves.ts';
import { type CellWrite, type EditPlan, type Planner, targetSpots, Unwritable, unwrap } from './plan.ts';
import { splitTarget } from './print.ts';

type Element = Record<string, unknown>;

/** What putting a row in, or taking one out, does to the file. Throws `Unwritable`. */
export function planRow(planner: Planner, row: RowEdit): EditPlan {
  return row.kind === 'remove' ? removal(planner, row) : insertion(planner, row);
}

function removal(planner: Planner, { list, index }: RowEdit): EditPlan {
  const { part, row } = ownRow(planner, list, index);
  const why = planner.file.judgeRow({ part, row });
  if (why !== undefined) throw new Unwritable(why);
  return { writes: [], inserted: [], removed: [{ part, row }] };
}

/** The row of the file in which an element stands, and nothing but it. */
function ownRow(planner: Planner, list: JsonPointer, index: number): { part: string; row: number } {
  const element = `${list}/${index}`;
  const place = planner.rowOf(element);
  if (!place) throw new Unwritable('在文件中找不到这一行');
  for (const path of planner.places.inRow(place.part, place.row)) {
    if (path === element || path.startsWith(`${element}/`)) continue;
    // What is merged downwards from this row belongs to the rows below as well; a table of all rows repeats the row.
    const carried = planner.places.origins(path).some(({ how }) => how === 'carried');
    const elsewhere = path.startsWith('/goalSheets') !== element.startsWith('/goalSheets');
    if (!carried && !elsewhere && path.startsWith(`${list}/`)) throw new Unwritable('这一行还有其他内容');
  }
  return place;
}

/**
 * A new row is made like a neighbour: below the one before it, or, where only the one after it stands under the same
 * levels, below that one, which then takes the new words while its own go down.
 */
function insertion(planner: Planner, { list, index, value }: RowEdit): EditPlan {
  const above = elementAt(planner, list, index - 1);
  const below = elementAt(planner, list, index);
  if (above && alike(above, value)) return insertBelow(planner, list, index - 1, above, value);
  if (below && alike(below, value)) {
    const plan = insertBelow(planner, list, index, below, below);
    return { ...plan, writes: overwrite(planner, list, index, below, value) };
  }
  if (above) return insertBelow(planner, list, index - 1, above, value);
  throw new Unwritable('找不到可以照着增加的行');
}

function elementAt(planner: Planner, list: JsonPointer, index: number): Element | undefined {
  return valueAt(planner.disclosure, `${list}/${index}`) as Element | undefined;
}

const alike = (a: Element, b: Element): boolean =>
  ['level1', 'level2', 'group'].every((field) => a[field] === b[field]);

function insertBelow(planner: Planner, list: JsonPointer, template: number, like: Element, value: Element): EditPlan {
  const { part, row } = ownRow(planner, list, template);
  const texts = new Map<number, string>();
  const put = (spot: Spot, text: string): void => {
    const merged = spot.rowSpan > 1 || spot.row !== row;
    if (merged && text === cleanText(spot.text)) return;
    if (merged) throw new Unwritable('新行的内容落在纵向合并的单元格里');
    texts.set(spot.column, text);
  };
  for (const [field, wanted] of fieldsOf(value)) {
    const path = `${list}/${template}/${field}`;
    const spots = planner.places.origins(path).map((origin) => spotIn(planner, origin));
    const own = fieldsOf(like).find(([name]) => name === field)?.[1];
    if (spots.length === 0) {
      if (wanted === '' || wanted === null || wanted === false) continue;
      const column = planner.columnOf(list, field, part, template);
      const spot = column === undefined ? undefined : planner.file.covering(part, row, column);
      if (!spot) throw new Unwritable('表中没有填写这一项的列');
      put(spot, planner.fresh(path, wanted, spot));
    } else if (spots.length > 1 || spots[0] === undefined) throw new Unwritable('这一项由几个单元格合成');
    else if (own === wanted) put(spots[0], cleanText(spots[0].text));
    else put(spots[0], unwrap(planner.print(path, spots[0].text, own, wanted)));
  }
  for (const target of targetsOf(value)) {
    const at = targetsOf(like).findIndex((t) => t.period === target.period && sameColumn(t, target));
    const path = at < 0 ? siblingTarget(planner, list, target) : `${list}/${template}/targets/${at}`;
    const spots = planner.places.origins(path ?? '').map((origin) => spotIn(planner, origin));
    const here = spots.map((spot) => planner.file.covering(part, row, spot.column) ?? spot);
    // Columns are told by the words of the row they were found in, and filled in this one.
    const { operator, figure, unit } = targetSpots(spots);
    if (!figure) throw new Unwritable('表中没有填写这一指标值的列');
    const split = splitTarget(target.raw, { operator: operator?.text, figure: figure.text, unit: unit?.text });
    if (!split) throw new Unwritable(`“${target.raw}”不能分写到对比符号、指标值、计量单位各列`);
    for (const [spot, text] of [
      [operator, split.operator],
      [figure, split.figure],
      [unit, split.unit],
    ] as const) {
      const own = spot && here[spots.indexOf(spot)];
      if (own && text !== undefined) put(own, text);
    }
  }
  const inserted = { part, after: row, texts };
  const why = planner.file.judgeRow(inserted);
  if (why !== undefined) throw new Unwritable(why);
  return { writes: [], inserted: [inserted], removed: [] };
}

/** The words of a new row written over a row whose own words have gone down. */
function overwrite(planner: Planner, list: JsonPointer, at: number, from: Element, to: Element): CellWrite[] {
  const edits = [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .filter((field) => field !== 'kind')
    .map((field) => ({ path: `${list}/${at}/${field}`, from: from[field], to: to[field] }))
    .filter((edit) => JSON.stringify(edit.from) !== JSON.stringify(edit.to));
  return planner.plan(edits).flatMap(({ writes }) => writes);
}

function spotIn(planner: Planner, origin: Parameters<Planner['spotOf']>[0]): Spot {
  return planner.spotOf(origin);
}

const sameColumn = (a: Target, b: Target): boolean => b.column === undefined || a.column === b.column;

function siblingTarget(planner: Planner, list: JsonPointer, wanted: Target): JsonPointer | undefined {
  const elements = valueAt(planner.disclosure, list);
  for (const [i, element] of (Array.isArray(elements) ? elements : []).entries()) {
    const at = targetsOf(element as Element).findIndex((t) => t.period === wanted.period && sameColumn(t, wanted));
    const path = `${list}/${i}/targets/${at}`;
    if (at >= 0 && planner.places.origins(path).length > 0) return path;
  }
  return undefined;
}

function targetsOf(element: Element): Target[] {
  return Array.isArray(element.targets) ? (element as unknown as Indicator).targets : [];
}

/** What follows from other values of an element and is printed nowhere. */
const FOLLOWS = new Set(['kind', 'targets', 'group']);

/** The printed fields of an element, cells of a table's row by their number. */
function fieldsOf(element: Element): [field: string, value: unknown][] {
  return Object.entries(element).flatMap(([field, value]): [string, unknown][] => {
    if (FOLLOWS.has(field) || value === undefined) return [];
    if (Array.isArray(value)) return value.map((each, i) => [`${field}/${i}`, each]);
    return [[field, value]];
  });
}
