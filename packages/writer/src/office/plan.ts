import {
  cleanText,
  type Disclosure,
  type Edit,
  editKind,
  type FundingLine,
  type JsonPointer,
  type MoneyUnit,
  type Origin,
  type Target,
  valueAt,
} from '@jizhun/model';
import type { Replacement } from './difference.ts';
import type { InsertedRow, OfficeFile, RemovedRow, Spot } from './file.ts';
import { planFundingLine } from './funding-plan.ts';
import { type Leaf, leavesOf } from './leaves.ts';
import { PlaceIndex, patternOf } from './place-index.ts';
import {
  isOperatorCell,
  moneyUnitOf,
  type Printed,
  printed,
  printMoney,
  printNumber,
  printWords,
  rewordTarget,
  splitTarget,
  type TargetCells,
  unprintable,
} from './print.ts';
import { planRow } from './row-plan.ts';
import { WriteMerge, withPieces } from './write-merge.ts';

/** One cell that gets other words. */
export interface CellWrite {
  spot: Spot;
  /** The clean text of the whole cell afterwards. */
  text: string;
  /** The value for whose sake it is written. */
  path: JsonPointer;
  /** Where only a few characters of a sentence change: which of the spot's text, so that others can change beside them. */
  piece?: Replacement;
}

/** What one edit does to the file. */
export interface EditPlan {
  writes: CellWrite[];
  inserted: InsertedRow[];
  removed: RemovedRow[];
}

/** An edit cannot be written. `message` is Chinese: why. */
export class Unwritable extends Error {}

const HOWS: Partial<Record<Origin['how'], string>> = {
  moved: '这个值在文件中的位置错开，是读取时移回的，不能改写原处',
  repaired: '这个值由读取时修复而来，与文件中印出的不同',
  guessed: '这个值是推测的，文件中没有明确的位置',
  ocr: '这个值由图像识别而来',
};

const TARGET = /^(\/goalSheets\/\d+\/indicators\/\d+)\/targets\/(\d+)(?:\/(\w+))?$/;
const STATEMENT = /^\/statements\/\d+(?:\/(\w+))?$/;
/** What follows from other values, and is written nowhere. */
const FOLLOWS = /\/indicators\/\d+\/kind$/;
const MONEY = /\/(?:funding|tasks)\/\d+\/fen$/;

/** The label of several amounts beside it is one label: it changes for all of them. */
const ONE_LABEL = /\/funding\/\d+\/label$/;

/** Finds for edits of a reading what has to be written where in its file. */
export class Planner {
  readonly disclosure: Disclosure;
  readonly file: OfficeFile;
  readonly places: PlaceIndex;

  constructor(disclosure: Disclosure, file: OfficeFile) {
    this.disclosure = disclosure;
    this.file = file;
    this.places = new PlaceIndex(disclosure);
  }

  /** The edits of one fix, in their order. Throws `Unwritable` with the number of the edit that cannot be written. */
  plan(edits: readonly Edit[]): EditPlan[] {
    const rewordings = new Set<string>();
    for (const { path } of edits) {
      const [, indicator, at, field] = TARGET.exec(path) ?? [];
      if (field === 'raw') rewordings.add(`${indicator}/targets/${at}`);
    }
    const plans = edits.map((edit, at) => {
      try {
        return this.#plan(edit, rewordings);
      } catch (error) {
        if (error instanceof Unwritable) throw new UnwritableEdit(at, error.message);
        throw error;
      }
    });
    this.#refuseConflicts(plans);
    return plans;
  }

