import type { Block, Grid, GridCell, Paragraph } from '@jizhun/model';
import type { Opening } from '../opening.ts';
import { append, continues, type Measure, measureOf, type Prose, proseOf, type Sheet } from './flow.ts';
import type { Box } from './geometry.ts';
import { floorOf, joined, type WholeTable, wholeOf } from './join.ts';
import { type Line, leastSure } from './lines.ts';
import { type PageTable, textOfCell } from './tables.ts';

type Item = { prose: Prose } | { table: WholeTable };

/** A page needs this many lines for its own edges of text to be known. */
const ENOUGH_LINES = 8;

/** Pages one after another, tables and paragraphs that run over pages put together. */
export function blocksOf(opening: Opening, sheets: readonly Sheet[]): Block[] {
  const items: Item[] = [];
  let before: Sheet | undefined;
  for (const sheet of sheets) {
    const alike = sheets.filter(({ width, height }) => width === sheet.width && height === sheet.height);
    const measure = measureOf(sheet.lines.length >= ENOUGH_LINES ? [sheet] : alike);
    const own = itemsOf(sheet, measure);
    const taken = before ? takenOver(items, own, before, sheets, measure) : 0;
    items.push(...own.slice(taken));
    before = sheet;
  }
  return toBlocks(opening, items);
}

function itemsOf(sheet: Sheet, measure: Measure | undefined): Item[] {
  const items: Item[] = [];
  let lines: Line[] = [];
  const flush = (): void => {
    if (measure) for (const prose of proseOf(lines, measure)) items.push({ prose });
    lines = [];
  };
  const tables = sheet.tables.toSorted((x, y) => x.top - y.top || x.xs[0]! - y.xs[0]!);
  const put = (table: PageTable): void => {
    flush();
    items.push({ table: wholeOf(table) });
  };
  for (const line of sheet.lines) {
    while (tables[0] && tables[0].top < line.box.top) put(tables.shift()!);
    lines.push(line);
  }
  for (const table of tables) put(table);
  flush();
  return items;
}

/**
 * Puts what begins a page to what ended the page before, where it goes on with it.
 *
 * @returns how many items of the page are taken over so
 */
function takenOver(
  items: readonly Item[],
  own: readonly Item[],
  before: Sheet,
  sheets: readonly Sheet[],
  measure: Measure | undefined,
): number {
  const last = items.at(-1);
  const first = own[0];
  if (!last || !first) return 0;
  if ('table' in last) {
    const repeated = repeatedLines(items, own);
    const next = own[repeated];
    if (!next || !('table' in next)) return 0;
    const isPart = joined(last.table, next.table.last, floorOf(before, sheets), { withHeads: repeated > 0 });
    return isPart ? repeated + 1 : 0;
  }
  if (!('prose' in first) || !measure || last.prose.lines.at(-1)!.page !== before.page) return 0;
  if (!continues(last.prose.lines, first.prose.lines[0]!, measure)) return 0;
  for (const line of first.prose.lines) append(last.prose, line);
  return 1;
}

/** How many paragraphs before the first table of a page stood above the table of the page before as well. */
function repeatedLines(items: readonly Item[], own: readonly Item[]): number {
  const textOf = (item: Item | undefined): string | undefined =>
    item && 'prose' in item ? item.prose.text.replace(/\s+/g, '') : undefined;
  const count = own.findIndex((item) => 'table' in item);
  for (let index = 0; index < count; index++)
    if (textOf(own[index]) !== textOf(items[items.length - 1 - count + index])) return 0;
  return Math.max(0, count);
}

function toBlocks(opening: Opening, items: readonly Item[]): Block[] {
  const numbers = new Map<number, number>();
  return items.map((item): Block => {
    if ('table' in item) return toGrid(opening, item.table);
    const { page, text } = item.prose;
    const line = (numbers.get(page) ?? 0) + 1;
    numbers.set(page, line);
    opening.countText(text.length);
    const first = item.prose.lines.filter((own) => own.page === page);
    const paragraph: Paragraph = {
      kind: 'paragraph',
      part: `page ${page}`,
      line,
      page,
      box: boxOf(around(first)),
      text,
    };
    const sure = leastSure(item.prose.lines);
    return sure === undefined ? paragraph : { ...paragraph, confidence: hundredths(sure) };
  });
}

const hundredths = (value: number): number => Math.round(value * 100) / 100;

const boxOf = ({ left, top, right, bottom }: Box): [number, number, number, number] => [
  hundredths(left),
  hundredths(top),
  hundredths(right - left),
  hundredths(bottom - top),
];

/** The box around several lines. */
function around(lines: readonly Line[]): Box {
  return {
    left: Math.min(...lines.map(({ box }) => box.left)),
    top: Math.min(...lines.map(({ box }) => box.top)),
    right: Math.max(...lines.map(({ box }) => box.right)),
    bottom: Math.max(...lines.map(({ box }) => box.bottom)),
  };
}

function toGrid(opening: Opening, { page, xs, rowCount, padding, cells }: WholeTable): Grid {
  opening.countGrid();
  const list = cells
    .map(({ row, column, rowSpan, columnSpan, page: own, box, lines }): GridCell => {
      const text = textOfCell(lines, box, padding);
      opening.countCell(text.length);
      const sure = leastSure(lines);
      return {
        row,
        column,
        rowSpan,
        columnSpan,
        text,
        page: own,
        box: boxOf(box),
        ...(sure === undefined ? {} : { confidence: hundredths(sure) }),
      };
    })
    .sort((a, b) => a.row - b.row || a.column - b.column);
  return {
    kind: 'grid',
    part: `page ${page}`,
    layout: 'exact',
    rowCount,
    columnCount: xs.length - 1,
    cells: list,
  };
}
