import { comparable, type JsonPointer } from '@jizhun/model';
import { cellPath, columnOf, type DisclosureIndex } from './disclosure-index.ts';
import { type Exact, halfUnit } from './exact.ts';
import { valueAt } from './table-shape.ts';
import { isAmong, isSubtotal, nameKey } from './wording.ts';

/** A project that a department names with its amount: a row of its list of projects, an item of its goal sheet, a task. */
export interface ListedProject {
  document: number;
  year: number;
  /** As printed. */
  label: string;
  /** As it is compared. */
  name: string;
  code: string;
  value: Exact;
  path: JsonPointer;
  /** Half of its last printed decimal. */
  rounding: Exact;
  /** Where it stands: 《项目支出表》, 部门整体目标表. */
  where: { sheet?: string; table?: string };
}

const AMOUNT =
  /^(合计|总计|金额|预算数|预算金额|项目预算|年度资金总额|资金总额|本年预算|年初预算数?|预算资金|项目金额|申报数)$/;
/** 21 characters: 行政区划 6, 年度 2, a letter, 顺序码 12. */
const PROJECT_CODE = /^\d{8}[A-Z][0-9A-Z]{12}$/;
/** Personnel and running costs have no goal sheets of their own. */
const NO_GOAL = /工资|津贴补贴|社会保险|养老保险|医疗保险|公积金|公用经费|离退休|基本支出|人员经费|工会经费|福利费/;

/** 示例维护经费 and 示例维护费 are one project; so are those of two years that only the year tells apart. */
export function projectName(name: string): string {
  return comparable(name.replace(/(?:19|20)\d\d年(?:度)?/g, '')).replace(/(专项)?(工作)?(经费|资金|费)$/, '');
}

/** The projects that a file lists with amounts of the year. */
export function listedProjects(index: DisclosureIndex, document: number): ListedProject[] {
  const { fiscalYear } = index.disclosure;
  const found: ListedProject[] = [];
  for (const table of index.tablesOf('project-list')) {
    const column = columnOf(table, AMOUNT);
    if (!column || !table.unit || fiscalYear === undefined) continue;
    for (const row of table.rows) {
      const value = valueAt(row, column);
      if (typeof value !== 'bigint' || value <= 0n || row === table.total || row.key === '') continue;
      if (isSubtotal(row.label) || isAmong(row.label) || NO_GOAL.test(row.key)) continue;
      found.push({
        document,
        year: fiscalYear,
        label: row.label,
        name: projectName(row.label),
        code: PROJECT_CODE.test(row.code) ? row.code : '',
        value,
        path: cellPath(row, column),
        rounding: halfUnit(table.decimals ?? 0, table.unit),
        where: { table: table.table.title },
      });
    }
  }
  for (const { sheet, funding, path } of index.sheets) {
    const year = sheet.fiscalYear ?? fiscalYear;
    if (sheet.scope !== 'department' || sheet.form !== 'goal' || year === undefined) continue;
    const at = { document, year, code: '', rounding: halfUnit(2, '万元'), where: { sheet: sheet.name } };
    const items = funding.filter(
      ({ line, key }) =>
        line.side === 'expenditure' && line.period === 'FY' && line.source === undefined && !/支出$/.test(key),
    );
    for (const { line, value, path: place } of items) {
      if (value > 0n && !NO_GOAL.test(nameKey(line.label)))
        found.push({ ...at, label: line.label, name: projectName(line.label), value, path: place });
    }
    if (items.length > 0) continue;
    sheet.tasks.forEach(({ name, fen }, i) => {
      if (fen !== undefined && fen > 0)
        found.push({ ...at, label: name, name: projectName(name), value: BigInt(fen), path: `${path}/tasks/${i}/fen` });
    });
  }
  return found;
}
