import type { ImportDecision } from '@jizhun/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choicesOf, rowsOf, TREE } from '../../test/lists.ts';
import { type ProjectNow, planProjects, type RowChange } from './plan-projects.ts';

const HEAD = ['项目编码', '项目名称', '单位', '项目类别', '起止年度'];
const PROJECTS: ProjectNow[] = [
  {
    id: 'p1',
    unit: 'edu',
    code: '26001',
    name: '校舍维修',
    category: '特定目标类',
    fromYear: 2025,
    toYear: 2026,
    ended: false,
  },
  {
    id: 'p2',
    unit: 'health',
    code: null,
    name: '疫苗接种',
    category: null,
    fromYear: 2024,
    toYear: null,
    ended: false,
  },
];
const plan = (rows: readonly (readonly string[])[], choices = choicesOf(), projects = PROJECTS) =>
  planProjects(rowsOf('projects', [HEAD, ...rows]), { tree: TREE, projects }, choices, (key) => `new ${key}`);
const problemsOf = ({ rows }: ReturnType<typeof plan>) =>
  rows.flatMap(({ problems }) => problems.map(({ severity, cell, message }) => `${severity} ${cell} ${message}`));

let serial = 0;
function apply(projects: readonly ProjectNow[], changes: readonly RowChange[]): ProjectNow[] {
  const after = new Map(projects.map((project) => [project.id, project]));
  for (const { change } of changes) {
    if (change.operation === 'project.add') {
      const { name, unit, fromYear } = change;
      const id = `${change.id} ${serial++}`;
      const fields = { code: change.code ?? null, category: change.category ?? null, toYear: change.toYear ?? null };
      after.set(id, { id, name, unit, fromYear, ended: false, ...fields });
    } else if (change.operation === 'project.change') {
      const { operation: _operation, ...fields } = change;
      const project = after.get(change.id);
      if (project === undefined) expect.fail('no such project');
      const said = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      after.set(change.id, { ...project, ...said });
    } else expect.fail(`unexpected ${change.operation}`);
  }
  return [...after.values()];
}

describe('a list of projects', () => {
  it('adds, changes and leaves alone', () => {
    const result = plan(
      [
        ['26001', '校舍维修改造', '示例县教育局', '特定目标类', '2025-2027'],
        ['', '疫苗接种', '102', '', ''],
        ['26003', '图书采购', '示例县第一小学', '其他运转类', '2026'],
      ],
      choicesOf({ decisions: { '0:1': 'accept' } }),
    );
    expect(result.rows.map(({ actions }) => actions)).toEqual([['rename', 'change'], ['same'], ['add']]);
    expect(result.changes.map(({ change }) => change)).toEqual([
      { operation: 'project.change', id: 'p1', name: '校舍维修改造', toYear: 2027 },
      {
        operation: 'project.add',
        id: 'new 0:3',
        unit: 'one',
        code: '26003',
        name: '图书采购',
        category: '其他运转类',
        fromYear: 2026,
        toYear: 2026,
      },
    ]);
  });

  it.each([
    ['an unknown unit', ['1', '甲', '没有的局', '', ''], 'error C2 没有单位“没有的局”。'],
    ['no unit', ['1', '甲', '', '', ''], 'error C2 没有写明项目单位。'],
    ['bad years', ['1', '甲', '102', '', '三年'], 'error E2 “三年”不是起止年度。'],
    ['years the wrong way round', ['1', '甲', '102', '', '2027-2026'], 'error E2 截止年度 2026 早于起始年度 2027。'],
    ['another name', ['26001', '甲', '', '', ''], 'decide B2 编码“26001”的项目现名“校舍维修”，清单中为“甲”。'],
    [
      'another code',
      ['7', '校舍维修', '', '', ''],
      'decide A2 “示例县教育局”已有项目“校舍维修”，编码为“26001”，清单中为“7”。',
    ],
  ])('%s', (_what, row, problem) => {
    expect(problemsOf(plan([row]))).toEqual([problem]);
  });
});

const lists = fc.array(
  fc.record({
    code: fc.constantFrom('', '26001', '26002', '26003'),
    name: fc.constantFrom('校舍维修', '疫苗接种', '甲', '乙'),
    unit: fc.constantFrom('', '示例县教育局', '102', '没有的局'),
    years: fc.constantFrom('', '2026', '2025-2028', '三年'),
    decision: fc.constantFrom<ImportDecision | undefined>('accept', 'same', 'new', 'leave-out', undefined),
  }),
  { maxLength: 8 },
);

interface Line {
  code: string;
  name: string;
  unit: string;
  years: string;
  decision: ImportDecision | undefined;
}

function settled(list: readonly Line[], projects = PROJECTS) {
  const decisions: Record<string, ImportDecision> = {};
  const contents = new Map<string, ImportDecision | undefined>();
  for (const [at, { decision, ...line }] of list.entries()) {
    const same = contents.has(JSON.stringify(line)) ? contents.get(JSON.stringify(line)) : decision;
    contents.set(JSON.stringify(line), same);
    if (same !== undefined) decisions[`0:${at + 1}`] = same;
  }
  for (;;) {
    const result = plan(
      list.map(({ code, name, unit, years }) => [code, name, unit, '', years]),
      choicesOf({ leaveOutErrors: true, decisions }),
      projects,
    );
    const open = result.rows.filter(({ state }) => state === 'undecided');
    if (open.length === 0) return result;
    for (const { key } of open) decisions[key] = 'leave-out';
  }
}
const described = (projects: readonly ProjectNow[]) =>
  projects.map(({ id: _id, ...rest }) => JSON.stringify(rest)).sort();

describe('laws', () => {
  it('the same list again changes nothing', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const first = settled(list);
        const after = apply(PROJECTS, first.changes);
        const came = list.filter((_line, at) => first.rows[at]?.state === 'ready');
        expect(settled(came, after).changes).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('the order of rows does not matter', () => {
    const shuffled = lists
      .map((list) => {
        const decided = new Map(list.map(({ decision, ...line }) => [JSON.stringify(line), decision]));
        return list.map(({ decision: _decision, ...line }) => ({
          ...line,
          decision: decided.get(JSON.stringify(line)),
        }));
      })
      .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })));
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(described(apply(PROJECTS, settled(other).changes))).toEqual(
          described(apply(PROJECTS, settled(list).changes)),
        );
      }),
      { numRuns: 500 },
    );
  });
});
