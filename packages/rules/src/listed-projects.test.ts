import { describe, expect, it } from 'vitest';
import { accountPairs, accountsOf } from './accounts.ts';
import { indexDisclosure } from './disclosure-index.ts';
import { disclosure, goalSheet, spending, table, task } from './example.ts';
import { listedProjects, projectName } from './listed-projects.ts';

const CODE = '99990024P000000000001';
const listed = (parts: Parameters<typeof disclosure>[0]) =>
  listedProjects(indexDisclosure(disclosure(parts)), 3).map(({ label, code, value, where }) => ({
    label,
    code,
    value,
    ...where,
  }));

describe('the projects that a department lists', () => {
  it('are the rows of its list with an amount, but no sums, parts and personnel costs', () => {
    const list = table(
      'project-list',
      '项目支出表',
      ['合计'],
      [
        ['合计', 100],
        ['示例培训经费', 60],
        ['示例宣传经费', 30.5],
        ['其中：示例印刷费', 5],
        ['在职人员工资', 8],
        ['示例空白项目', null],
        ['小计', 90.5],
      ],
    );
    list.rows[1] = { code: CODE, label: '示例培训经费', cells: [60] };
    expect(listed({ tables: [list] })).toEqual([
      { label: '示例培训经费', code: CODE, value: 60_000_000n, table: '项目支出表' },
      { label: '示例宣传经费', code: '', value: 30_500_000n, table: '项目支出表' },
    ]);
  });

  it('are the items of its goal sheet, else its tasks', () => {
    const funding = [spending('基本支出', 50), spending('项目支出', 85), spending('示例培训经费', 60)];
    const tasks = [task('key', '示例培训', 60), task('other', '示例无金额任务')];
    const sheet = (more: object) => goalSheet('示例市示例局', { scope: 'department', tasks, ...more });
    expect(listed({ sheets: [sheet({ funding })] }).map(({ label }) => label)).toEqual(['示例培训经费']);
    expect(listed({ sheets: [sheet({})] })).toEqual([
      { label: '示例培训', code: '', value: 60_000_000n, sheet: '示例市示例局' },
    ]);
    expect(listed({ sheets: [goalSheet('示例培训经费', { funding })] })).toEqual([]);
  });

  it('are one whatever their name ends in, and in whatever year', () => {
    expect(
      new Set(['示例维护经费', '示例维护费', '2024年示例维护工作经费', '示例维护专项资金'].map(projectName)).size,
    ).toBe(1);
    expect(projectName('示例维护经费')).not.toBe(projectName('示例改造经费'));
  });
});

describe('budgets and final accounts', () => {
  const file = (title: string, fiscalYear: number, unit = '示例市示例局') =>
    indexDisclosure(
      disclosure({ title, fiscalYear, unit, tables: [table('other', '示例表', ['金额'], [['合计', 1]])] }),
    );

  it('are told apart by their titles, and paired by unit and year', () => {
    const accounts = accountsOf([
      file('示例市示例局2023年部门决算', 2023),
      file('示例市示例局2024年部门预算', 2024),
      file('示例市示例局2024年部门决算', 2024),
      file('示例县示例局2024年部门预算', 2024, '示例县示例局'),
      indexDisclosure(disclosure({ title: '示例市示例局2024年部门决算' })),
    ]);
    expect(accounts.map(({ final, year }) => [final, year])).toEqual([
      [true, 2023],
      [false, 2024],
      [true, 2024],
      [false, 2024],
    ]);
    const finals = accounts.filter(({ final }) => final);
    const pairs = (others: typeof accounts, later = 0) =>
      [...accountPairs(finals, others, later)].map(([one, found]) => [one.document, ...found.map((at) => at.document)]);
    expect(pairs(accounts.filter(({ final }) => !final))).toEqual([[2, 1]]);
    expect(pairs(finals, -1)).toEqual([[2, 0]]);
  });

  it('are final where most tables say so', () => {
    const tables = [table('other', '示例决算表', ['金额'], [['合计', 1]])];
    expect(accountsOf([indexDisclosure(disclosure({ title: '附件', tables }))])[0]?.final).toBe(true);
  });
});
