import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { openDocument } from '@jizhun/documents';
import type { Disclosure, Finding } from '@jizhun/model';
import { layoutBudgetTable, layoutGoalSheet, type PaperTable } from '@jizhun/places';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';
import { describe, expect, test } from 'vitest';
import { examples, write } from '../examples/make.ts';
import { readReal, realFiles, sharedIsThere } from './real/files.ts';

const folder = path.resolve(import.meta.dirname, '../examples');
const expected = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8')) as Record<
  string,
  { rule: string; subject: Finding['subject'] }[]
>;
const files = readdirSync(folder).filter((name) => /\.(?:docx|xlsx|txt)$/.test(name));

async function read(name: string): Promise<Disclosure> {
  return readDisclosure(await openDocument(new Uint8Array(readFileSync(path.join(folder, name))), name));
}

test('the list of expected findings names the files that are there, and these are what the maker writes', () => {
  expect(Object.keys(expected).sort()).toEqual([...files].sort());
  expect(examples.map(({ file }) => file).sort()).toEqual([...files].sort());
});

describe.each(files)('%s', (name) => {
  test('is what its source says, byte for byte', async () => {
    const example = examples.find(({ file }) => file === name)!;
    expect(Buffer.from(await write(example)).equals(readFileSync(path.join(folder, name)))).toBe(true);
  });

  test('is read without rest, but for prose that states no figure', async () => {
    const { unread, goalSheets } = await read(name);
    expect(unread.map(({ text }) => text).filter((text) => !/。$|情况说明$/.test(text))).toEqual([]);
    expect(goalSheets.length).toBeGreaterThan(0);
    for (const sheet of goalSheets.filter(({ scope }) => scope === 'project')) {
      expect(sheet.indicators.length, sheet.name).toBeGreaterThanOrEqual(4);
    }
  });

  test('has the slips that were planted, and no other error or warning', async () => {
    const { findings } = checkDisclosures([await read(name)]).documents[0]!;
    const slips = expected[name]!;
    const isSlip = ({ rule, subject }: Finding, slip: (typeof slips)[number]) =>
      rule === slip.rule &&
      Object.entries(slip.subject).every(([key, value]) => subject[key as keyof typeof subject] === value);
    for (const slip of slips)
      expect(
        findings.filter((f) => isSlip(f, slip)),
        JSON.stringify(slip),
      ).not.toEqual([]);
    const others = findings.filter((f) => f.severity !== 'info' && !slips.some((slip) => isSlip(f, slip)));
    expect(others.map(({ rule, message }) => `${rule}: ${message}`)).toEqual([]);
  });

  test('stands on paper in full', async () => {
    expectOnPaper(await read(name));
  });
});

describe.runIf(sharedIsThere)('published documents', () => {
  test.each(realFiles())('$name stands on paper in full', async (file) => {
    expectOnPaper(await readReal(file));
  });
});

/** What a reader derives and no form prints: the paper need not show it. */
const DERIVED = /^\/(?:id|form|scope|fiscalYear|transferLevel)$|\/kind$|\/group$/;

/** Every value of every sheet and table is shown by exactly one cell (a target in up to three). */
function expectOnPaper(disclosure: Disclosure): void {
  for (const [i, sheet] of disclosure.goalSheets.entries()) {
    const at = `/goalSheets/${i}`;
    const wanted = leaves(sheet)
      .filter((path) => !DERIVED.test(path))
      .map((path) => at + path.replace(/^(\/(?:funding|schedule)\/\d+|\/indicators\/\d+\/targets\/\d+)\/.*$/, '$1'));
    expectShown(layoutGoalSheet(sheet, i, disclosure.place), wanted);
  }
  for (const [i, table] of disclosure.budgetTables.entries()) {
    expectShown(
      layoutBudgetTable(table, i),
      leaves(table.rows).map((path) => `/budgetTables/${i}/rows${path}`),
    );
  }
}

function expectShown(paper: PaperTable, wanted: readonly string[]): void {
  const cells = paper.rows
    .flat()
    .map(({ paths }) => new Set(paths.map((p) => p.replace(/(\/targets\/\d+)\/\w+$/, '$1'))));
  for (const path of new Set(wanted)) {
    const times = cells.filter((paths) => paths.has(path)).length;
    const most = /\/targets\/\d+$/.test(path) ? 3 : 1;
    expect(times >= 1 && times <= most, `${paper.title}: ${path} stands in ${times} cells`).toBe(true);
  }
}

/** Pointers to everything that is no list and no record. */
function leaves(value: unknown, at = ''): string[] {
  if (value === null || typeof value !== 'object') return value === undefined ? [] : [at];
  return Object.entries(value).flatMap(([key, inner]) =>
    leaves(inner, `${at}/${key.replace(/~/g, '~0').replace(/\//g, '~1')}`),
  );
}