  #plan(edit: Edit, rewordings: ReadonlySet<string>): EditPlan {
    const parts = leavesOf(edit);
    if ('row' in parts) return planRow(this, parts.row);
    const [, list, index] = /^(.*)\/(\d+)$/.exec(edit.path) ?? [];
    if (editKind(edit) === 'insert' && list !== undefined && !list.endsWith('/targets')) {
      if (!list.endsWith('/funding')) throw new Unwritable('文件中没有这一行，请在文件中补填');
      const write = planFundingLine(this, list, Number(index), edit.to as FundingLine);
      return { writes: [write], inserted: [], removed: [] };
    }
    const writes: CellWrite[] = [];
    const targets = new Map<string, Leaf[]>();
    for (const leaf of parts.leaves) {
      const [, indicator, at, field] = TARGET.exec(leaf.path) ?? [];
      if (FOLLOWS.test(leaf.path)) continue;
      if (indicator === undefined) writes.push(...this.#leaf(leaf));
      else {
        const path = `${indicator}/targets/${at}`;
        // Unit and operator follow from the wording, where that changes too.
        if (field !== undefined && field !== 'raw' && rewordings.has(path)) continue;
        targets.set(path, [...(targets.get(path) ?? []), leaf]);
      }
    }
    for (const [path, leaves] of targets) writes.push(...this.#target(path, leaves));
    return { writes, inserted: [], removed: [] };
  }

  /** Two edits of one cell must agree, and a cell that holds other values as well must mean all of them. */
  #refuseConflicts(plans: readonly EditPlan[]): void {
    const merge = new WriteMerge();
    const paths = new Map<string, Set<JsonPointer>>();
    for (const [at, { writes }] of plans.entries())
      for (const write of writes) {
        const { spot, path } = write;
        if (!merge.add(write)) throw new UnwritableEdit(at, '同一个单元格有两处不同的修改，不能同时写入');
        paths.set(spot.key, (paths.get(spot.key) ?? new Set()).add(path));
      }
    for (const [at, { writes }] of plans.entries())
      for (const { spot, path } of writes) {
        if (STATEMENT.test(path)) continue;
        const pattern = patternOf(path);
        const others = this.places
          .readFrom(spot)
          .filter(
            (other) => patternOf(other) === pattern && !ONE_LABEL.test(other) && !paths.get(spot.key)?.has(other),
          );
        if (others.length > 0)
          throw new UnwritableEdit(at, `这个单元格由合并等原因还管着另外 ${others.length} 处内容，改动会一并改变它们`);
      }
  }

  /** The spot of an origin. Throws `Unwritable` where the value does not plainly stand there. */
  spotOf(origin: Origin): Spot {
    const how = HOWS[origin.how];
    if (how !== undefined) throw new Unwritable(how);
    const spot = this.file.at(origin);
    if (!spot) throw new Unwritable('在文件中找不到这个值所在的单元格');
    return spot;
  }

  /** Checks that a text can be written at a spot. Throws `Unwritable`. */
  write(spot: Spot, text: string, path: JsonPointer): CellWrite {
    const why = this.file.judge(spot, text);
    if (why !== undefined) throw new Unwritable(why);
    return { spot, text, path };
  }

  #leaf(leaf: Leaf): CellWrite[] {
    const { path, from, to } = leaf;
    if (STATEMENT.test(path)) return [this.#statement(leaf)];
    const at = this.#placed(path);
    const origins = this.places.origins(at);
    if (origins.length === 0) {
      const spot = this.blankSpot(at);
      if (to === undefined || to === null || to === '') throw new Unwritable('文件中没有这个值');
      return [this.write(spot, this.fresh(path, to, spot), at)];
    }
    if (origins.length > 1) return this.#joined(at, origins, from, to);
    const spot = this.spotOf(origins[0] as Origin);
    return [this.write(spot, unwrap(this.print(path, spot.text, from, to)), at)];
  }

