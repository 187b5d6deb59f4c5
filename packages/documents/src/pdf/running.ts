import type { Sheet } from './flow.ts';
import { type Line, median } from './lines.ts';

/** Heads and feet stand in this share of the page, at its upper and lower end. */
const MARGIN = 0.1;
const SAME_PLACE = 3;

const PAGE_NUMBER =
  /^[\s\-—–―·•.~～_|()（）]*(?:第\s*|[Pp]age\s*)?(?:\d{1,4}|[ivxlcIVXLC]{1,6}|[一二三四五六七八九十]{1,5})(?:\s*页)?(?:\s*[,，/／、|of]*\s*共?\s*\d{1,4}\s*页?)?[\s\-—–―·•.~～_|()（）]*$/;

/** Whether a line says nothing but the number of its page. */
export const isPageNumber = (text: string): boolean => PAGE_NUMBER.test(text) && /\d|页|[-—–]/.test(text);

/** The words of a line without what changes from page to page. */
const pattern = (text: string): string => text.replace(/\s+/g, '').replace(/\d+/g, '#');

/**
 * Takes page numbers, and heads and feet that run through the document, out of its pages.
 *
 * @returns those that say more than a number, each once
 */
export function withoutRunningLines(sheets: readonly Sheet[]): { sheets: Sheet[]; running: Line[] } {
  const usual = median(
    sheets.flatMap(({ lines, tables }) => [...lines, ...tables.flatMap(inTable)]).map(({ size }) => size),
  );
  const running = new Map<string, Line>();
  const kept = sheets.map((sheet) => {
    const drop = new Set<Line>();
    for (const end of ['top', 'bottom'] as const)
      for (const line of outer(sheet, end)) {
        if (!isPageNumber(line.text)) {
          if (!runs(line, sheet, sheets, usual, end)) break;
          const key = pattern(line.text);
          if (!running.has(key)) running.set(key, line);
        }
        drop.add(line);
      }
    return { ...sheet, lines: sheet.lines.filter((line) => !drop.has(line)) };
  });
  return { sheets: kept, running: [...running.values()] };
}

const inTable = ({ cells }: Sheet['tables'][number]): Line[] => cells.flatMap(({ lines }) => lines);

/** Lines from the edge of the page inwards, as far as heads and feet reach and no table begins. */
function outer({ lines, tables, height }: Sheet, end: 'top' | 'bottom'): Line[] {
  const sorted = lines.toSorted((a, b) => (end === 'top' ? a.baseline - b.baseline : b.baseline - a.baseline));
  const isOuter = ({ baseline }: Line): boolean =>
    end === 'top'
      ? baseline < height * MARGIN && tables.every(({ top }) => top > baseline)
      : baseline > height * (1 - MARGIN) && tables.every(({ bottom }) => bottom < baseline);
  const inner = sorted.findIndex((line) => !isOuter(line));
  return inner < 0 ? sorted : sorted.slice(0, inner);
}

/** Whether the same words stand in the same place of most pages of this size. The title of a form repeats as well, but is no smaller than its text. */
function runs(line: Line, sheet: Sheet, sheets: readonly Sheet[], usual: number, end: 'top' | 'bottom'): boolean {
  const alike = sheets.filter(
    ({ width, height }) => Math.abs(width - sheet.width) < 2 && Math.abs(height - sheet.height) < 2,
  );
  if (alike.length < 2 || line.size > usual * 1.2) return false;
  if (end === 'top' && /表(?:[（(].{1,12}[)）])?$|单位[:：]/.test(line.text.trim())) return false;
  const words = pattern(line.text);
  const same = alike.filter(({ lines }) =>
    lines.some((other) => Math.abs(other.baseline - line.baseline) <= SAME_PLACE && pattern(other.text) === words),
  );
  return same.length >= Math.max(2, alike.length * 0.6);
}
