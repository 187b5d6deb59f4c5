import { INTEGRATION } from '../../basis.ts';
import { budgetOf, type FundingIndex, fundingOf } from '../../disclosure-index.ts';
import { absolute, printExact } from '../../exact.ts';
import { goalSheet, income, right, spending, table, wrong } from '../../example.ts';
import { type ListedProject, listedProjects, projectName } from '../../listed-projects.ts';
import { defineAcross } from '../../rule.ts';
import { type SheetAt, sheetsByUnit, sheetsOf, unitKey } from '../../sheet-pairs.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { quote } from '../../wording.ts';

interface Fact {
  project: SheetAt;
  budget: FundingIndex;
  listed: ListedProject;
}

/** Sheets by year and code, and by year and name; null where two projects share them. */
function shelve(sheets: readonly SheetAt[]) {
  const found = new Map<string, SheetAt[]>();
  const put = (key: string, at: SheetAt) => {
    const all = found.get(key);
    if (all) all.push(at);
    else found.set(key, [at]);
  };
  for (const at of sheets) {
    if (at.code) put(`#${at.year}|${at.code}`, at);
    put(`${at.year}|${projectName(at.sheet.sheet.name)}`, at);
  }
  return found;
}

export default defineAcross({
  id: 'project-amount-differs',
  title: '项目目标表的金额与部门所列的不同',
  severity: 'error',
  scope: 'across',
  why: '部门的项目支出表、部门整体目标表逐个列出项目和金额，应当与项目自己的目标表相同（按项目编码，没有编码的按名称）。',
  basis: [`${INTEGRATION}：预算以项目为基本单元，一个项目一个编码`],
  parameters: {},
  *find(indexes): Generator<Fact> {
    const sheets = sheetsOf(indexes, ({ form, scope }) => form === 'goal' && scope !== 'department');
    const shelf = shelve(sheets);
    const byUnit = sheetsByUnit(indexes, sheets);
    for (const [document, index] of indexes.entries()) {
      const listed = listedProjects(index, document);
      const unit = index.disclosure.unit?.name;
      const names = new Map<string, number>();
      for (const { name } of listed) names.set(name, (names.get(name) ?? 0) + 1);
      for (const one of listed) {
        const byCode = one.code ? shelf.get(`#${one.year}|${one.code}`) : undefined;
        // A name is enough for a project of the unit that lists it, where nobody else bears it, here or there.
        const named = names.get(one.name) === 1 ? (shelf.get(`${one.year}|${one.name}`) ?? []) : [];
        const own = unit === undefined ? undefined : byUnit.get(unitKey(one.year, unit));
        const byName = named.filter((at) => own?.has(at) && (!at.code || !one.code));
        const there = (byCode ?? (new Set(byName.map(({ owner }) => owner)).size === 1 ? byName : [])).filter(
          (at) => at.document !== document,
        );
        const facts = there.flatMap((project) => {
          const budget = budgetOf(project.sheet);
          return budget ? [{ project, budget, listed: one }] : [];
        });
        const [last] = facts.slice(-1);
        const off = ({ project, budget }: Fact): boolean => {
          const cycle = (['income', 'expenditure'] as const).flatMap((side) => fundingOf(project.sheet, side, 'CYCLE'));
          // The list may print what the project costs in all its years.
          return [budget, ...cycle].every(({ value }) => absolute(value - one.value) > one.rounding);
        };
        if (last && facts.every(off)) yield last;
      }
    }
  },
  report({ project, budget, listed }, indexes) {
    const source = indexes[listed.document]?.disclosure.source.name ?? '';
    const where = listed.where.table === undefined ? '部门整体目标表' : `《${listed.where.table}》`;
    const amount = (value: bigint) => `${printExact(value, '万元')} 万元`;
    return {
      document: project.document,
      draft: {
        message: `${quote(project.sheet.sheet.name)}${project.code ? `（项目编码 ${project.code}）` : ''}的${budget.line.label}填写为 ${amount(budget.value)}，“${source}”的${where}中${quote(listed.label)}为 ${amount(listed.value)}，相差 ${amount(absolute(budget.value - listed.value))}。`,
        subject: sheetSubject(project.sheet, budget.line.label),
        paths: [budget.path],
        expected: amount(listed.value),
        actual: amount(budget.value),
        advice: '以批复的预算为准，改为相同；一份为调整前、一份为调整后的，写明批次。',
        others: [{ document: listed.document, paths: [listed.path] }],
      },
    };
  },
  examples: {
    wrong: [
      wrong(
        '项目支出表 84 万元，目标表 48 万元',
        { sheet: '示例培训经费', row: '预算数' },
        {
          tables: [
            table(
              'project-list',
              '项目支出表',
              ['合计'],
              [
                ['合计', 109.5],
                ['示例培训经费', 84],
                ['示例宣传经费', 25.5],
              ],
            ),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 48)] })] },
      ),
      wrong(
        '部门整体目标表与项目目标表的金额不同',
        { sheet: '示例维护费', row: '资金总额' },
        {
          sheets: [
            goalSheet('示例市示例局', {
              scope: 'department',
              funding: [spending('项目支出', 602.43), spending('示例维护经费', 602.43)],
            }),
          ],
        },
        { sheets: [goalSheet('示例维护费', { funding: [income('资金总额', 620.43)] })] },
      ),
    ],
    right: [
      right(
        '别的单位的同名项目',
        {
          tables: [table('project-list', '项目支出表', ['合计'], [['示例干部教育培训', 90.5]])],
        },
        {
          unit: '示例县示例中心',
          sheets: [goalSheet('示例干部教育培训', { funding: [income('预算数', 18)] })],
        },
      ),
      right(
        '以元列示，换算后相同；列示的是项目总额',
        {
          tables: [
            table(
              'project-list',
              '项目支出表',
              ['合计'],
              [
                ['合计', 3840000],
                ['示例培训经费', 840000],
                ['示例改造工程', 3000000],
              ],
              '元',
            ),
          ],
        },
        { sheets: [goalSheet('示例培训经费', { funding: [income('预算数', 84)] })] },
        {
          sheets: [
            goalSheet('示例改造工程', { funding: [income('项目资金总额', 300, 'CYCLE'), income('预算数', 120)] }),
          ],
        },
      ),
    ],
  },
});