  /** Where the provenance of a value is kept: amounts and percentages stand for the whole they are part of. */
  #placed(path: JsonPointer): JsonPointer {
    if (this.places.origins(path).length > 0) return path;
    const whole = /^(.*\/(?:funding|schedule)\/\d+)\/(?:fen|percent)$/.exec(path)?.[1];
    return whole !== undefined && this.places.origins(whole).length > 0 ? whole : path;
  }

  /** Words of several cells joined by line ends: those of the one cell that makes the difference. */
  #joined(path: JsonPointer, origins: readonly Origin[], from: unknown, to: unknown): CellWrite[] {
    const spots = origins.map((origin) => this.spotOf(origin));
    const texts = spots.map((spot) => cleanText(spot.text));
    // Printed twice, and the same both times.
    if (texts.every((text) => text === texts[0]))
      return spots.map((spot) => this.write(spot, unwrap(this.print(path, spot.text, from, to)), path));
    const glue = ['\n', ''].find((each) => texts.join(each) === from);
    if (typeof to !== 'string' || glue === undefined) throw new Unwritable('这个值由几个单元格合成，分不清应改哪一个');
    for (const [i, spot] of spots.entries()) {
      const before = texts
        .slice(0, i)
        .map((t) => t + glue)
        .join('');
      const after = texts
        .slice(i + 1)
        .map((t) => glue + t)
        .join('');
      if (to.length < before.length + after.length || !to.startsWith(before) || !to.endsWith(after)) continue;
      return [this.write(spot, to.slice(before.length, to.length - after.length), path)];
    }
    throw new Unwritable('这个值由几个单元格合成，改动涉及其中几个');
  }

  /** The words of a cell with one value in it replaced. */
  print(path: JsonPointer, words: string, from: unknown, to: unknown): Printed {
    if (MONEY.test(path) && typeof from === 'number' && typeof to === 'number') {
      const unit = moneyUnitOf(words, from) ?? this.#usualUnit(path);
      return unit ? printMoney(words, unit, from, to) : unprintable('分不清这一金额以元还是万元为单位');
    }
    if (to === undefined || to === null || to === '') {
      if (typeof from === 'number') return printed('');
      return printWords(words, String(from ?? ''), '');
    }
    if (typeof from === 'number' && typeof to === 'number') return printNumber(words, from, to);
    if (typeof to === 'boolean') {
      const clean = cleanText(words);
      if (/^[是否]$/.test(clean)) return printed(to ? '是' : '否');
      return unprintable('这个值不是直接印出的文字');
    }
    const wordsOf = (value: unknown): string => PRINTED_WORDS[String(value)] ?? String(value);
    if (/\/(?:direction|attribute)$/.test(path)) {
      const [before, after] = [wordsOf(from), wordsOf(to)];
      return printWords(words, cleanText(words).includes(before) ? before : before.slice(0, 1), after);
    }
    if (typeof from === 'number') return printed(String(to));
    return printWords(words, String(from ?? ''), String(to));
  }

  /** The unit in which the other amounts of the same sheet are printed, where they agree. */
  #usualUnit(path: JsonPointer): MoneyUnit | undefined {
    const sheet = /^\/goalSheets\/\d+/.exec(path)?.[0] ?? '';
    const units = new Set<MoneyUnit>();
    for (const list of ['funding', 'tasks']) {
      const values = valueAt(this.disclosure, `${sheet}/${list}`);
      for (const [i, value] of (Array.isArray(values) ? values : []).entries()) {
        const { fen } = value as { fen?: number };
        const at = this.#placed(`${sheet}/${list}/${i}/fen`);
        const spot = this.places.origins(at).map((origin) => this.file.at(origin))[0];
        const unit = spot && fen !== undefined ? moneyUnitOf(spot.text, fen) : undefined;
        if (unit) units.add(unit);
      }
    }
    return units.size === 1 ? [...units][0] : undefined;
  }

  /** A value as it is printed into a cell that was blank. */
  fresh(path: JsonPointer, value: unknown, spot: Spot): string {
    if (MONEY.test(path) && typeof value === 'number') {
      const unit = this.#usualUnit(path);
      if (!unit) throw new Unwritable('分不清这一金额以元还是万元为单位');
      return unwrap(printMoney('0.00', unit, 0, value));
    }
    if (typeof value === 'number') {
      const decimals = Math.max(0, ...this.#neighbours(spot).map((text) => /\.(\d+)$/.exec(text)?.[1]?.length ?? 0));
      return unwrap(printNumber((0).toFixed(decimals), 0, value));
    }
    if (typeof value !== 'string') throw new Unwritable('这个值不是直接印出的文字');
    return PRINTED_WORDS[value] !== undefined && /\/(?:direction|attribute)$/.test(path)
      ? (PRINTED_WORDS[value] as string)
      : value;
  }

  /** Texts of the cells above and below. */
  #neighbours({ part, row, column }: Spot): string[] {
    return [-2, -1, 1, 2].flatMap((step) => {
      const spot = row + step < 0 ? undefined : this.file.covering(part, row + step, column);
      return spot ? [cleanText(spot.text)] : [];
    });
  }

  /** The blank cell in which a value would stand: in the row of its element, in the column of its like. */
  blankSpot(path: JsonPointer): Spot {
    const m = /^(.*)\/(\d+)\/(cells\/\d+|[^/]+(?:\/\d+)?)$/.exec(path);
    const [, list, index, field] = m ?? [];
    if (list === undefined || field === undefined) throw new Unwritable('表中没有填写这一项的单元格');
    const element = `${list}/${index}`;
    const row = this.rowOf(element);
    const column = row && this.columnOf(list, field, row.part, Number(index));
    if (!row || column === undefined) throw new Unwritable('表中没有填写这一项的列');
    const spot = this.file.covering(row.part, row.row, column);
    if (!spot || spot.row !== row.row) throw new Unwritable('这一项所在的单元格与上面的行合并');
    if (cleanText(spot.text) !== '') throw new Unwritable('这一项所在的单元格已有其他内容');
    return spot;
  }

  /** The row of the file, 0-based, in which an element of a list is printed. */
  rowOf(element: JsonPointer): { part: string; row: number } | undefined {
    const fields = ['level3', 'name', 'label', 'targets/0', 'content', 'cells/0', 'code', 'no'];
    for (const field of fields)
      for (const { part, row, how } of this.places.origins(`${element}/${field}`))
        if (row !== undefined && how === 'printed') return { part, row: row - 1 };
    return undefined;
  }

  /** The column, 0-based, in which the elements of a list print a field. */
  columnOf(list: JsonPointer, field: string, part: string, near: number): number | undefined {
    const elements = valueAt(this.disclosure, list);
    if (!Array.isArray(elements)) return undefined;
    const order = elements.map((_, i) => i).sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
    for (const i of order) {
      const origins = this.places.origins(`${list}/${i}/${field}`).filter((o) => o.part === part);
      const column = origins[origins.length - 1]?.column;
      if (column !== undefined) return column - 1;
    }
    const head = /^cells\/(\d+)$/.exec(field)?.[1];
    if (head === undefined) return undefined;
    const heads = this.places.origins(list.replace(/\/rows$/, `/columns/${head}`)).filter((o) => o.part === part);
    const last = heads[heads.length - 1]?.column;
    return last === undefined ? undefined : last - 1;
  }

  #target(path: JsonPointer, leaves: readonly Leaf[]): CellWrite[] {
    const before = valueAt(this.disclosure, path) as Target | undefined;
    const raw = this.#rawOf(path, before, leaves);
    const origins = this.places.origins(path);
    if (origins.length === 0) {
      const spot = this.blankSpot(this.#blankTarget(path, leaves));
      return [this.write(spot, raw, path)];
    }
    const spots = origins.map((origin) => this.spotOf(origin));
    return this.targetWrites(path, spots, raw);
  }

  /** A target that is to be filled in stands in the column of those that have the same head. */
  #blankTarget(path: JsonPointer, leaves: readonly Leaf[]): JsonPointer {
    const wanted = leaves[0]?.to as Partial<Target> | undefined;
    const indicators = path.replace(/\/\d+\/targets\/\d+$/, '');
    const list = valueAt(this.disclosure, indicators);
    for (const [i, indicator] of (Array.isArray(list) ? list : []).entries()) {
      const { targets } = indicator as { targets: Target[] };
      const at = targets.findIndex((t) => t.period === wanted?.period && t.column === wanted?.column);
      if (at >= 0 && this.places.origins(`${indicators}/${i}/targets/${at}`).length > 0)
        return path.replace(/\d+$/, String(at));
    }
    throw new Unwritable('表中没有填写这一指标值的列');
  }

  #rawOf(path: JsonPointer, before: Target | undefined, leaves: readonly Leaf[]): string {
    const changed: Partial<Record<keyof Target, unknown>> = {};
    for (const { path: at, to } of leaves) {
      const field = at.slice(path.length + 1);
      if (field === '') return to === undefined ? '' : ((to as Target).raw ?? '');
      if (/^(period|month|column)$/.test(field)) throw new Unwritable('指标值所在的列由表头决定，不能改写');
      changed[field as keyof Target] = to;
    }
    if (typeof changed.raw === 'string') return changed.raw;
    const name = valueAt(this.disclosure, path.replace(/\/targets\/\d+$/, '/level3'));
    const raw = before && rewordTarget(before, changed as Partial<Target>, String(name ?? ''));
    if (raw === undefined) throw new Unwritable('说不出改后的指标值应怎样书写');
    return raw;
  }

  /** Writes a target into its cell, or into its columns of operator, figure and unit. */
  targetWrites(path: JsonPointer, spots: readonly Spot[], raw: string): CellWrite[] {
    const { operator, figure, unit } = targetSpots(spots);
    if (!figure) throw new Unwritable('分不清指标值写在哪一列');
    const cells: TargetCells = { operator: operator?.text, figure: figure.text, unit: unit?.text };
    const split = splitTarget(raw, cells);
    if (!split) throw new Unwritable(`“${raw}”不能分写到对比符号、指标值、计量单位各列`);
    const writes: CellWrite[] = [];
    for (const [spot, text] of [
      [operator, split.operator],
      [figure, split.figure],
      [unit, split.unit],
    ] as const)
      if (spot && text !== undefined && cleanText(spot.text) !== text) writes.push(this.write(spot, text, path));
    return writes;
  }

  /** A figure or unit of a sentence: only the characters of the figure and its unit change. */
  #statement({ path, from, to }: Leaf): CellWrite {
    const field = STATEMENT.exec(path)?.[1];
    const at = path.replace(/^(\/statements\/\d+).*$/, '$1');
    const [origin] = this.places.origins(at);
    if (!origin?.span || (field !== 'value' && field !== 'unit'))
      throw new Unwritable('这一改动不是句中的数字或单位，请直接在文件中修改');
    const spot = this.spotOf(origin);
    const [start, end] = origin.span;
    const words = spot.text.slice(start, end);
    const again =
      field === 'value' && typeof from === 'number' && typeof to === 'number'
        ? printNumber(words, from, to)
        : printWords(words, String(from), String(to));
    const piece = { start, end, text: unwrap(again) };
    return { ...this.write(spot, withPieces(spot.text, [piece]), at), piece };
  }
}

/** The edit of a fix that cannot be written. */
export class UnwritableEdit extends Error {
  readonly at: number;
  constructor(at: number, why: string) {
    super(why);
    this.at = at;
  }
}

const PRINTED_WORDS: Readonly<Record<string, string>> = {
  positive: '正向',
  negative: '反向',
  quantitative: '定量',
  qualitative: '定性',
};

export function unwrap(result: Printed): string {
  if (!result.ok) throw new Unwritable(result.why);
  return result.text;
}

/** Which cell of a target is which: operator and unit stand in columns of their own, before and after the figure. */
export function targetSpots(spots: readonly Spot[]): { operator?: Spot; figure?: Spot; unit?: Spot } {
  const [first, second, third] = spots;
  if (!first) return {};
  if (!second) return { figure: first };
  if (third) return { operator: first, figure: second, unit: third };
  return isOperatorCell(first.text) ? { operator: first, figure: second } : { figure: first, unit: second };
}
