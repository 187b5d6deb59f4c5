import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Grid, OpenedDocument } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { grids, rowsOf, texts } from '../test/office.ts';
import { openDocument } from './index.ts';

const shared = path.resolve(import.meta.dirname, '../../../../shared');
const isThere = existsSync(path.join(shared, 'documents')) && existsSync(path.join(shared, 'golden'));
if (!isThere) console.info('../shared is not there: the tests of documents on real files are skipped.');

const open = (folder: string, name: string): Promise<OpenedDocument> =>
  openDocument(new Uint8Array(readFileSync(path.join(shared, folder, name))), name);
const fileOf = (folder: string, prefix: string): string =>
  readdirSync(path.join(shared, folder)).find((name) => name.startsWith(prefix)) as string;

const plain = (text: string | null): string =>
  (text ?? '')
    .normalize('NFKC')
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, '');

/** The text of every row, with cells that reach into it from above. */
function rowTexts(grid: Grid): string[] {
  const rows: string[] = Array.from({ length: grid.rowCount }, () => '');
  for (const cell of grid.cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++) rows[row] += `${plain(cell.text)}|`;
  return rows;
}

interface Golden {
  goals: { indicators: { l3: string; targets: Record<string, { raw: string }> }[] }[];
  tables: { rows: { label: string | null; cells: (number | null)[] }[] }[];
}

/** What a person reads in one row: names with targets, labels with figures. */
function factsOf(golden: Golden): string[][] {
  const indicators = golden.goals.flatMap(({ indicators: list }) =>
    list.map(({ l3, targets }) => [plain(l3), ...Object.values(targets).map(({ raw }) => plain(raw))]),
  );
  const figures = golden.tables.flatMap(({ rows }) =>
    rows.map(({ label, cells }) => [
      plain(label),
      ...cells.filter((cell) => typeof cell === 'number').map((cell) => String(Math.trunc(cell as number))),
    ]),
  );
  return [...indicators, ...figures];
}

describe.runIf(isThere)('real documents', () => {
  it.each([
    ['000', '.docx'],
    ['000', '.xlsx'],
    ['001', '.docx'],
    ['001', '.xlsx'],
    ['002', '.docx'],
    ['002', '.xlsx'],
    ['000', '.pdf'],
    ['001', '.pdf'],
    ['002', '.pdf'],
    ['002', '.html'],
  ])('%s%s: nearly every row that a careful person read is a row of a grid', async (prefix, extension) => {
    const name = readdirSync(path.join(shared, 'documents')).find(
      (file) => file.startsWith(prefix) && file.endsWith(extension),
    ) as string;
    const document = await open('documents', name);
    const golden = JSON.parse(readFileSync(path.join(shared, 'golden', fileOf('golden', prefix)), 'utf8')) as Golden;
    const rows = grids(document)
      .flatMap(rowTexts)
      .flatMap((row) => [row, row.replaceAll('|', ''), row.replaceAll(',', '')]);
    const facts = factsOf(golden);
    const missing = facts.filter((fact) => !rows.some((row) => fact.every((part) => row.includes(part))));
    expect(facts.length).toBeGreaterThan(15);
    expect(missing.length / facts.length, JSON.stringify(missing.slice(0, 5))).toBeLessThan(0.03);
  });

  it('002: the tables of the text are those of the docx, cell by cell', async () => {
    const text = await open('seeds', fileOf('seeds', '002'));
    const docx = await open('documents', '002-kaiping.docx');
    const extracted = grids(text).map((grid) => rowsOf(grid).map((row) => row.map(plain)));
    const exact = grids(docx).map(rowsAsExtracted);
    expect(extracted.length).toBe(exact.length);
    extracted.forEach((rows, index) => {
      // The docx has an empty last row where the text has none.
      expect(exact[index]!.slice(rows.length).flat().join('')).toBe('');
      expect(rows).toEqual(exact[index]!.slice(0, rows.length));
    });
    const wanted = texts(docx).map(plain);
    const found = texts(text).map(plain);
    expect(wanted.filter((paragraph) => !found.includes(paragraph))).toEqual([]);
  });

  it('002: the tables of the page are those of the docx, cell by cell', async () => {
    const page = await open('documents', '002-kaiping.html');
    const docx = await open('documents', '002-kaiping.docx');
    const cells = (document: OpenedDocument): string[][] =>
      grids(document).map((grid) =>
        grid.cells
          .filter(({ text }) => text !== '')
          .map(({ row, rowSpan, text }) => `${row} ${rowSpan} ${plain(text)}`),
      );
    expect(cells(page)).toEqual(cells(docx));
  });

  it('002: the same figures stand in docx and xlsx', async () => {
    const figures = async (name: string): Promise<string[]> =>
      grids(await open('documents', name))
        .flatMap((grid) => grid.cells.map((cell) => plain(cell.text).replaceAll(',', '')))
        .filter((text) => /^\d+\.\d\d$/.test(text))
        .sort();
    const docx = await figures('002-kaiping.docx');
    expect(docx.length).toBeGreaterThan(200);
    expect(new Set(await figures('002-kaiping.xlsx'))).toEqual(new Set(docx));
  });

  it('seeds of rows: one table for each form, and none of it lost', async () => {
    for (const prefix of ['000', '001', '003', '004']) {
      const name = fileOf('seeds', prefix);
      const source = readFileSync(path.join(shared, 'seeds', name), 'utf8');
      const document = await open('seeds', name);
      const parts = document.blocks.flatMap((block) =>
        block.kind === 'paragraph' ? [block.text] : block.cells.map((cell) => cell.text),
      );
      expect(plain(parts.join(''))).toBe(plain(source));
    }
  });
});

/** Rows as a converter writes them: a cell that reaches down shows as a blank in the rows below. */
function rowsAsExtracted(grid: Grid): string[][] {
  const rows: Map<number, string>[] = Array.from({ length: grid.rowCount }, () => new Map());
  for (const cell of grid.cells)
    for (let row = cell.row; row < cell.row + cell.rowSpan; row++)
      rows[row]!.set(cell.column, row === cell.row ? plain(cell.text) : '');
  return rows.map((row) => [...row].sort(([a], [b]) => a - b).map(([, text]) => text));
}
