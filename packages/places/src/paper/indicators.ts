import { comparable, type Indicator, type Period, type Target } from '@jizhun/model';
import type { IndicatorBlock, IndicatorColumn, IndicatorField } from '../form.ts';
import { across, blank, centred, figure, head, label, target, text, withHead } from './cells.ts';
import type { Content } from './content.ts';
import type { Draft, PaperCell } from './paper.ts';
import { TARGET_NAMES } from './periods.ts';

type Numbered = [index: number, indicator: Indicator];

/** A column with the targets that stand in it, by index of the indicator. */
interface Column {
  column: IndicatorColumn;
  /** For columns of targets: index of the indicator → index of its target. */
  targets?: Map<number, number>;
}

/** Fields that the levels do not hold, with the heads under which they stand where the form lacks them. */
const FURTHER: readonly [IndicatorField, string, number][] = [
  ['task', '重点工作', 14],
  ['code', '编码', 8],
  ['description', '指标解释', 18],
  ['direction', '指标方向', 8],
  ['attribute', '指标属性', 8],
  ['core', '核心指标', 8],
  ['basis', '指标值确定依据', 16],
  ['weight', '权重', 7],
  ['scoring', '评（扣）分标准', 16],
  ['source', '数据来源', 12],
  ['score', '得分', 7],
  ['deviation', '偏差原因分析及改进措施', 16],
];

/** 绩效指标: heads, one row per third-level indicator, first and second level merged over the rows they hold. */
export function indicatorRows(block: IndicatorBlock, content: Content): Draft[][] {
  if (block.optional && !content.sheet.indicators.length) return [];
  const from = block.left?.width ?? 0;
  const rows: Draft[][] = [];
  for (const run of runs(block, [...content.sheet.indicators.entries()])) rows.push(...runRows(run, from, content));
  const body = block.left ? withHead(block.left, rows) : rows;
  return block.above === undefined ? body : [across(0, [[1, head(block.above)]]), ...body];
}

/** Successive indicators that one layout holds. */
function runs(
  block: IndicatorBlock,
  indicators: Numbered[],
): { columns: readonly IndicatorColumn[]; indicators: Numbered[] }[] {
  const layoutFor = (indicator?: Indicator) =>
    block.layouts.find((l) => l.when === 'any' || indicator?.task !== undefined) ?? block.layouts[0];
  const found: { columns: readonly IndicatorColumn[]; indicators: Numbered[] }[] = [];
  for (const entry of indicators) {
    const columns = layoutFor(entry[1])?.columns ?? [];
    const last = found.at(-1);
    if (last && last.columns === columns) last.indicators.push(entry);
    else found.push({ columns, indicators: [entry] });
  }
  return found.length ? found : [{ columns: layoutFor()?.columns ?? [], indicators: [] }];
}

function runRows(
  run: { columns: readonly IndicatorColumn[]; indicators: Numbered[] },
  from: number,
  content: Content,
): Draft[][] {
  const columns = columnsFor(run.columns, run.indicators);
  const widths = columns.map((c) => c.column.width);
  const rows = [
    across(
      from,
      columns.map(({ column }) => [column.width, head(column.head)] as const),
    ),
  ];
  const merged = mergedLevels(run.indicators);
  for (const [at, entry] of run.indicators.entries()) {
    const drafts = across(
      from,
      columns.map((column, i) => [widths[i] ?? 1, cellOf(column, entry, content)] as const),
    );
    rows.push(
      drafts.flatMap((draft, i) => {
        const column = columns[i]?.column;
        const field = column && 'field' in column ? column.field : undefined;
        if (field !== 'level1' && field !== 'level2' && field !== 'task') return [draft];
        const rowSpan = merged[field][at] ?? 1;
        if (rowSpan === 0) return [];
        const span = run.indicators.slice(at, at + rowSpan);
        const paths = span.flatMap(([n, other]) =>
          other[field] === undefined ? [] : [content.path('indicators', n, field)],
        );
        return [{ ...draft, rowSpan, cell: { ...draft.cell, paths } }];
      }),
    );
  }
  if (!run.indicators.length)
    rows.push(
      across(
        from,
        columns.map(({ column }) => [column.width, blank()] as const),
      ),
    );
  return rows;
}

/** For each row, how many rows its level 1, level 2 and 重点工作 span; 0 where the one above holds it. */
function mergedLevels(indicators: readonly Numbered[]): Record<'level1' | 'level2' | 'task', number[]> {
  const spans = { level1: [] as number[], level2: [] as number[], task: [] as number[] };
  const starts = { level1: 0, level2: 0, task: 0 };
  for (const [at, [, indicator]] of indicators.entries()) {
    const before = indicators[at - 1]?.[1];
    const same1 = before !== undefined && before.level1 === indicator.level1;
    const same2 = same1 && before.level2 === indicator.level2;
    const same = {
      level1: same1,
      level2: same2,
      task: same2 && before.task === indicator.task && indicator.task !== undefined,
    };
    for (const key of ['level1', 'level2', 'task'] as const) {
      if (same[key]) {
        spans[key][at] = 0;
        spans[key][starts[key]] = (spans[key][starts[key]] ?? 1) + 1;
      } else {
        spans[key][at] = 1;
        starts[key] = at;
      }
    }
  }
  return spans;
}

