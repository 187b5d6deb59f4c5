import { readFileSync } from 'node:fs';
import { openDocument } from '@jizhun/documents';
import { readDisclosure } from '@jizhun/reader';
import { describe, expect, it } from 'vitest';
import { type Layout, layouts } from './layouts/layouts.ts';
import { notesOf } from './layouts/notes.ts';

/** Forms of other places, made by another program as docx, xlsx and pdf: each is read to the same facts. */
describe.each(layouts)('$id（$where）', ({ id, expected }) => {
  it.each(['docx', 'xlsx', 'pdf'])('is read from %s', async (type) => {
    const bytes = readFileSync(new URL(`./layouts/files/${id}.${type}`, import.meta.url));
    const disclosure = readDisclosure(await openDocument(new Uint8Array(bytes), `${id}.${type}`));
    expect(notesOf(disclosure)).toEqual(expected);
  });
});

/**
 * How extraction leaves a drawing: tabs between fields with blanks for merged cells, or with nothing for what they cover
 * to the right, or without the blanks at the ends of lines; bars as on pages of the web, with blanks for merged cells, or
 * without them and each row filled up at its end.
 */
type Extraction = 'blank' | 'dropped' | 'trimmed' | 'barred' | 'filled up';

function extracted({ lines, drawing }: Layout, how: Extraction): string {
  const all = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((f) => f.trim()));
  const width = Math.max(...all.map((fields) => fields.length));
  const rows = all.map((fields) => {
    const printed = fields.map((f) => (f === '<' || f === '^' ? '' : f));
    if (how === 'barred') return `| ${printed.join(' | ')} |`;
    if (how === 'filled up') {
      const own = fields.filter((f) => f !== '<' && f !== '^');
      return `${own.join(' | ')} |${'|'.repeat(width - own.length)}`;
    }
    if (how === 'blank') return `${printed.join('\t')}\t`;
    const kept = printed.filter((_f, i) => fields[i] !== '<').join('\t');
    return how === 'dropped' ? `${kept}\t` : kept.trimEnd();
  });
  return `${lines.join('\n\n')}\n\n${rows.join('\n')}\n`;
}

describe.each(layouts)('$id as extracted text', (layout) => {
  it.each(['blank', 'dropped', 'trimmed', 'barred', 'filled up'] as const)('is read %s', async (how) => {
    const bytes = new TextEncoder().encode(extracted(layout, how));
    const disclosure = readDisclosure(await openDocument(bytes, `${layout.id}.txt`));
    expect(notesOf(disclosure)).toEqual(layout.expected);
  });
});

/** Forms whose cells may each stand on a line of their own, with bars for blanks or without them. */
const readFromLines = new Set([
  'two-periods-side-by-side',
  'department-tasks',
  'self-evaluation',
  'monitoring',
  'long-term-and-annual',
  'yuan-and-multi-year',
  'cost-first',
  'history-columns',
  'operator-column',
  'transfer',
  'two-rows-of-heads',
  'labels-and-amounts-together',
  'goals-of-periods',
  'two-projects-in-a-row',
]);

/** Lists say by nothing but their columns of which project a row is: on lines they are left unread. */
const leftAlone = new Set(['flat-list-direction', 'flat-list-attribute', 'flat-list-amounts', 'wide-pairs']);

function onLines({ lines, drawing }: Layout, blanks: boolean): string {
  const cells = drawing
    .split(/[\n|]/)
    .map((f) => f.trim())
    .filter((f) => f !== '<' && f !== '^' && (blanks || f !== ''));
  // The line breaks of the drawing around its first row are no cells.
  const printed = cells.slice(cells[0] === '' ? 1 : 0);
  return `${lines.join('\n\n')}\n\n${printed.map((f) => (blanks ? `${f} |`.trimStart() : `${f}\n`)).join('\n')}\n`;
}

describe.each(layouts.filter(({ id }) => readFromLines.has(id)))('$id with a cell a line', (layout) => {
  it.each([true, false])('is read with blanks kept: %s', async (blanks) => {
    const bytes = new TextEncoder().encode(onLines(layout, blanks));
    const disclosure = readDisclosure(await openDocument(bytes, `${layout.id}.txt`));
    expect(notesOf(disclosure)).toEqual(layout.expected);
  });
});

describe.each(layouts.filter(({ id }) => leftAlone.has(id)))('$id with a cell a line', (layout) => {
  it('is not guessed at', async () => {
    const bytes = new TextEncoder().encode(onLines(layout, false));
    const { goalSheets } = readDisclosure(await openDocument(bytes, `${layout.id}.txt`));
    expect(goalSheets.flatMap((sheet) => sheet.indicators)).toEqual([]);
  });
});
