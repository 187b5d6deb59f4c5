import type { GoalSheet } from '@jizhun/model';
import { isGroupLabel, isKnownLabel, labelMeaning, labelText, looksLikeLabel } from '../lexicon/labels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Draft } from '../source/draft.ts';

/** A label with the cell that holds its value; `value` is missing where the form was left blank. */
export interface LabelledValue {
  label: SourceCell;
  value?: SourceCell;
}

/**
 * The label–value pairs of a row of a form. Exact grids: label and value alternate, blanks hold their place. Ragged
 * ones: blanks may have been lost, so that a known label after a label means that the first was left blank.
 */
export function labelledValues(row: SourceRow): LabelledValue[] {
  const cells = row.grid.exact
    ? row.cells.filter((c) => !c.carried || isLabelCell(c.cell)).map((c) => c.cell)
    : row.filled;
  const pairs: LabelledValue[] = [];
  let label: SourceCell | undefined;
  for (const cell of cells) {
    if (label === undefined) {
      if (cell.blank) continue;
      if (isGroupLabel(cell.label)) {
        cell.used = true;
        continue;
      }
      label = cell;
      continue;
    }
    if (cell.blank || (isKnownLabel(cell.label) && isKnownLabel(label.label) && cell !== cells[cells.length - 1])) {
      pairs.push({ label });
      label = cell.blank ? undefined : cell;
      continue;
    }
    pairs.push({ label, value: cell });
    label = undefined;
  }
  if (label) pairs.push({ label });
  return pairs;
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
export function readPair(sheet: Draft<GoalSheet>, { label, value }: LabelledValue): void {
  label.used = true;
  if (!value) return;
  const meaning = labelMeaning(label.label);
  const { value: goal } = sheet;
  const name = value.label;
  switch (meaning) {
    case 'name':
      goal.name = name;
      sheet.from(['name'], [value]);
      return;
    case 'unit-name':
      // In a project's form the unit stands beside the project; in a department's it is what the sheet is about.
      if (goal.scope === 'department' || goal.name === '') {
        goal.name = name;
        sheet.from(['name'], [value]);
      }
      goal.unit = name;
      sheet.from(['unit'], [value]);
      return;
    case 'unit':
      goal.unit = name;
      sheet.from(['unit'], [value]);
      return;
    case 'supervisor':
      goal.supervisor = name;
      sheet.from(['supervisor'], [value]);
      // 资金主管部门 is more than the supervising department of every form: it stays as it is printed too.
      if (labelText(label.label) !== '资金主管部门') return;
      break;
    case 'year': {
      const year = /(?:19|20)\d\d/.exec(value.text);
      if (year) {
        goal.fiscalYear = Number(year[0]);
        sheet.from(['fiscalYear'], [value]);
        return;
      }
      break;
    }
    case 'code':
      goal.code = name;
      sheet.from(['code'], [value]);
      break;
    default:
  }
  const key = label.label.replace(/[:：]+$/, '');
  const before = goal.attributes[key];
  goal.attributes[key] = before ? `${before}\n${value.text}` : value.text;
  sheet.from(['attributes', key], [value]);
}
