import type { GoalSheet, Indicator } from '@jizhun/model';
import { indicatorKindOf, joinTarget, parseDecimal, parseTarget } from '@jizhun/model';
import { namesPeriod, periodOf } from '../lexicon/headers.ts';
import { familiesOfLevel2, familyOfLevel1, isLevel1, isLevel2, levelName } from '../lexicon/levels.ts';
import type { How, SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { type Placed, placeRow } from './align.ts';
import { isDash } from './amount.ts';
import { type Column, type IndicatorHead, resolveAmbiguous, resolveLevels, resolveRaggedLevels } from './columns.ts';
import type { Half } from './headed-block.ts';

/** A level as it holds for a row: its words, the cells they come from, and how. */
interface Level {
  text: string;
  cells: SourceCell[];
  how: How;
}

interface BlockRow {
  row: SourceRow;
  placed: Placed[];
  level1: Level;
  level2: Level;
}

/** What a form prints in a row of indicators before anyone fills it in. */
function isPlaceholder(label: string): boolean {
  return /^([.…。·]+|指标\d*[:：]?)$/.test(label) || isLevel1(label) || isLevel2(label);
}

const NO_LEVEL: Level = { text: '', cells: [], how: 'printed' };

/** Whether a row adds up weights and scores. */
export function isTotal(row: SourceRow): boolean {
  return /^(自评|评价|综合)?(总分|合计|总计|总得分|得分合计|分值合计)(\(.*\)|（.*）)?$/.test(
    row.filled[0]?.label ?? '',
  );
}

/** An indicator block being read: rows are collected, and indicators made when it ends, since contents decide columns. */
export class IndicatorBlock {
  columns: Column[];
  readonly #rows: BlockRow[] = [];
  readonly #added: SourceRow[] = [];
  #pending: { row: SourceRow; placed: Placed[] }[] = [];

  readonly #totals: SourceRow[] = [];
  readonly #fields: number;

  /** `halves` are the goals over the block (中期目标 | 年度目标) that say which period the columns below them are of. */
  constructor(head: IndicatorHead, halves: readonly Half[] = []) {
    for (const cell of head.cells) cell.used = true;
    this.#fields = head.fields;
    const block = head.columns.find((c) => c.role === 'block' && /长期|中期|实施期|年度/.test(c.head));
    const groups = Math.max(...head.columns.map((c) => c.group)) + 1;
    this.columns = head.columns.map((column) => {
      if (column.role !== 'target' || namesPeriod(column.head)) return column;
      // The block's own name (长期绩效指标) is nearer than the goals above it.
      const half = halves.length === groups && groups > 1 ? halves[column.group] : undefined;
      const period = block ? periodOf(block.head).period : (half?.period ?? column.period);
      return { ...column, period };
    });
  }

  get empty(): boolean {
    return this.#added.length === 0;
  }

  /** Whether a row of another grid continues this block: a page break cut it, and it fits the columns. */
  continues(row: SourceRow): boolean {
    if (row.filled.length < 2 || row.filled.length > this.columns.length) return false;
    const { placed, loose } = placeRow(row, this.columns, this.#fields);
    const has = (role: Column['role']) => placed.some((p) => p.column.role === role && !p.cell.blank);
    if (loose.length > 0 || !has('level3')) return false;
    if (row.grid.exact) {
      const width = Math.max(...this.columns.map((c) => c.end));
      return (
        row.grid.source.columnCount >= width - 1 &&
        has('target') &&
        row.filled.some((c) => isLevel1(c.label) || isLevel2(c.label))
      );
    }
    return row.filled.some((c) => isLevel1(c.label) || isLevel2(c.label)) || has('target');
  }

  add(row: SourceRow): void {
    if (
      /^(自评|评价|综合)?(总分|合计|总计|总得分|得分合计|分值合计)(\(.*\)|（.*）)?$/.test(row.filled[0]?.label ?? '')
    ) {
      this.#totals.push(row);
      return;
    }
    this.#added.push(row);
  }

  /** Makes the indicators of all rows and adds them to the sheet. */
  finish(sheet: Draft<GoalSheet>): void {
    const exact = this.#added[0]?.grid.exact ?? true;
    const place = () => this.#added.map((row) => ({ row, placed: placeRow(row, this.columns, this.#fields).placed }));
    // Where a field of extracted text belongs depends on what its column holds: its words say that before they are placed.
    if (!exact)
      resolveRaggedLevels(
        this.columns,
        this.#added.map((row) => row.filled.map((c) => c.label)),
      );
    this.#pending = place();
    const texts = (column: Column) =>
      this.#pending.flatMap((r) => r.placed.filter((p) => p.column === column).map((p) => p.cell.text));
    if (exact) resolveLevels(this.columns, texts);
    resolveAmbiguous(this.columns, texts);
    this.#carryLevels();
    for (const row of this.#rows) {
      const groups = new Set(row.placed.map((p) => p.column.group));
      for (const group of groups) this.#indicator(sheet, row, group);
    }
    for (const row of this.#totals) this.total(sheet, row);
  }

  /** 总分: the figure below the scores, or the last of the row where extraction lost the columns. */
  total(sheet: Draft<GoalSheet>, row: SourceRow): void {
    const [label, ...figures] = row.filled;
    if (!label) return;
    const scores = this.columns.find((c) => c.role === 'score');
    const weights = this.columns.find((c) => c.role === 'weight');
    const isFigure = (cell: SourceCell) => /^\d+(\.\d+)?分?$/.test(cell.text);
    const below = (column: Column | undefined) =>
      column && figures.find((c) => isFigure(c) && c.column < column.end && c.end > column.start);
    const printed = figures.filter(isFigure);
    // Where nobody scored anything, the one figure adds up the weights.
    const scored = sheet.value.indicators.some((i) => i.score !== undefined) || !weights;
    const alone = printed.length === 1 && scored && !(row.grid.exact && printed[0] === below(weights));
    const score =
      row.grid.exact && scores
        ? (below(scores) ?? (alone ? printed[0] : undefined))
        : printed.length > 1 || alone
          ? printed[printed.length - 1]
          : undefined;
    label.used = true;
    for (const cell of printed) cell.used = true;
    const total = score ?? below(weights) ?? printed[0];
    if (!total) return;
    sheet.value.attributes[label.label] = total.text;
    sheet.from(['attributes', label.label], [total]);
    // In a form without scores the total is that of the weights.
    if (!score || !scores) return;
    const evaluation = sheet.value.evaluation ?? { execution: [] };
    sheet.value.evaluation = evaluation;
    evaluation.total = Number.parseFloat(score.text);
    sheet.from(['evaluation', 'total'], [score]);
  }

  #carryLevels(): void {
    let level1: Level = NO_LEVEL;
    let level2: Level = NO_LEVEL;
    const tree = !this.columns.some((c) => c.role === 'level1' || c.role === 'level2');
    for (const [i, { row, placed }] of this.#pending.entries()) {
      const node = tree ? this.#treeNode(placed) : undefined;
      if (node && this.#isFirst(node, level1)) {
        level1 = { text: node.label, cells: [node], how: 'printed' };
        level2 = NO_LEVEL;
        continue;
      }
      if (node) {
        level2 = { text: node.label, cells: [node], how: 'printed' };
        continue;
      }
      const one = placed.find((p) => p.column.role === 'level1' && !p.cell.blank);
      const two = placed.find((p) => p.column.role === 'level2' && p.column.group === 0 && !p.cell.blank);
      const before = level1.text;
      const printed1 = one ? this.#level(one, level1, isLevel1) : null;
      if (printed1 && !printed1.continued) {
        level1 = printed1.level;
        if (!one?.carried && printed1.level.text !== before) level2 = NO_LEVEL;
      } else if (level1.cells.length > 0) level1 = { ...level1, how: 'carried' };
      const printed2 = two ? this.#level(two, level2, isLevel2) : null;
      if (printed2 && !printed2.continued) level2 = printed2.level;
      else if (level2.cells.length > 0) level2 = { ...level2, how: 'carried' };
      if (!row.grid.exact) level1 = this.#misplaced(i, level1, level2);
      this.#rows.push({ row, placed, level1, level2 });
    }
  }

  /** A row of a tree in one column: a level's name in the column of names, and nothing beside it. */
  #treeNode(placed: Placed[]): SourceCell | undefined {
    const filled = placed.filter((p) => !p.cell.blank && p.column.role !== 'block' && p.column.role !== 'sequence');
    const node = filled[0];
    const alone =
      filled.length === 1 || filled.slice(1).every((p) => p.column.role === 'weight' || p.column.role === 'score');
    if (node?.column.role !== 'level3' || !alone) return undefined;
    return isLevel1(node.cell.label) || isLevel2(node.cell.label) ? node.cell : undefined;
  }

  /** Whether a name of a tree is a first level: 服务对象满意度指标 below 满意度指标 is a second one. */
  #isFirst(node: SourceCell, level1: Level): boolean {
    if (!isLevel1(node.label)) return false;
    const family = familyOfLevel1(level1.text);
    return /^满意度(指标)?$/.test(node.label) || !family || !(familiesOfLevel2(node.label)?.includes(family) ?? false);
  }

  /** A printed level; `continued` where a page break cut its word in two (产出指 / 标). */
  #level(found: Placed, before: Level, known: (text: string) => boolean): { level: Level; continued: boolean } {
    const { cell, carried } = found;
    const text = cell.label;
    if (!known(text) && text.length <= 4 && before.cells.length > 0 && !carried) {
      const previous = before.cells.map((c) => c.label).join('');
      if (known(previous + text) && !known(text)) {
        before.cells.push(cell);
        cell.used = true;
        before.text = previous + text;
        return { level: before, continued: true };
      }
      if (previous.endsWith(text)) {
        cell.used = true;
        return { level: before, continued: true };
      }
    }
    return { level: { text, cells: [cell], how: carried ? 'carried' : 'printed' }, continued: false };
  }

  /**
   * Extraction prints a vertically centred first level beside its middle row, so that rows above it seem to belong to the
   * level before. Where the second level cannot stand under the level carried down, and the next printed first level fits,
   * that one holds.
   */
  #misplaced(at: number, level1: Level, level2: Level): Level {
    const families = familiesOfLevel2(level2.text);
    const family = familyOfLevel1(level1.text);
    if (!families || !family || families.includes(family)) return level1;
    if (level1.how === 'printed') return level1;
    const next = this.#pending
      .slice(at + 1)
      .find((r) => r.placed.some((p) => p.column.role === 'level1' && !p.cell.blank));
    const cell = next?.placed.find((p) => p.column.role === 'level1')?.cell;
    const nextFamily = cell && familyOfLevel1(cell.label);
    return cell && nextFamily && families[0] === nextFamily
      ? { text: cell.label, cells: [cell], how: 'moved' }
      : level1;
  }

  #indicator(sheet: Draft<GoalSheet>, row: BlockRow, group: number): void {
    const own = row.placed.filter((p) => p.column.group === group);
    const cellsOf = (role: Column['role']) => own.filter((p) => p.column.role === role && !p.cell.blank);
    const level3 = cellsOf('level3')[0];
    // A dash stands for "none".
    const targets = cellsOf('target').filter(({ cell }) => !isDash(cell));
    for (const { cell } of cellsOf('target')) if (isDash(cell)) cell.used = true;
    for (const cell of [...row.level1.cells, ...row.level2.cells]) cell.used = true;
    for (const p of own) if (p.column.role === 'block' || p.column.role === 'sequence') p.cell.used = true;
    if (!level3 && targets.length === 0) return;
    // ……, 指标1： and the name of a level stand for rows that nobody filled in.
    if (level3 && targets.length === 0 && isPlaceholder(level3.cell.label)) {
      level3.cell.used = true;
      return;
    }
    const two = group === 0 ? row.level2 : this.#groupLevel2(own, row.level2);
    const over = level3?.column.over;
    const first: Level = over ? { text: over.label, cells: [over], how: 'carried' } : row.level1;
    const one = levelName(first.text);
    const second = levelName(two.text);
    const third = levelName(level3?.cell.label ?? '');
    const name = third.weight === undefined ? (level3?.cell.label ?? '') : third.name;
    const indicator: Indicator = {
      level1: one.name,
      level2: second.name,
      level3: name,
      kind: indicatorKindOf(one.name, second.name),
      targets: [],
    };
    const code = cellsOf('code')[0]?.cell.text ?? second.code;
    if (code) indicator.code = code;
    const index = sheet.value.indicators.length;
    const at = (...steps: (string | number)[]): (string | number)[] => ['indicators', index, ...steps];
    sheet.from(at('level1'), first.cells, first.how);
    sheet.from(at('level2'), two.cells, two.how);
    if (level3) sheet.from(at('level3'), [level3.cell], level3.carried ? 'carried' : 'printed');
    for (const role of ['task', 'description', 'basis', 'scoring', 'source', 'likelihood', 'remark'] as const) {
      const found =
        cellsOf(role)[0] ?? (role === 'task' && !row.row.grid.exact ? this.#taskAbove(row, two) : undefined);
      if (!found) continue;
      indicator[role] = role === 'task' ? found.cell.label : found.cell.text;
      sheet.from(at(role), [found.cell], found.carried ? 'carried' : 'printed');
    }
    for (const role of ['weight', 'score'] as const) {
      const found = cellsOf(role)[0];
      const value = found && parseDecimal(found.cell.text.replace(/[分%]$/, ''));
      if (!found || !value) continue;
      indicator[role] = Number(value.digits) / 10 ** value.scale;
      sheet.from(at(role), [found.cell]);
    }
    this.#deviation(sheet, indicator, cellsOf('deviation'), at('deviation'));
    const core = cellsOf('core')[0];
    if (core && /^(是|否|√)$/.test(core.cell.text)) {
      indicator.core = core.cell.text !== '否';
      sheet.from(at('core'), [core.cell]);
    }
    const direction = cellsOf('direction')[0];
    if (direction && /正|反|逆/.test(direction.cell.text)) {
      indicator.direction = /正/.test(direction.cell.text) ? 'positive' : 'negative';
      sheet.from(at('direction'), [direction.cell]);
    }
    const attribute = cellsOf('attribute')[0];
    if (attribute && /定量|定性/.test(attribute.cell.text)) {
      indicator.attribute = /定量/.test(attribute.cell.text) ? 'quantitative' : 'qualitative';
      sheet.from(at('attribute'), [attribute.cell]);
    }
    const operator = cellsOf('operator')[0]?.cell;
    const unit = cellsOf('unit')[0]?.cell;
    if (operator) operator.used = true;
    for (const { column, cell, carried } of targets) {
      const { period, month } = column;
      // What was reached is no bound; 定性 in the column of operators says that there is none.
      const bound = /^(ACTUAL|EXPECTED|HISTORY)$/.test(period) || operator?.label === '定性' ? undefined : operator;
      const raw = bound || unit ? joinTarget(bound?.label ?? '', cell.text, unit?.label ?? '') : cell.text;
      const meaning = parseTarget(raw, {
        name,
        ...(sheet.value.fiscalYear !== undefined && { fiscalYear: sheet.value.fiscalYear }),
      });
      sheet.from(
        at('targets', indicator.targets.length),
        [bound, cell, unit].filter((c) => c !== undefined),
        carried ? 'carried' : 'printed',
      );
      indicator.targets.push({ period, ...(month !== undefined && { month }), column: column.head, raw, ...meaning });
    }
    sheet.value.indicators.push(indicator);
  }

  /** 偏差原因分析 may have columns of its own for each kind of reason, where a tick says which it is. */
  #deviation(sheet: Draft<GoalSheet>, indicator: Indicator, found: Placed[], at: (string | number)[]): void {
    if (found.length === 0) return;
    const several = this.columns.filter((c) => c.role === 'deviation').length > 1;
    const reasons = found.map(({ column, cell }) => {
      const kind = column.head.split('/').at(-1) ?? '';
      if (!several || !column.head.includes('/') || /说明|原因|措施/.test(kind)) return cell.text;
      return /^[√✓☑✔是]$/.test(cell.text) ? kind : `${kind}：${cell.text}`;
    });
    indicator.deviation = reasons.join('\n');
    sheet.from(
      at,
      found.map((p) => p.cell),
    );
  }

  #groupLevel2(own: Placed[], shared: Level): Level {
    const found = own.find((p) => p.column.role === 'level2' && !p.cell.blank);
    return found ? { text: found.cell.label, cells: [found.cell], how: found.carried ? 'carried' : 'printed' } : shared;
  }

  /** In a ragged grid a merged 重点工作 stands once: the last one above, as long as the second level is the same. */
  #taskAbove(row: BlockRow, level2: Level): Placed | undefined {
    if (!this.columns.some((c) => c.role === 'task')) return undefined;
    for (let i = this.#rows.indexOf(row) - 1; i >= 0; i--) {
      const above = this.#rows[i];
      if (!above || above.level2.text !== level2.text) return undefined;
      const found = above.placed.find((p) => p.column.role === 'task' && !p.cell.blank);
      if (found) return { ...found, carried: true };
    }
    return undefined;
  }
}
