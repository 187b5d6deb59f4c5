import type { GoalSheet, MoneyUnit } from '@jizhun/model';
import { moneyUnitIn } from '@jizhun/model';
import {
  isClosingLabel,
  isGroupLabel,
  isKnownLabel,
  type LabelMeaning,
  labelMeaning,
  labelText,
  looksLikeLabel,
} from '../lexicon/labels.ts';
import type { Piece, SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';
import { amountIn } from './amount.ts';
import { addFunding, isMoneyLabel, moneyPeriod } from './funding-line.ts';

/** A label with the cell that holds its value; `value` is missing where the form was left blank. */
export interface LabelledValue {
  label: SourceCell;
  value?: SourceCell;
  /** The label above that says what the label is of, where it says too little itself (总体绩效目标 over 年度). */
  group?: SourceCell;
}

/** Labels that name only a period. */
const PERIOD_ONLY = /^(年度|本年度|当年|实施周期|实施期|中期|长期)$/;

/**
 * The label–value pairs of a row of a form. Exact grids: label and value alternate, blanks hold their place. Ragged
 * ones: blanks may have been lost, so that a known label after a label means that the first was left blank.
 */
export function labelledValues(row: SourceRow, above?: SourceCell): LabelledValue[] {
  const all = row.grid.exact
    ? row.cells.filter((c) => !c.carried || isLabelCell(c.cell)).map((c) => c.cell)
    : row.filled;
  const own = groupLabelOf(row, all);
  if (own) own.used = true;
  const beside = all[0]?.column !== 0 || PERIOD_ONLY.test(labelText(all[0].label));
  const group = own ?? (row.grid.exact || !beside ? undefined : above);
  const cells = own ? all.slice(all.indexOf(own) + 1) : all;
  const pairs: LabelledValue[] = [];
  let label: SourceCell | undefined;
  for (const cell of cells) {
    if (label === undefined) {
      if (!cell.blank) label = cell;
      continue;
    }
    if (cell.blank || (isKnownLabel(cell.label) && isKnownLabel(label.label) && cell !== cells[cells.length - 1])) {
      pairs.push({ label });
      label = cell.blank ? undefined : cell;
      continue;
    }
    pairs.push({ label, ...(!isSignature(cell.label) && { value: cell }) });
    if (isSignature(cell.label)) cell.used = true;
    label = undefined;
  }
  if (label) pairs.push({ label });
  return group ? pairs.map((p) => (PERIOD_ONLY.test(labelText(p.label.label)) ? { ...p, group } : p)) : pairs;
}

/** The place of a seal or signature (单位公章：年月日), which nobody fills in before it is printed. */
function isSignature(text: string): boolean {
  return /^[（(]?(单位)?(公章|盖章|签字|签章|签名)?[)）]?[:：]?(年月日)?$/.test(text.replace(/\s/g, ''));
}

/** The label at the left that stands over other labels (项目立项情况 beside 立项依据 and its text): it has no value itself. */
function groupLabelOf(row: SourceRow, cells: readonly SourceCell[]): SourceCell | undefined {
  const filled = cells.filter((c) => !c.blank);
  const [first, second] = filled;
  if (!first) return undefined;
  if (isGroupLabel(first.label)) return filled.length > 1 ? first : undefined;
  if (!second || filled.length === 2 || !looksLikeLabel(second.label)) return undefined;
  if (row.grid.exact) return first.cell.rowSpan > 1 ? first : undefined;
  return filled.length % 2 === 1 && looksLikeLabel(first.label) ? first : undefined;
}

function isLabelCell(cell: SourceCell): boolean {
  return looksLikeLabel(cell.label);
}

/** Whether a row reads as label–value pairs of a form: it begins with a label that forms have. */
export function isLabelRow(row: SourceRow): boolean {
  const first = row.filled[0];
  if (!first) return false;
  if (isKnownLabel(first.label) || isGroupLabel(first.label)) return true;
  return row.filled.length >= 2 && looksLikeLabel(first.label);
}

/** Puts one label–value pair where it belongs in the sheet. */
export function readPair(sheet: Draft<GoalSheet>, { label, value, group }: LabelledValue, unit: MoneyUnit): void {
  label.used = true;
  if (!value) return;
  const amount = !group && isMoneyLabel(label.label) ? amountIn(value.text) : null;
  if (amount) {
    const printed = label.label.replace(/[:：]+$/, '');
    const found = { side: 'income' as const, label: printed, ...moneyPeriod(printed), amount };
    addFunding(sheet, [value], { ...found, unit: moneyUnitIn(printed) ?? unit }, { label });
    return;
  }
  const meaning = group ? undefined : labelMeaning(label.label);
  if (!meaning || !readMeaning(sheet, meaning, label.label, value.label, value)) {
    const own = label.label.replace(/[:：]+$/, '');
    addAttribute(sheet, group ? `${group.label.replace(/[:：]+$/, '')}/${own}` : own, value.text, value);
  }
}

/** A label with its value, in one text. */
export interface LabelledText {
  label: string;
  value: string;
}

/** Labels with their values in one line (填报单位（盖章）：… 填报日期：…); empty where the line is anything else. */
export function labelledTexts(text: string): LabelledText[] {
  if (text.length > 120) return [];
  const found = [...text.matchAll(/([^\s:：]{2,16})[:：]\s*([^\s:：]*)(?=\s|$)/g)].map((m) => ({
    label: m[1] ?? '',
    value: m[2] ?? '',
  }));
  const rest = text.replace(/([^\s:：]{2,16})[:：]\s*([^\s:：]*)(?=\s|$)/g, '').trim();
  const own = found.filter(({ label }) => !/^[（(]?(金额)?单位$/.test(label));
  return rest === '' && own.length > 0 && own.every(({ label }) => isSelfLabel(label)) ? own : [];
}

/** A label that stands with its value in one cell or line. */
function isSelfLabel(label: string): boolean {
  const meaning = labelMeaning(label);
  return (meaning !== undefined && meaning !== 'year') || isClosingLabel(label);
}

/** Reads a label and its value that stand in one piece of text. */
export function readLabelled(sheet: Draft<GoalSheet>, label: string, text: string, piece: Piece): void {
  const meaning = labelMeaning(label);
  if (meaning === 'unit-name' && sheet.value.scope !== 'department') {
    sheet.value.unit ??= text;
    sheet.from(['unit'], [piece]);
    return;
  }
  if (!meaning || !readMeaning(sheet, meaning, label, text, piece)) addAttribute(sheet, label, text, piece);
}

function addAttribute(sheet: Draft<GoalSheet>, key: string, text: string, piece: Piece): void {
  const before = sheet.value.attributes[key];
  sheet.value.attributes[key] = before ? `${before}\n${text}` : text;
  sheet.from(['attributes', key], [piece]);
}

/** Puts a value where its label says; false where it stays an attribute as well. */
function readMeaning(
  sheet: Draft<GoalSheet>,
  meaning: LabelMeaning,
  label: string,
  name: string,
  value: Piece,
): boolean {
  const { value: goal } = sheet;
  switch (meaning) {
    case 'name': {
      // Places that print the code with the name: 51000024T000000000001-示例项目.
      const coded = /^([0-9A-Z]{15,})[-—－](.+)$/.exec(name);
      goal.name = coded?.[2] ?? name;
      sheet.from(['name'], [value]);
      if (!coded?.[1]) return true;
      goal.code = coded[1];
      sheet.from(['code'], [value]);
      return true;
    }
    case 'unit-name':
      // In a project's form the unit stands beside the project; in a department's it is what the sheet is about.
      if (goal.scope === 'department' || goal.name === '') {
        goal.name = name;
        sheet.from(['name'], [value]);
      }
      goal.unit = name;
      sheet.from(['unit'], [value]);
      return true;
    case 'unit':
      goal.unit = name;
      sheet.from(['unit'], [value]);
      return true;
    case 'supervisor':
      goal.supervisor = name;
      sheet.from(['supervisor'], [value]);
      // 资金主管部门 is more than the supervising department of every form: it stays as it is printed too.
      return labelText(label) !== '资金主管部门';
    case 'year': {
      const year = /(?:19|20)\d\d/.exec(name);
      if (!year) return false;
      goal.fiscalYear = Number(year[0]);
      sheet.from(['fiscalYear'], [value]);
      return true;
    }
    case 'code':
      goal.code = name;
      sheet.from(['code'], [value]);
      return false;
  }
}
