import { comparable, type Disclosure, type GoalSheet } from '@jizhun/model';
import type { Form, Slot } from '../form.ts';
import { nationalForms } from '../national/forms/index.ts';
import { adcodesOf } from '../recognise.ts';
import { type Place, places } from '../registry.ts';

/** A form must foresee at least this share of what the sheet holds, and the sheet fill as much of what the form asks. */
const LEAST_FIT = 0.6;
/** How much worse a form of the sheet's own place may fit and still be taken, half-filled as it may be … */
const OWN_PLACE = 0.35;
/** … and one of a place that holds it, whose lower levels may have forms of their own. */
const PLACE_ABOVE = 0.15;

/**
 * The official form in which a sheet is shown: that which fits its labels and columns best, one of its own place before
 * others. A sheet of an unknown place is shown in a known form only where that form fits well; else in the national one.
 */
export function chooseForm(sheet: GoalSheet, place?: Disclosure['place']): Form {
  const above = new Set(adcodesOf(place?.adcode));
  let best: Form | undefined;
  let bestFit = LEAST_FIT;
  for (const p of places) {
    if (p.id === 'national') continue;
    const bonus = isOwn(p, place) ? OWN_PLACE : p.adcode !== undefined && above.has(p.adcode) ? PLACE_ABOVE : 0;
    for (const form of p.forms) {
      if (!holdsFor(form, sheet)) continue;
      const fit = fitOf(form, sheet) + bonus;
      if (fit > bestFit) {
        best = form;
        bestFit = fit;
      }
    }
  }
  const general = best ?? nationalForms.find((form) => holdsFor(form, sheet)) ?? nationalForms[0];
  if (!general) throw new Error('there is no national form');
  return general;
}

function isOwn(p: Place, place: Disclosure['place']): boolean {
  return place !== undefined && (p.id === place.id || (p.adcode !== undefined && p.adcode === place.adcode));
}

function holdsFor(form: Form, sheet: GoalSheet): boolean {
  return form.form === sheet.form && form.scope === (sheet.scope === 'department' ? 'department' : 'project');
}

/** From 0 to 1: how much of the sheet the form foresees and how much of the form the sheet fills. */
export function fitOf(form: Form, sheet: GoalSheet): number {
  const sheetHas = featuresOfSheet(sheet);
  const formHas = featuresOfForm(form);
  let shared = 0;
  let asked = 0;
  for (const [wordings, weight] of formHas) {
    asked += weight;
    if (wordings.some((w) => sheetHas.has(w))) shared += weight;
  }
  const foreseen = new Set(formHas.flatMap(([wordings]) => wordings));
  let held = 0;
  let known = 0;
  for (const [feature, weight] of sheetHas) {
    held += weight;
    if (foreseen.has(feature)) known += weight;
  }
  return asked + held === 0 ? 0 : (shared + known) / (asked + held);
}

/** What tells forms apart: labels, the columns of the indicators, the lists. */
function featuresOfSheet(sheet: GoalSheet): Map<string, number> {
  const features = new Map<string, number>();
  for (const [label, value] of Object.entries(sheet.attributes))
    if (value) features.set(`label:${comparable(label)}`, 1);
  for (const line of sheet.funding) {
    if (line.source !== undefined || line.side === 'income')
      features.set(`funding:${line.side}:${comparable(line.label)}`, 0.5);
  }
  for (const group of new Set(sheet.tasks.map((t) => t.group))) features.set(`tasks:${group}`, 2);
  if (sheet.schedule.length) features.set('schedule', 2);
  for (const indicator of sheet.indicators) {
    for (const field of ['task', 'description', 'basis', 'scoring', 'source'] as const) {
      if (indicator[field] !== undefined) features.set(`column:${field}`, 2);
    }
    for (const { period } of indicator.targets) features.set(`target:${period}`, 2);
  }
  return features;
}

function featuresOfForm(form: Form): [wordings: string[], weight: number][] {
  const features: [string[], number][] = [];
  const slot = ({ label, aliases = [], field }: Slot) => {
    if (field !== 'name' && field !== 'unit')
      features.push([[label, ...aliases].map((l) => `label:${comparable(l)}`), 1]);
  };
  for (const block of form.blocks) {
    if (block.kind === 'fields') for (const row of block.rows) for (const cell of row) slot(cell.slot);
    else if (block.kind === 'tasks') features.push([[`tasks:${block.group}`], 2]);
    else if (block.kind === 'schedule') features.push([['schedule'], 2]);
    else if (block.kind === 'funding-pairs' && block.text !== undefined) slot({ label: block.text });
    else if (block.kind === 'indicators') {
      const fields = new Set<string>();
      for (const column of block.layouts.flatMap((l) => l.columns)) {
        if ('target' in column) for (const period of column.target) fields.add(`target:${period}`);
        else if (!/^level|^code/.test(column.field)) fields.add(`column:${column.field}`);
      }
      for (const field of fields) features.push([[field], 2]);
    }
    for (const [side, { label, aliases = [] }] of fundingLabels(block)) {
      features.push([[label, ...aliases].map((l) => `funding:${side}:${comparable(l)}`), 0.5]);
    }
  }
  return features;
}

function fundingLabels(
  block: Form['blocks'][number],
): [side: string, row: { label: string; aliases?: readonly string[] }][] {
  switch (block.kind) {
    case 'funding':
    case 'funding-sides':
      return block.sides.flatMap((s) => s.rows.map((row) => [s.side, row] as [string, typeof row]));
    case 'funding-pairs':
      return block.pairs.map((pair) => ['income', pair]);
    case 'funding-columns':
      return block.columns.map((column) => ['income', column]);
    default:
      return [];
  }
}
