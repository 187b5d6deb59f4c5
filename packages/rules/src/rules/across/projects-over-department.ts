import type { JsonPointer } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import { budgetOf, cellPath, columnOfGroup, type DisclosureIndex, fundingOf } from '../../disclosure-index.ts';
import { type Exact, halfUnit, printExact } from '../../exact.ts';
import { goalSheet, income, right, spending, table, wrong } from '../../example.ts';
import { listedProjects, projectName } from '../../listed-projects.ts';
import { defineAcross } from '../../rule.ts';
import { type SheetAt, sheetsByUnit, sheetsOf, unitKey } from '../../sheet-pairs.ts';
import { valueAt } from '../../table-shape.ts';
import { listed, quote } from '../../wording.ts';

/** 项目支出 as a department states it. */
interface Expenditure {
  document: number;
  value: Exact;
  path: JsonPointer;
  rounding: Exact;
  where: { sheet?: string; table?: string };
}

interface Fact {
  whole: Expenditure;
  sum: Exact;
  projects: readonly SheetAt[];
  /** Whether every project that the department lists is among them. */
  complete: boolean;
}

/** Of 支出总表, else of the department's goal sheet. */
function expenditureOf(index: DisclosureIndex, document: number): Expenditure | undefined {
  const [list, ...more] = index.tablesOf('expenditure-summary');
  const column = list && columnOfGroup(list, /^项目支出$/);
  if (list?.total && column && list.unit && more.length === 0 && !/决算/.test(list.table.title)) {
    const value = valueAt(list.total, column);
    if (typeof value !== 'bigint') return undefined;
    const rounding = halfUnit(list.decimals ?? 2, list.unit);
    return { document, value, path: cellPath(list.total, column), rounding, where: { table: list.table.title } };
  }
  const departments = index.sheets.filter(({ sheet }) => sheet.scope === 'department' && sheet.form === 'goal');
  const [sheet] = departments;
  const line = sheet && fundingOf(sheet, 'expenditure', 'FY').find(({ key }) => key === '项目支出');
  if (!sheet || !line || departments.length > 1) return undefined;
  return {
    document,
    value: line.value,
    path: line.path,
    rounding: halfUnit(2, '万元'),
    where: { sheet: sheet.sheet.name },
  };
}

export default defineAcross({
  id: 'projects-over-department',
  title: '各项目目标表之和与部门项目支出不符',
  severity: 'error',
  scope: 'across',
  why: '项目支出全部纳入绩效目标管理：一个部门各项目目标表的金额之和不会大于部门的项目支出，全部给出时应当相等。',
  basis: [`${GOALS_2015}：项目支出应当编制绩效目标，与预算同时批复`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const sheets = sheetsOf(indexes, ({ form, scope }) => form === 'goal' && scope === 'project');
    const byUnit = sheetsByUnit(indexes, sheets);
    for (const [document, index] of indexes.entries()) {
      const { unit, fiscalYear } = index.disclosure;
      // A file with goal sheets of its own projects is compared in itself.
      if (index.sheets.some(({ sheet }) => sheet.scope !== 'department')) continue;
      const whole = expenditureOf(index, document);
      if (!whole || !unit || fiscalYear === undefined) continue;
      const seen = new Map<string, SheetAt>();
      for (const at of byUnit.get(unitKey(fiscalYear, unit.name)) ?? []) {
        // The same project in two files counts once, as the later one states it.
        seen.set(at.code || `${at.owner}|${projectName(at.sheet.sheet.name)}`, at);
      }
      const projects = [...seen.values()];
      const budgets = projects.map(({ sheet }) => budgetOf(sheet));
      if (projects.length < 2 || budgets.some((budget) => !budget)) continue;
      const sum = budgets.reduce((all, budget) => all + (budget?.value ?? 0n), 0n);
      const names = new Set(projects.map(({ sheet }) => projectName(sheet.sheet.name)));
      const items = listedProjects(index, document);
      const complete = items.length > 1 && items.every(({ name }) => names.has(name));
      const tolerance = whole.rounding + BigInt(projects.length) * halfUnit(2, '万元');
      const over = sum - whole.value;
      if (over > tolerance || (complete && -over > tolerance)) yield { whole, sum, projects, complete };
    }
  },
  report({ whole, sum, projects, complete }) {
    const amount = (value: bigint) => `${printExact(value, '万元')} 万元`;
    const over = sum > whole.value;
    const { sheet, table: title } = whole.where;
    const names = projects.map(({ sheet: one }) => one.sheet.name);
    return {
      document: whole.document,
      draft: {
        message: `${title === undefined ? quote(sheet ?? '') : `《${title}》`}的项目支出为 ${amount(whole.value)}，而${listed(names)}的目标表之和为 ${amount(sum)}，${over ? '多出' : '少'} ${amount(over ? sum - whole.value : whole.value - sum)}${complete && !over ? '（所列项目的目标表都在其中）' : ''}。`,
        subject: { ...whole.where, ...(title === undefined ? { row: '项目支出' } : { column: '项目支出' }) },
        paths: [whole.path],
        expected: amount(sum),
        actual: amount(whole.value),
        advice: '核对各项目的金额；有不属于本年项目支出的，或者重复的项目，分开列示。',
        others: projects.map((at) => ({ document: at.document, paths: [budgetOf(at.sheet)?.path ?? at.sheet.path] })),
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '两个项目 105 万元，部门项目支出 100 万元',
        { table: '部门支出总表', column: '项目支出' },
        {
          tables: [
            table(
              'expenditure-summary',
              '部门支出总表',
              ['合计', '基本支出', '项目支出'],
              [['合计', 600.5, 500.5, 100]],
            ),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 60)] })] },
        { sheets: [goalSheet('示例宣传经费', { funding: [income('预算数', 45)] })] },
      ),
    ],
    right: [
      right(
        '只给出一部分项目；四舍五入',
        {
          tables: [
            table(
              'expenditure-summary',
              '部门支出总表',
              ['合计', '基本支出', '项目支出'],
              [['合计', 600.5, 500.5, 100]],
            ),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 60)] })] },
        { sheets: [goalSheet('示例宣传经费', { funding: [income('预算数', 25)] })] },
      ),
      right(
        '部门整体目标表所列的项目都有目标表，金额相符',
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('项目支出', 85), spending('示例培训经费', 60), spending('示例宣传经费', 25)],
            }),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 60)] })] },
        { sheets: [goalSheet('示例宣传经费', { funding: [income('预算数', 25)] })] },
      ),
    ],
  },
});
