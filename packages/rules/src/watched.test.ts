import { applyEdits, type Disclosure } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { type DisclosureIndex, indexDisclosure } from './disclosure-index.ts';
import { goalSheet, income, indicator, disclosure as make, statement, table } from './example.ts';
import { Watched } from './watched.ts';

const one = make({
  sheets: [
    goalSheet('示例经费', {
      funding: [income('资金总额', 110)],
      indicators: [indicator('产出指标/数量指标/示例数量', '≥5个')],
    }),
  ],
  tables: [
    table('project-list', '项目支出表', ['总计'], [['示例经费', 110]]),
    table('assets', '资产表', ['金额'], [['合计', 7]]),
  ],
  statements: [statement('二、支出说明', '预算支出', 110)],
});

/** What may be edited, and what it is then. */
const EDITS = {
  indicator: ['/goalSheets/0/indicators/0/targets/0/raw', '≥5个', '≥6个'],
  sheet: ['/goalSheets/0/name', '示例经费', '示例专项'],
  list: ['/budgetTables/0/rows/0/cells/0', 110, 120],
  assets: ['/budgetTables/1/rows/0/cells/0', 7, 8],
  statement: ['/statements/0/value', 110, 120],
  year: ['/fiscalYear', one.fiscalYear, 2020],
} as const;

function edited(what: keyof typeof EDITS): Disclosure {
  const [path, from, to] = EDITS[what];
  const outcome = applyEdits(one, [{ path, from, to }]);
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome.disclosure;
}

/** The edits after which what was found so has to be found again. */
function upsetBy(look: (index: DisclosureIndex) => unknown): string[] {
  const index = indexDisclosure(one);
  const watched = new Watched(index);
  expect(Watched.during([watched], () => look(watched))).toEqual(look(index));
  const { goalSheets, budgetTables, statements } = structuredClone(one);
  expect(watched.holdsFor(indexDisclosure({ ...one, goalSheets, budgetTables, statements }, index))).toBe(true);
  return Object.keys(EDITS).filter(
    (what) => !watched.holdsFor(indexDisclosure(edited(what as keyof typeof EDITS), index)),
  );
}

describe('what was found has to be found again', () => {
  it('after no edit where nothing was looked at', () => {
    expect(upsetBy(() => 7)).toEqual([]);
  });

  it('after an edit of a sheet where the sheets were looked at, of an indicator only where these were', () => {
    expect(upsetBy(({ sheets }) => sheets.map(({ sheet }) => sheet.name))).toEqual(['sheet']);
    expect(upsetBy(({ sheets }) => sheets[0]?.funding.map(({ value }) => value))).toEqual(['sheet']);
    expect(upsetBy(({ sheets }) => sheets.map(({ indicators }) => indicators.length))).toEqual(['indicator', 'sheet']);
  });

  it('after an edit of a table of the kind that was looked at, or of any where all were', () => {
    expect(upsetBy((index) => index.tablesOf('assets').map(({ table: { title } }) => title))).toEqual(['assets']);
    expect(upsetBy((index) => index.tablesOf('project-list').length)).toEqual(['list']);
    expect(upsetBy((index) => index.tablesOf('institutions').length)).toEqual([]);
    expect(upsetBy(({ tables }) => tables.length)).toEqual(['list', 'assets']);
    expect(upsetBy((index) => [index.tablesOf('assets').length, index.tablesOf('project-list').length])).toEqual([
      'list',
      'assets',
    ]);
  });

  it('after an edit of prose, or of what is said of all, where that was looked at', () => {
    expect(upsetBy(({ statements }) => statements.map(({ key }) => key))).toEqual(['statement']);
    expect(upsetBy(({ disclosure }) => disclosure.fiscalYear)).toEqual(['year']);
    expect(upsetBy(({ disclosure }) => [disclosure.title, disclosure.unit])).toEqual([]);
    expect(upsetBy(({ sheets, statements }) => [sheets.length, statements.length])).toEqual(['sheet', 'statement']);
  });

  it('by each of several indexes for itself', () => {
    const index = indexDisclosure(one);
    const [first, second] = [new Watched(index), new Watched(index)];
    Watched.during([first, second], () => [first.sheets.length, second.tables.length]);
    const changed = indexDisclosure(edited('indicator'), index);
    expect([first.holdsFor(changed), second.holdsFor(changed)]).toEqual([true, true]);
    const other = indexDisclosure(edited('list'), index);
    expect([first.holdsFor(other), second.holdsFor(other)]).toEqual([true, false]);
  });
});
