import { GOALS_2015 } from '../../basis.ts';
import { coarser } from '../../between-tables.ts';
import {
  budgetOf,
  columnOfGroup,
  type DisclosureIndex,
  type FundingIndex,
  fundingOf,
  type SheetIndex,
} from '../../disclosure-index.ts';
import { goalSheet, income, right, spending, table, wrong } from '../../example.ts';
import { holds, type Identity, type Term } from '../../identity.ts';
import { listedProjects, projectName } from '../../listed-projects.ts';
import { defineIdentities, type Missing, missing } from '../../rule.ts';
import { decimalsOfMoney, linesByColumn, periodName, sheetSubject, sumOfTerms, termOfLine } from '../../sheet-sums.ts';
import { draftOfSum } from '../../sums.ts';
import { cellName, tableSubject, termOf } from '../../table-shape.ts';
import { listed } from '../../wording.ts';

const COLUMNS = ['合计', '基本支出', '项目支出'];

/** 项目支出 of the whole department: of 支出总表, or of the table of general public budget where that one agrees. */
function* againstTable(index: DisclosureIndex, projects: readonly SheetIndex[]): Iterable<Identity | Missing> {
  const kinds = ['expenditure-summary', 'general-public-budget-expenditure'] as const;
  const there = kinds.map((kind) => index.tablesOf(kind)).filter((tables) => tables.length > 0);
  if (there.length === 0 || projects.length === 0) return;
  const crowded = there.find((tables) => tables.length > 1);
  if (crowded) {
    yield missing(`《${crowded[0]!.table.title}》等支出表有 ${crowded.length} 张，无法确定项目支出`);
    return;
  }
  const parts: (Term & { transfer: boolean })[] = [];
  const without: string[] = [];
  for (const project of projects) {
    const budget = budgetOf(project);
    if (budget) {
      const transfer = project.sheet.scope === 'transfer';
      parts.push({ path: budget.path, label: project.sheet.name, value: budget.value, transfer });
    } else if (!project.sheet.withheld) without.push(project.sheet.name);
  }
  if (without.length > 0) {
    yield missing(`${listed(without)}没有填年度资金总额，项目合计未与项目支出核对`);
    return;
  }
  if (projects.some(({ sheet }) => sheet.withheld)) {
    yield missing('有涉密未公开的项目，项目合计未与项目支出核对');
    return;
  }
  const identities: Identity[] = [];
  for (const [table] of there) {
    const column = columnOfGroup(table!, /^项目支出$/);
    if (!table!.total || !column || !table!.unit) continue;
    const total = termOf({ table: table!, row: table!.total, column, label: `《${table!.table.title}》项目支出` });
    if (typeof total === 'string') {
      yield missing(`${cellName(table!, table!.total, column)}印作“${total}”，不是数字`);
      return;
    }
    // Transfers to lower levels are project expenditure of the department in some places, and not in others.
    const own = parts.filter(({ transfer }) => !transfer);
    for (const counted of own.length > 0 && own.length < parts.length ? [own, parts] : [parts]) {
      identities.push({
        total,
        parts: counted,
        unit: table!.unit,
        decimals: coarser(table!.decimals, decimalsOfMoney(counted.map(({ value }) => value))),
        subject: () => tableSubject(table!, table!.total, column),
        open: true,
        note: 'table',
      });
    }
  }
  const [first] = identities;
  if (first) yield identities.find(holds) ?? first;
  else yield missing(`《${there[0]![0]!.table.title}》中没有找到项目支出合计`);
}

/** 项目支出 of a department's sheet = the projects that it lists below. */
function* againstList(sheet: SheetIndex): Iterable<Identity> {
  for (const lines of linesByColumn(sheet, 'expenditure')) {
    const at = lines.findIndex(({ key }) => key === '项目支出');
    const total = lines[at];
    const items = lines.slice(at + 1).filter(({ line, key }) => line.source === undefined && !/支出$/.test(key));
    if (!total || items.length === 0) continue;
    yield sumOfTerms(
      termOfLine(total),
      items.map(termOfLine),
      sheetSubject(sheet, total.line.label, periodName(total.line)),
      'list',
    );
  }
}

