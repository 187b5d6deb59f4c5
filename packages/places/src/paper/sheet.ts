import type { Disclosure, GoalSheet } from '@jizhun/model';
import type { Form } from '../form.ts';
import { blockRows } from './blocks.ts';
import { chooseForm } from './choose.ts';
import { Content } from './content.ts';
import { type Draft, onGrid, type PaperTable } from './paper.ts';

/**
 * A goal sheet as its printed form: the official form of its place where it is known and fits, else the national one.
 * Every value of the sheet stands in exactly one cell (operator, figure and unit of a target in up to three); what the
 * form does not foresee gets rows of its own. Empty cells of the form stay empty.
 *
 * @param index of the sheet in the reading: `paths` begin with `/goalSheets/{index}`.
 */
export function layoutGoalSheet(sheet: GoalSheet, index: number, place?: Disclosure['place']): PaperTable {
  const form = chooseForm(sheet, place);
  const content = new Content(sheet, index);
  const blocks = form.blocks.some((b) => b.kind === 'remainder')
    ? form.blocks
    : [...form.blocks, { kind: 'remainder' as const }];
  // The remainder can only be known when all others have taken theirs.
  const rows = new Map<number, Draft[][]>();
  for (const [i, block] of blocks.entries())
    if (block.kind !== 'remainder') rows.set(i, blockRows(block, content, form.decimals));
  for (const [i, block] of blocks.entries())
    if (block.kind === 'remainder') rows.set(i, blockRows(block, content, form.decimals));
  const { columnWidths, rows: cells } = onGrid(blocks.flatMap((_, i) => rows.get(i) ?? []));
  const subtitle = form.subtitle && fill(form.subtitle, sheet, form, place);
  return {
    id: `sheet-${index}`,
    title: fill(form.title, sheet, form, place),
    ...(subtitle ? { subtitle } : {}),
    ...(form.unitNote ? { unitNote: form.unitNote } : {}),
    columnWidths,
    headRows: 0,
    rows: cells,
    ...(form.note ? { note: form.note } : {}),
    ...(form.landscape || columnWidths.length > WIDE ? { landscape: true } : {}),
  };
}

/** More columns than this do not fit upright. */
const WIDE = 14;

function fill(template: string, sheet: GoalSheet, form: Form, place: Disclosure['place']): string {
  const known = sheet.fiscalYear === undefined ? template.replace(/[（(]?\{year\}年度?[)）]?/g, '') : template;
  return known
    .replace('{year}', String(sheet.fiscalYear))
    .replace('{place}', place?.id === form.place ? (place.name ?? '') : '')
    .replace('{unit}', sheet.unit ?? '')
    .replace('{name}', sheet.name);
}
