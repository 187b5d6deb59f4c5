import type { FundingLine, GoalSheet, MoneyUnit } from '@jizhun/model';
import { fenWithin, fundSourceOf, moneyUnitIn } from '@jizhun/model';
import { headText, periodOf } from '../lexicon/headers.ts';
import { rowText, type SourceCell, type SourceGrid } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { isColumnNumbers } from '../table/head.ts';
import { placeRow } from './align.ts';
import { amountIn } from './amount.ts';
import type { Column, IndicatorHead } from './columns.ts';
import { emptySheet } from './empty-sheet.ts';
import { IndicatorBlock } from './indicator-block.ts';

/**
 * Flat lists: one row per indicator, with unit, project, goal and amounts in columns of their own, merged downwards over
 * the indicators of a project (Sichuan, Yunnan, Hunan, Henan and others).
 */

type KeyRole = 'name' | 'unit' | 'unit-code' | 'code' | 'goal' | 'amount';

function keyRole(head: string): KeyRole | undefined {
  const h = headText(head);
  const leaf = headText(head.split('/').at(-1) ?? '');
  if (/(项目|专项|政策)名称|单位\(专项\)名称|项目单位\(项目名称\)/.test(h)) return 'name';
  if (/^(单位|部门|预算单位|主管部门)(名称)?$/.test(leaf)) return 'unit';
  if (/^(预算)?(单位|部门)(编码|代码)$/.test(leaf)) return 'unit-code';
  if (/(编码|代码)/.test(leaf)) return 'code';
  if (/目标$/.test(leaf) && leaf.length <= 12) return 'goal';
  if (/资金|金额|拨款|总额|专户|预算数|小计|合计/.test(leaf)) return 'amount';
  return undefined;
}

/** Whether a head of indicators has columns that say which project a row is of. */
export function isListHead(head: IndicatorHead): boolean {
  return head.columns.some((c) => c.role === 'other' && keyRole(c.head) === 'name');
}

/** Reads the rows of a list below its head; one sheet a project. */
export function readList(
  grid: SourceGrid,
  from: number,
  head: IndicatorHead,
  options: { unit: MoneyUnit; form: GoalSheet['form'] },
): Draft<GoalSheet>[] {
  const keys = head.columns.flatMap((column) => {
    const role = column.role === 'other' ? keyRole(column.head) : undefined;
    return role ? [{ column, role }] : [];
  });
  const indicators = head.columns.filter((c) => !keys.some((k) => k.column === c));
  const heads = new Set(grid.rows.slice(from - head.rows, from).map(rowText));
  const sheets: Draft<GoalSheet>[] = [];
  let sheet: Draft<GoalSheet> | undefined;
  /** What is printed as the name of `sheet`, its code included. */
  let name: string | undefined;
  let block: IndicatorBlock | undefined;
  let unit: SourceCell | undefined;
  const finish = () => {
    if (sheet && block) block.finish(sheet);
    if (sheet) sheets.push(sheet);
    sheet = undefined;
    name = undefined;
    block = undefined;
  };
  for (const row of grid.rows.slice(from)) {
    if (row.filled.length === 0) continue;
    if (isColumnNumbers(row) || heads.has(rowText(row))) {
      for (const cell of row.filled) cell.used = true;
      continue;
    }
    const alone = !grid.exact && row.filled.length === 1 ? row.filled[0] : undefined;
    if (alone && alone.column === 0) {
      // The name of a unit over its projects: in extracted text the only field of its line.
      finish();
      alone.used = true;
      unit = alone;
      continue;
    }
    const { placed } = placeRow(row, head.columns, head.fields);
    const at = (column: Column) => placed.find((p) => p.column === column && !p.cell.blank);
    const key = (role: KeyRole) => keys.filter((k) => k.role === role).map((k) => at(k.column))[0];
    const holds = indicators.some((c) => (c.role === 'level3' || c.role === 'target') && at(c));
    const named = key('name');
    const ownUnit = key('unit');
    if (ownUnit) unit = ownUnit.cell;
    if (named && !named.carried && !holds) {
      // A row of a unit over its projects, or a total.
      finish();
      named.cell.used = true;
      if (!/^(合计|总计|小计)$/.test(named.cell.label)) unit = named.cell;
      continue;
    }
    if (named && !named.carried && named.cell.label !== name) {
      finish();
      name = named.cell.label;
      sheet = begin(named.cell, options.form);
      block = new IndicatorBlock({ ...head, columns: indicators });
      if (unit) {
        sheet.value.unit = unit.label.replace(/^\d+[-—]/, '');
        sheet.from(['unit'], [unit], 'carried');
      }
    }
    if (!sheet || !block) continue;
    for (const cell of [named?.cell, ownUnit?.cell]) if (cell) cell.used = true;
    readKeys(sheet, keys, at, options.unit);
    block.add(row);
  }
  finish();
  return sheets;
}

function begin(name: SourceCell, form: GoalSheet['form']): Draft<GoalSheet> {
  const coded = /^([0-9A-Z]{10,})[-—－](.+)$/.exec(name.label);
  const sheet = emptySheet({
    form,
    name: coded?.[2] ?? name.label,
    ...(coded?.[1] !== undefined && { code: coded[1] }),
  });
  sheet.from(['name'], [name]);
  if (coded) sheet.from(['code'], [name]);
  return sheet;
}

function readKeys(
  sheet: Draft<GoalSheet>,
  keys: readonly { column: Column; role: KeyRole }[],
  at: (column: Column) => { cell: SourceCell; carried: boolean } | undefined,
  unit: MoneyUnit,
): void {
  const { value } = sheet;
  for (const { column, role } of keys) {
    const found = at(column);
    if (!found || found.carried) continue;
    const { cell } = found;
    if (role === 'goal' || role === 'unit-code') {
      const label = column.head.split('/').at(-1) ?? column.head;
      const before = value.attributes[label];
      if (before === cell.text) {
        cell.used = true;
        continue;
      }
      value.attributes[label] = before ? `${before}\n${cell.text}` : cell.text;
      sheet.from(['attributes', label], [cell]);
    } else if (role === 'code') {
      cell.used = cell.label === value.code;
      value.code ??= cell.label;
      sheet.from(['code'], [cell]);
    } else if (role === 'amount') {
      const amount = amountIn(cell.text);
      const fen = amount && fenWithin(amount.value, amount.unit ?? moneyUnitIn(column.head) ?? unit);
      const label = column.head.split('/').at(-1) ?? column.head;
      if (amount && fen === null) {
        value.attributes[label] = cell.text;
        sheet.from(['attributes', label], [cell]);
      }
      if (typeof fen !== 'number') continue;
      const source = fundSourceOf(label);
      const { period } = periodOf(column.head);
      // A list that prints its project in each row prints the project's money there too.
      if (value.funding.some((one) => one.label === label && one.period === period && one.fen === fen)) {
        cell.used = true;
        continue;
      }
      const line: FundingLine = { side: 'income', label, ...(source !== undefined && { source }), period, fen };
      sheet.from(['funding', value.funding.length], [cell]);
      value.funding.push(line);
    }
  }
}
