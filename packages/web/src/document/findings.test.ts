import type { Finding } from '@jizhun/model';
import type { PaperTable } from '@jizhun/places';
import { describe, expect, it } from 'vitest';
import { findingsAt, marksOf, matchesText, placeFindings } from './findings.ts';
import { PaperIndex } from './paper-index.ts';

const paper = (id: string, paths: string[][]): PaperTable => ({
  id,
  title: id,
  columnWidths: paths.map(() => 1),
  headRows: 0,
  rows: [paths.map((p) => ({ text: 'x', role: 'text', paths: p }))],
});

const finding = (over: Partial<Finding>): Finding => ({
  rule: 'a',
  severity: 'error',
  message: '',
  subject: {},
  paths: [],
  origins: [],
  ...over,
});

const sheet = paper('sheet-0', [
  ['/goalSheets/0/indicators/0/level3'],
  ['/goalSheets/0/indicators/0/targets/0'],
  ['/goalSheets/0/indicators/0/targets/1'],
]);
const table = paper('table-0', [
  ['/budgetTables/0/rows/0/cells/0'],
  ['/budgetTables/0/rows/0/cells/1'],
  ['/budgetTables/0/rows/0/cells/2'],
]);
const index = new PaperIndex([sheet, table]);
const place = (...findings: Finding[]) => placeFindings(findings, [sheet, table], index);

describe('findings on the page', () => {
  it('follow the document, the graver first within a section, and keep the names that the report gives them', () => {
    const placed = place(
      finding({ paths: ['/budgetTables/0/rows/0/cells/0'] }),
      finding({ severity: 'info', paths: ['/goalSheets/0/indicators/0/level3'] }),
      finding({ paths: ['/goalSheets/0/indicators/0/targets/0'] }),
    );
    expect(placed.map((p) => p.key)).toEqual(['a.3', 'a.2', 'a.1']);
    expect(placed.map((p) => p.section)).toEqual(['sheet-0', 'sheet-0', 'table-0']);
  });

  it('mark the wrong figure of a sum, not its addends, but concern them all', () => {
    const arithmetic = { unit: '万元', terms: [], result: 1, printed: { label: '', value: 2 }, difference: 1 };
    const paths = [0, 1, 2].map((n) => `/budgetTables/0/rows/0/cells/${n}`);
    const placed = place(finding({ paths, arithmetic }));
    expect([...marksOf(placed, index).keys()]).toEqual(['table-0:0:0']);
    expect(findingsAt(placed, ['table-0:0:2'])).toHaveLength(1);
  });

  it('mark a target rather than the name beside it', () => {
    const target = '/goalSheets/0/indicators/0/targets/0';
    const name = '/goalSheets/0/indicators/0/level3';
    expect([...marksOf(place(finding({ paths: [target, name] })), index).keys()]).toEqual(['sheet-0:0:1']);
    expect([...marksOf(place(finding({ paths: [name] })), index).keys()]).toEqual(['sheet-0:0:0']);
  });

  it('concern no single cell where they are about a sheet as a whole', () => {
    const [whole] = place(finding({ paths: ['/goalSheets/0'] }));
    expect(whole?.cells).toEqual([]);
    expect(whole?.section).toBe('sheet-0');
  });

  it('are found by any word of rule, message or place', () => {
    const [p] = place(finding({ message: '合计不符', subject: { level3: '培训人次' }, paths: ['/goalSheets/0/name'] }));
    expect(p && matchesText(p, '表内合计', '合计 培训')).toBe(true);
    expect(p && matchesText(p, '表内合计', '合计 满意度')).toBe(false);
  });
});