/** Every project that a department's sheet lists = the project's own sheet of that name. */
function* againstSheets(department: SheetIndex, projects: readonly SheetIndex[]): Iterable<Identity> {
  const byName = new Map<string, SheetIndex[]>();
  for (const project of projects) {
    const key = projectKey(project.sheet.name);
    byName.set(key, [...(byName.get(key) ?? []), project]);
  }
  for (const item of department.funding) {
    const { line, key } = item;
    if (line.side !== 'expenditure' || line.source !== undefined || /支出$/.test(key)) continue;
    if (line.period !== 'FY' && line.period !== 'H1') continue;
    const own = byName.get(projectKey(line.label));
    if (own?.length !== 1) continue;
    const [project] = own as [SheetIndex];
    const theirs = line.period === 'FY' ? budgetOf(project) : onlyLine(fundingOf(project, 'expenditure', line.period));
    if (!theirs) continue;
    yield sumOfTerms(
      termOfLine(item),
      [{ ...termOfLine(theirs), label: `《${project.sheet.name}》${theirs.line.label}` }],
      sheetSubject(department, line.label, periodName(line)),
      'sheet',
    );
  }
}

/** Every project in a list with amounts = the project's own sheet, by code, else by a name that nobody else bears. */
function* againstRows(index: DisclosureIndex, projects: readonly SheetIndex[]): Iterable<Identity> {
  const listed = listedProjects(index, 0).filter(({ where }) => where.table !== undefined);
  const by = (
    keyOf: (at: { code: string; name: string }) => string,
    all: readonly { code: string; name: string }[],
  ) => {
    const count = new Map<string, number>();
    for (const one of all) count.set(keyOf(one), (count.get(keyOf(one)) ?? 0) + 1);
    return (one: { code: string; name: string }) => keyOf(one) !== '' && count.get(keyOf(one)) === 1;
  };
  const sheets = projects.map((sheet) => ({
    sheet,
    code: (sheet.sheet.code ?? '').replace(/\s/g, ''),
    name: projectName(sheet.sheet.name),
  }));
  const [ownCode, ownName] = [by(({ code }) => code, sheets), by(({ name }) => name, sheets)];
  const [rowCode, rowName] = [by(({ code }) => code, listed), by(({ name }) => name, listed)];
  const codes = new Map(sheets.filter(ownCode).map((one) => [one.code, one]));
  const names = new Map(sheets.filter(ownName).map((one) => [one.name, one]));
  for (const row of listed) {
    const named = rowName(row) ? names.get(row.name) : undefined;
    const found =
      (rowCode(row) ? codes.get(row.code) : undefined) ?? (named && !(named.code && row.code) ? named : undefined);
    const budget = found && budgetOf(found.sheet);
    // The list may print what the project costs in all its years.
    const cycle = found?.sheet.funding.some(({ line, value }) => line.period === 'CYCLE' && value === row.value);
    if (!found || !budget || cycle) continue;
    yield {
      ...sumOfTerms(
        { ...termOfLine(budget), label: budget.line.label },
        [{ path: row.path, label: `《${row.where.table}》${row.label}`, value: row.value }],
        sheetSubject(found.sheet, budget.line.label),
        'row',
      ),
      tolerance: row.rounding,
    };
  }
}

function onlyLine(lines: readonly FundingIndex[]): FundingIndex | undefined {
  return lines.find(({ line }) => line.source === 'total') ?? (lines.length === 1 ? lines[0] : undefined);
}

