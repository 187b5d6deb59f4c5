import type { Disclosure, Statement } from '@jizhun/model';
import { layoutBudgetTable, layoutGoalSheet, type PaperCell, type PaperTable } from '@jizhun/places';

/** One part of a document's page: a form, a table, or something of our own beside them. */
export interface Section {
  /** `sheet-0`, `table-3`, `cover`, `statements`, `unread`. */
  id: string;
  /** As the outline names it. */
  title: string;
  group: 'cover' | 'sheet' | 'table' | 'statements' | 'unread';
  /** Absent for 未归类内容, which is a list of texts. */
  paper?: PaperTable;
}

/** The document from top to bottom. */
export function sectionsOf(disclosure: Disclosure): Section[] {
  const sections: Section[] = [];
  const cover = coverOf(disclosure);
  if (cover) sections.push({ id: 'cover', title: '文件概况', group: 'cover', paper: cover });
  disclosure.goalSheets.forEach((sheet, i) => {
    const paper = { ...layoutGoalSheet(sheet, i, disclosure.place), id: `sheet-${i}` };
    sections.push({ id: paper.id, title: sheet.name || paper.title, group: 'sheet', paper });
  });
  disclosure.budgetTables.forEach((table, i) => {
    const paper = { ...layoutBudgetTable(table, i), id: `table-${i}` };
    sections.push({ id: paper.id, title: table.title || paper.title, group: 'table', paper });
  });
  if (disclosure.statements.length > 0) {
    sections.push({
      id: 'statements',
      title: '文字说明中的数字',
      group: 'statements',
      paper: statementsOf(disclosure.statements),
    });
  }
  if (disclosure.unread.length > 0) sections.push({ id: 'unread', title: '未归类内容', group: 'unread' });
  return sections;
}

const head = (text: string): PaperCell => ({ text, role: 'head', align: 'center', paths: [] });

/** Title, unit, year and place as they were read, so that they can be chosen and traced like any other value. */
function coverOf(disclosure: Disclosure): PaperTable | undefined {
  const label = (text: string): PaperCell => ({ text, role: 'label', paths: [] });
  const value = (text: string, path: string): PaperCell => ({ text, role: 'text', paths: [path] });
  const { title, unit, fiscalYear, place } = disclosure;
  const rows: PaperCell[][] = [];
  if (title) rows.push([label('标题'), { ...value(title, '/title'), columnSpan: 5 }]);
  const facts: PaperCell[] = [];
  if (unit) facts.push(label('单位'), value([unit.name, unit.code].filter(Boolean).join('　'), '/unit/name'));
  if (fiscalYear !== undefined) facts.push(label('年度'), value(String(fiscalYear), '/fiscalYear'));
  if (place?.name) facts.push(label('地区'), value(place.name, '/place'));
  const last = facts.at(-1);
  if (last && facts.length < 6) last.columnSpan = 7 - facts.length;
  if (facts.length > 0) rows.push(facts);
  return rows.length > 0
    ? { id: 'cover', title: '文件概况', columnWidths: [1, 5, 1, 1, 1, 2.4], headRows: 0, rows }
    : undefined;
}

const directions = { up: '增加', down: '减少', same: '持平' } as const;
const operators: Record<string, string> = { '>=': '≥', '<=': '≤', '~': '约', '=': '', range: '' };

/** The figures that the prose states, one a row, under the sections in which they stand. */
function statementsOf(statements: readonly Statement[]): PaperTable {
  const rows: PaperCell[][] = [
    [head('所在章节'), head('所说事项'), head('年度'), head('比较'), head('数字'), head('单位')],
  ];
  for (let i = 0; i < statements.length; ) {
    const section = statements[i]?.section ?? '';
    let end = i;
    while (statements[end]?.section === section && end < statements.length) end++;
    for (let k = i; k < end; k++) {
      const s = statements[k];
      if (!s) continue;
      const path = `/statements/${k}`;
      // The figure stands for the statement as a whole: it carries its marks.
      const cells: PaperCell[] = [
        { text: s.claim, role: 'text', paths: [`${path}/claim`] },
        { text: s.year === undefined ? '' : String(s.year), role: 'text', align: 'center', paths: [`${path}/year`] },
        {
          text: s.direction ? directions[s.direction] : '',
          role: 'text',
          align: 'center',
          paths: [`${path}/direction`],
        },
        { text: printed(s), role: 'number', paths: [path] },
        { text: s.unit, role: 'text', align: 'center', paths: [`${path}/unit`] },
      ];
      if (k === i) cells.unshift({ text: section, role: 'label', align: 'left', rowSpan: end - i, paths: [] });
      rows.push(cells);
    }
    i = end;
  }
  return { id: 'statements', title: '文字说明中的数字', columnWidths: [5, 6, 1.6, 1.6, 2.6, 1.6], headRows: 1, rows };
}

function printed(s: Statement): string {
  const value = s.value.toLocaleString('zh-CN', { maximumFractionDigits: 10 });
  if (s.max !== undefined) return `${value}～${s.max.toLocaleString('zh-CN', { maximumFractionDigits: 10 })}`;
  return s.operator ? `${operators[s.operator] ?? s.operator}${value}` : value;
}