/** The layout's columns, those that these indicators need besides, and which target stands in which. */
function columnsFor(layout: readonly IndicatorColumn[], indicators: readonly Numbered[]): Column[] {
  const columns: Column[] = layout.map((column) => ('target' in column ? { column, targets: new Map() } : { column }));
  const has = (field: IndicatorField) => columns.some(({ column }) => 'field' in column && column.field === field);
  for (const [field, name, width] of FURTHER) {
    if (!has(field) && indicators.some(([, i]) => i[field] !== undefined)) {
      columns.push({ column: { head: name, width, field } });
    }
  }
  for (const [n, indicator] of indicators) {
    for (const [t, target] of indicator.targets.entries()) placeTarget(columns, n, t, target);
  }
  return columns;
}

/** Puts a target into the column whose head it names, else the first free one of its period, else a new one. */
function placeTarget(columns: Column[], indicator: number, index: number, target: Target): void {
  const free = columns.filter(
    (c) =>
      c.targets &&
      !c.targets.has(indicator) &&
      periodsOf(c.column).includes(target.period) &&
      monthOf(c) === target.month,
  );
  const printed = target.column === undefined ? undefined : comparable(target.column);
  const chosen = free.find((c) => comparable(c.column.head) === printed) ?? free[0];
  if (!chosen) {
    const name = target.column ?? (target.month ? `1-${target.month}月指标值` : TARGET_NAMES[target.period]);
    columns.push({
      column: { head: name, width: 11, target: [target.period], ...(target.month ? { month: target.month } : {}) },
      targets: new Map([[indicator, index]]),
    });
    return;
  }
  chosen.targets?.set(indicator, index);
  // Operator, figure and unit stand in columns of their own: the same target in each of the group.
  if ('part' in chosen.column) {
    for (const other of columns) {
      if ('part' in other.column && other.column.target === chosen.column.target) other.targets?.set(indicator, index);
    }
  }
}

function periodsOf(column: IndicatorColumn): readonly Period[] {
  return 'target' in column ? column.target : [];
}

function monthOf({ column }: Column): number | undefined {
  return 'month' in column ? column.month : undefined;
}

function cellOf(
  { column, targets }: Column,
  [n, indicator]: Numbered,
  content: Content,
): Omit<PaperCell, 'rowSpan' | 'columnSpan'> {
  if ('field' in column) return fieldCell(column.field, n, indicator, content);
  const index = targets?.get(n);
  const found = index === undefined ? undefined : indicator.targets[index];
  if (index === undefined || !found) return blank();
  const path = content.path('indicators', n, 'targets', index);
  if (!('part' in column)) return target(found.raw, path);
  const parts = targetParts(found);
  return target(parts[column.part], `${path}/${column.part}`);
}

function fieldCell(
  field: IndicatorField,
  n: number,
  indicator: Indicator,
  content: Content,
): Omit<PaperCell, 'rowSpan' | 'columnSpan'> {
  const path = content.path('indicators', n, field);
  switch (field) {
    case 'level1':
    case 'level2':
    case 'task': {
      const value = indicator[field];
      return value ? { ...label(value), paths: [path] } : { ...blank(), paths: value === undefined ? [] : [path] };
    }
    case 'weight':
    case 'score':
      return figure(indicator[field], path);
    case 'direction':
      return indicator.direction ? centred(indicator.direction === 'positive' ? '正向' : '反向', path) : blank();
    case 'attribute':
      return indicator.attribute ? centred(indicator.attribute === 'quantitative' ? '定量' : '定性', path) : blank();
    case 'core':
      return indicator.core === undefined ? blank() : centred(indicator.core ? '是' : '否', path);
    case 'code':
      return indicator.code === undefined ? blank() : centred(indicator.code, path);
    default: {
      const value = indicator[field];
      return value === undefined ? blank() : text(value, path);
    }
  }
}

const OPERATOR = /^(?:[≥≤≧≦<>＜＞=＝~～]|大于等于|小于等于|大于|小于|等于|不低于|不少于|不超过|不高于|约)/;
const NUMBER = /^[+\-−]?\d[\d,，.]*(?:\s*(?:[-~～—－至]|——)\s*\d[\d,，.]*)?/;

/**
 * A printed target in the three columns of a form that has them. Nothing is lost: the parts joined are the target.
 * A target in words stands whole in the middle.
 */
export function targetParts({ raw }: Pick<Target, 'raw'>): Record<'operator' | 'value' | 'unit', string> {
  const operator = OPERATOR.exec(raw)?.[0] ?? '';
  const rest = raw.slice(operator.length);
  const value = NUMBER.exec(rest)?.[0];
  if (value === undefined) return { operator: '', value: raw, unit: '' };
  return { operator, value, unit: rest.slice(value.length) };
}