/** 示例维护经费 and 示例维护费 are one project. */
function projectKey(name: string): string {
  return name.replace(/[\s“”"（）()]/g, '').replace(/(专项)?(工作)?(经费|资金|费)$/, '');
}

export default defineIdentities({
  id: 'sum-project-vs-table',
  title: '项目绩效目标表合计与项目支出不符',
  severity: 'error',
  scope: 'disclosure',
  why: '项目支出应当全部纳入绩效目标管理：各项目绩效目标表的金额之和等于支出表的项目支出；部门整体目标表所列的项目之和等于其项目支出，并与各项目自己的目标表相同。',
  basis: [`${GOALS_2015}：项目支出应当编制绩效目标，与预算同时批复`],
  parameters: {},
  *find(index) {
    const goals = index.sheets.filter(({ sheet }) => sheet.form === 'goal');
    const projects = goals.filter(({ sheet }) => sheet.scope !== 'department');
    yield* againstTable(index, projects);
    yield* againstRows(index, projects);
    for (const department of goals.filter(({ sheet }) => sheet.scope === 'department')) {
      yield* againstList(department);
      yield* againstSheets(department, projects);
    }
  },
  report(broken) {
    const { note, total } = broken.identity;
    if (note !== 'table') return draftOfSum(broken);
    if (broken.difference < 0n) {
      return draftOfSum(broken, { advice: '核对各项目的金额，查明是否有不属于本年项目支出的项目或重复的项目。' });
    }
    // Less than the table: a project without a published sheet is as likely as a wrong amount, and where much is missing, likelier.
    const near = broken.difference * 10n <= total.value;
    return {
      severity: near ? 'warning' : 'info',
      ...draftOfSum(broken, {
        advice: '查明是否有项目没有公开绩效目标表；没有的补编、补报，都有的核对各项目金额。',
      }),
    };
  },
  examples: {
    wrong: [
      wrong(
        '项目之和大于项目支出',
        { table: '部门支出总表', column: '项目支出' },
        {
          tables: [table('expenditure-summary', '部门支出总表', COLUMNS, [['合计', 600.5, 500.5, 100]])],
          sheets: [
            goalSheet('示例培训经费', { funding: [income('预算数', 60)] }),
            goalSheet('示例宣传经费', { funding: [income('预算数', 45)] }),
          ],
        },
      ),
      wrong(
        '部门整体目标表的项目支出与所列项目不符',
        { sheet: '示例省示例厅', row: '项目支出' },
        {
          sheets: [
            goalSheet('示例省示例厅', {
              scope: 'department',
              funding: [
                spending('基本支出', 8728.56),
                spending('项目支出', 2136),
                spending('示例工作经费', 1534),
                spending('示例信息化经费', 602.43),
              ],
            }),
          ],
        },
      ),
      wrong(
        '部门整体目标表与项目目标表的金额不同',
        { sheet: '示例省示例厅', row: '示例维护经费' },
        {
          sheets: [
            goalSheet('示例省示例厅', {
              scope: 'department',
              funding: [spending('项目支出', 602.43), spending('示例维护经费', 602.43)],
            }),
            goalSheet('示例维护费', { funding: [income('资金总额', 620.43), spending('支出', 620.43)] }),
          ],
        },
      ),
      wrong(
        '项目支出表与项目目标表的金额不同',
        { sheet: '示例宣传经费', row: '预算数' },
        {
          tables: [
            table(
              'project-list',
              '项目支出表',
              ['合计'],
              [
                ['合计', 85.5],
                ['示例培训经费', 60],
                ['示例宣传经费', 25.5],
              ],
            ),
          ],
          sheets: [
            goalSheet('示例培训经费', { funding: [income('预算数', 60)] }),
            goalSheet('示例宣传经费', { funding: [income('预算数', 52.5)] }),
          ],
        },
      ),
    ],
    right: [
      right('十九个项目合计 4935.75，表列 4935.76：四舍五入', {
        tables: [table('expenditure-summary', '部门支出总表', COLUMNS, [['合计', 5464.38, 528.62, 4935.76]])],
        sheets: [4000.25, 900.3, 35.2].map((amount, i) =>
          goalSheet(`示例项目${i + 1}`, { funding: [income('预算数', amount)] }),
        ),
      }),
      right('部门整体目标表列示的项目相符', {
        sheets: [
          goalSheet('示例省示例厅', {
            scope: 'department',
            funding: [
              spending('基本支出', 8728.56),
              spending('项目支出', 2136.43),
              spending('项目支出', 512, 'H1'),
              spending('示例工作经费', 1534),
              spending('示例工作经费', 462, 'H1'),
              spending('示例信息化维护费', 602.43),
              spending('示例信息化维护费', 50, 'H1'),
            ],
          }),
          goalSheet('示例信息化维护费', {
            funding: [income('资金总额', 602.43), spending('支出', 602.43), spending('支出', 50, 'H1')],
          }),
        ],
      }),
    ],
  },
});
