import { comparable, type JsonPointer, pointer } from '@jizhun/model';
import type { DisclosureIndex, SheetIndex } from './disclosure-index.ts';
import { once } from './once.ts';

/** A filled label of a goal sheet. */
export interface Field {
  label: string;
  text: string;
  /** As it is compared. */
  key: string;
  path: JsonPointer;
}

/** The filled labels of a sheet, in printed order. */
export const fieldsOf = once((sheet: SheetIndex): readonly Field[] => readFields(sheet));

function readFields(sheet: SheetIndex): Field[] {
  return Object.entries(sheet.sheet.attributes).map(([label, text]) => ({
    label,
    text,
    key: comparable(text),
    path: sheet.path + pointer('attributes', label),
  }));
}

const GOAL = /目标$/;
const LONGER = /(中长期|中期|长期|实施期|实施周期)/;

export function isGoalLabel(label: string): boolean {
  return GOAL.test(label.replace(/[（(].*[)）]$/, ''));
}

/** The goal of the year, or the only goal that the sheet has. */
export function goalOf(sheet: SheetIndex): Field | undefined {
  const goals = fieldsOf(sheet).filter(({ label }) => isGoalLabel(label));
  return goals.find(({ label }) => !LONGER.test(label)) ?? goals[0];
}

/** `1.`, `（1）` and the like before the first word: they number the goal. */
export function withoutNumber(text: string): string {
  return text.replace(/^\s*(?:[（(]?\d{1,2}[)）.．、]|[一二三四五六七八九十]+、)\s*/, '');
}

/** The sentences of a text, as they are compared, those of fewer than `least` characters left out. */
export function sentencesOf(text: string, least: number): string[] {
  return text
    .split(/[。；;！!\n]/)
    .map(comparable)
    .filter((sentence) => sentence.length >= least);
}

/** Goal sheets of projects that a unit declares; no monitoring, no evaluation, nothing classified. */
export function declaredProjects(index: DisclosureIndex): SheetIndex[] {
  return index.sheets.filter(
    (one) => one.sheet.form === 'goal' && one.sheet.scope !== 'department' && !isClassified(one),
  );
}

/** A project that says of itself that it is classified: what it leaves out is no gap. */
export const isClassified = once((index: SheetIndex): boolean => saysClassified(index));

function saysClassified({ sheet, secret }: SheetIndex): boolean {
  const says = (text: string): boolean => /涉密/.test(text) && /(不能|不予|不便|暂不|不宜|项目$)/.test(text);
  return (
    secret ||
    sheet.withheld !== undefined ||
    Object.values(sheet.attributes).some((text) => text.length <= 60 && says(text))
  );
}

/** How much of two texts is alike, 0 … 1: pairs of neighbouring characters that both have (Dice). */
export function alike(a: string, b: string): number {
  if (a === b) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let i = 0; i + 1 < a.length; i++) {
    const pair = a.slice(i, i + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let i = 0; i + 1 < b.length; i++) {
    const pair = b.slice(i, i + 2);
    const left = pairs.get(pair) ?? 0;
    if (left > 0) {
      common++;
      pairs.set(pair, left - 1);
    }
  }
  return (2 * common) / (a.length + b.length - 2);
}
