import type { ImportDecision } from '@jizhun/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTY, choicesOf, rowsOf, TREE, unitOf } from '../../test/lists.ts';
import { planUnits, type UnitStep } from './plan-units.ts';
import type { TreeNow, UnitNow } from './tree.ts';

const HEAD = ['单位代码', '单位名称', '上级单位', '单位类型', '启用日期'];
const plan = (rows: readonly (readonly string[])[], choices = choicesOf(), tree = TREE, head = HEAD) =>
  planUnits(rowsOf('units', [head, ...rows]), tree, choices);
const problemsOf = (result: ReturnType<typeof planUnits>) =>
  result.rows.flatMap(({ problems }) =>
    problems.map(({ severity, cell, message }) => `${severity} ${cell} ${message}`),
  );

/** The tree with the steps done, as the store does them. */
function apply(tree: TreeNow, steps: readonly UnitStep[]): TreeNow {
  const units = new Map<string, UnitNow>(tree.units.map((unit) => [unit.id, unit]));
  const ids = new Map<string, string>();
  const parentOf = (ref: { id: string } | { row: string } | null) =>
    ref === null ? null : 'id' in ref ? ref.id : (ids.get(ref.row) ?? expect.fail('a child before its parent'));
  for (const step of steps) {
    if (step.step === 'end') units.delete(step.id);
    else if (step.step === 'add') {
      const id = `new ${step.row} ${units.size}`;
      ids.set(step.row, id);
      const { name, code, kind, authority, from } = step;
      units.set(id, { id, name, code, kind, authority, from, parent: parentOf(step.parent) });
    } else {
      const { step: _step, row: _row, id, parent, ...fields } = step;
      const unit = units.get(id);
      if (unit === undefined) expect.fail('alters a unit that is not there');
      units.set(id, { ...unit, ...fields, ...(parent === undefined ? {} : { parent: parentOf(parent) }) });
    }
  }
  return { ...tree, units: [...units.values()] };
}

/** A tree without its ids, as text. */
function described(tree: TreeNow): string[] {
  const names = new Map(tree.units.map(({ id, name, code }) => [id, `${code} ${name}`]));
  return tree.units
    .map(({ id: _id, parent, ...unit }) =>
      JSON.stringify({ ...unit, parent: parent === null ? null : names.get(parent) }),
    )
    .sort();
}

describe('what becomes of a row', () => {
  it('adds, renames, moves, gives codes, and leaves alone', () => {
    const result = plan(
      [
        ['101', '示例县教育局', '', '', ''],
        ['101001', '示例县实验小学', '示例县教育局', '', ''],
        ['101002', '示例县第二小学', '示例县卫生健康局', '', ''],
        ['102', '示例县卫生健康局', '', '', ''],
        ['103', '示例县文化局', '', '', '2026-07-01'],
        ['103001', '示例县图书馆', '示例县文化局', '', '2026-07-01'],
      ],
      choicesOf({ decisions: { '0:2': 'accept' } }),
    );
    expect(result.rows.map(({ actions, state }) => [actions, state])).toEqual([
      [['same'], 'ready'],
      [['rename'], 'ready'],
      [['move'], 'ready'],
      [['same'], 'ready'],
      [['add'], 'ready'],
      [['add'], 'ready'],
    ]);
    expect(result.rows[1]?.differences).toEqual([
      { field: 'name', name: '单位名称', from: '示例县第一小学', to: '示例县实验小学' },
    ]);
    expect(result.steps).toEqual([
      expect.objectContaining({
        step: 'add',
        name: '示例县文化局',
        kind: 'department',
        from: '2026-07-01',
        parent: null,
      }),
      expect.objectContaining({ step: 'add', name: '示例县图书馆', kind: 'unit', parent: { row: '0:5' } }),
      { step: 'alter', row: '0:2', id: 'one', name: '示例县实验小学' },
      { step: 'alter', row: '0:3', id: 'two', parent: { id: 'health' } },
    ]);
    expect(result.missing).toEqual([]);
  });

  it('asks before it renames, and keeps the name where the row stays out', () => {
    const rows = [['101001', '示例县实验小学', '', '', '']];
    const asked = plan(rows);
    expect(asked.rows[0]).toMatchObject({ state: 'undecided', options: ['accept', 'leave-out'] });
    expect(problemsOf(asked)).toEqual(['decide B2 代码“101001”的单位现名“示例县第一小学”，清单中为“示例县实验小学”。']);
    expect(plan(rows, choicesOf({ decisions: { '0:1': 'leave-out' } })).steps).toEqual([]);
  });

  it('asks whether a known name with another code is the same unit', () => {
    const rows = [['109', '示例县第一小学', '示例县卫生健康局', '', '']];
    const asked = plan(rows);
    expect(asked.rows[0]).toMatchObject({ state: 'undecided', options: ['same', 'new', 'leave-out'] });
    expect(plan(rows, choicesOf({ decisions: { '0:1': 'same' } })).steps).toEqual([
      { step: 'alter', row: '0:1', id: 'one', code: '109', parent: { id: 'health' } },
    ]);
    expect(plan(rows, choicesOf({ decisions: { '0:1': 'new' } })).steps).toEqual([
      expect.objectContaining({ step: 'add', code: '109', parent: { id: 'health' } }),
    ]);
  });

  it('takes writings that differ in width, blanks and brackets for the same', () => {
    const tree = { ...TREE, units: [unitOf('a', { name: '示例县教育局（本级）', code: '101' })] };
    expect(plan([['１０１', '示例县 教育局(本级)', '', '', '']], choicesOf(), tree).steps).toEqual([]);
  });

  it('takes code and name out of one cell, and a department that names itself for one without parent', () => {
    const result = planUnits(
      rowsOf('units', [
        ['单位名称', '主管部门'],
        ['[105]示例县水利局', '[105]示例县水利局'],
        ['105001-示例县水文站', '105-示例县水利局'],
      ]),
      TREE,
      choicesOf(),
    );
    expect(result.steps).toEqual([
      expect.objectContaining({ code: '105', name: '示例县水利局', parent: null, kind: 'department' }),
      expect.objectContaining({ code: '105001', name: '示例县水文站', parent: { row: '0:1' }, kind: 'unit' }),
    ]);
  });

  it('lets children name a parent by its old name as well as by its new one', () => {
    const result = plan(
      [
        ['101', '示例县教育体育局', '', '', ''],
        ['101003', '甲校', '示例县教育局', '', ''],
        ['101004', '乙校', '示例县教育体育局', '', ''],
      ],
      choicesOf({ decisions: { '0:1': 'accept' } }),
    );
    expect(result.steps.filter(({ step }) => step === 'add')).toEqual([
      expect.objectContaining({ parent: { id: 'edu' } }),
      expect.objectContaining({ parent: { id: 'edu' } }),
    ]);
  });
});

describe('what is wrong with a row', () => {
  it.each([
    ['no name', [['105', '', '', '', '']], ['error B2 没有单位名称。']],
    ['an unknown parent', [['105', '甲', '乙局', '', '']], ['error C2 没有上级单位“乙局”。']],
    ['a bad day', [['105', '甲', '', '', '2026-02-30']], ['error E2 启用日期“2026-02-30”不是日期。']],
    ['a serial number for a day', [['105', '甲', '', '', '46023']], ['error E2 启用日期“46023”不是日期。']],
    ['an unknown kind', [['105', '甲', '', '处级', '']], ['error D2 单位类型“处级”不认识。']],
    [
      'a code in scientific notation',
      [['1.05E+08', '甲', '', '', '']],
      ['error A2 单位代码“1.05E+08”是科学计数法，原来的数字已丢失。'],
    ],
    [
      'one code with two contents',
      [
        ['105', '甲', '', '', ''],
        ['105', '乙', '', '', ''],
      ],
      [
        'error A2 单位代码“105”出现 2 次，内容不同：第 2 行、第 3 行。',
        'error A3 单位代码“105”出现 2 次，内容不同：第 2 行、第 3 行。',
      ],
    ],
    [
      'the same row twice',
      [
        ['105', '甲', '', '', ''],
        ['105', '甲', '', '', ''],
      ],
      ['warning B3 与第 2 行相同，只算一次。'],
    ],
    [
      'a circle',
      [
        ['105', '甲', '乙', '', ''],
        ['106', '乙', '甲', '', ''],
      ],
      ['error C2 互为上级：“乙”、“甲”。', 'error C3 互为上级：“乙”、“甲”。'],
    ],
    [
      'a code and a name of two units',
      [
        ['101001', '示例县第一小学', '', '', ''],
        ['', '示例县第一小学', '', '', ''],
      ],
      ['error B3 “示例县第一小学”在清单的另一行已按代码对应到同名单位。'],
    ],
    [
      'a parent that begins later',
      [
        ['105', '甲', '', '', '2027-01-01'],
        ['105001', '乙', '甲', '', '2026-01-01'],
      ],
      ['error E3 上级单位“甲”自 2027-01-01 起才启用，晚于本单位的 2026-01-01。'],
    ],
  ])('%s', (_what, rows, problems) => {
    const result = plan(rows);
    expect(problemsOf(result).filter((line) => !line.startsWith('decide'))).toEqual(problems);
    for (const { message: _message, remedy } of result.rows.flatMap((row) => row.problems)) expect(remedy).not.toBe('');
  });

  it('finds a circle with units that the list does not name', () => {
    const result = plan([['101', '示例县教育局', '示例县第一小学', '', '']]);
    expect(problemsOf(result)).toEqual(['error C2 互为上级：“示例县教育局”、“示例县第一小学”。']);
  });

  it('warns of zeros that a workbook dropped', () => {
    const rows = ['001001', '001002', '001003', '1004'].map((code, at) => [code, `校${at}`, '', '', '']);
    expect(problemsOf(plan(rows))).toEqual([]);
    const shorter = ['001001', '001002', '001003', '01004'].map((code, at) => [code, `校${at}`, '', '', '']);
    expect(problemsOf(plan(shorter))).toEqual([
      'warning A5 单位代码“01004”有 5 位，同列多为 6 位：可能丢失了开头的 0。',
    ]);
  });

  it('takes with a row that stays out what stands below it', () => {
    const rows = [
      ['105', '甲', '没有的局', '', ''],
      ['105001', '乙', '甲', '', ''],
      ['105002', '丙', '乙', '', ''],
      ['106', '丁', '', '', ''],
    ];
    expect(plan(rows).rows.map(({ state }) => state)).toEqual(['error', 'ready', 'ready', 'ready']);
    const result = plan(rows, choicesOf({ leaveOutErrors: true }));
    expect(result.rows.map(({ state }) => state)).toEqual(['left-out', 'left-out', 'left-out', 'ready']);
    expect(result.steps).toEqual([expect.objectContaining({ name: '丁' })]);
    expect(problemsOf(result)).toContain('error C3 上级单位“甲”在第 2 行，该行不导入。');
  });

  it('wants an authority where there are several', () => {
    const upper = { id: 'city', name: '示例市财政局', adcode: '999000' };
    const tree = { ...TREE, authorities: [upper, COUNTY] };
    const rows = [
      ['105', '甲', '', '', ''],
      ['105001', '乙', '示例县教育局', '', ''],
    ];
    expect(problemsOf(plan(rows, choicesOf(), tree))).toEqual(['error B2 没有写明所属财政。']);
    expect(plan(rows, choicesOf({ authority: 'city' }), tree).steps).toEqual([
      expect.objectContaining({ name: '甲', authority: 'city' }),
      expect.objectContaining({ name: '乙', authority: 'county' }),
    ]);
    const named = plan([['105', '甲', '示例市']], choicesOf(), tree, ['单位代码', '单位名称', '财政区划']);
    expect(named.steps).toEqual([expect.objectContaining({ authority: 'city' })]);
  });
});

describe('several authorities', () => {
  const other = { id: 'other', name: '示例区财政局', adcode: '999002' };
  const tree = {
    authorities: [COUNTY, other],
    units: [...TREE.units, unitOf('far', { name: '示例区教育局', code: '101', authority: 'other' })],
  };

  it('have the same codes: a row speaks of the unit of its own authority', () => {
    const head = ['单位代码', '单位名称', '主管部门'];
    const result = plan(
      [
        ['101', '示例县教育局', '示例县财政局'],
        ['101001', '示例县第一小学', '示例县教育局'],
        ['102', '示例区卫生局', '示例区财政局'],
        ['102001', '示例区医院', '示例区卫生局'],
        ['101', '示例区教育局', '示例区'],
      ],
      choicesOf(),
      tree,
      head,
    );
    expect(problemsOf(result)).toEqual([]);
    expect(result.rows.map(({ actions }) => actions.join())).toEqual(['same', 'same', 'add', 'add', 'same']);
    expect(result.steps).toEqual([
      expect.objectContaining({ name: '示例区卫生局', authority: 'other', parent: null }),
      expect.objectContaining({ name: '示例区医院', authority: 'other', parent: { row: '0:3' } }),
    ]);
  });

  it('ask for the authority where nothing tells it, and take it from the person', () => {
    const rows = [['101', '教育局', '']];
    const head = ['单位代码', '单位名称', '主管部门'];
    expect(problemsOf(plan(rows, choicesOf(), tree, head))).toEqual(['error A2 有 2 个单位的代码都是“101”。']);
    expect(plan(rows, choicesOf({ authority: 'other' }), tree, head).rows[0]?.differences).toEqual([
      { field: 'name', name: '单位名称', from: '示例区教育局', to: '教育局' },
    ]);
  });

  it('hand units over where code and name are the same', () => {
    const result = plan([['102', '示例县卫生健康局', '示例区']], choicesOf(), tree, [
      '单位代码',
      '单位名称',
      '财政区划',
    ]);
    expect(result.steps).toEqual([{ step: 'alter', row: '0:1', id: 'health', authority: 'other' }]);
  });
});

describe('units that are missing in the list', () => {
  const rows = [['101', '示例县教育局', '', '', '']];

  it('are shown and stay', () => {
    const result = plan(rows);
    expect(result.missing.map(({ name, end }) => [name, end])).toEqual([
      ['示例县第一小学', false],
      ['示例县第二小学', false],
      ['示例县卫生健康局', false],
    ]);
    expect(result.steps).toEqual([]);
  });

  it('end where that is chosen, children first; not while others stand below', () => {
    const all = plan([['102', '示例县卫生健康局', '', '', '']], choicesOf({ end: ['edu', 'one', 'two'] }));
    expect(all.steps.map((step) => ('id' in step ? step.id : ''))).toEqual(['one', 'two', 'edu']);
    const some = plan([['102', '示例县卫生健康局', '', '', '']], choicesOf({ end: ['edu', 'one'] }));
    expect(some.missing.find(({ id }) => id === 'edu')?.problem).toContain('下面还有 1 个单位');
    expect(some.steps).toEqual([{ step: 'end', id: 'one' }]);
  });
});

interface Line {
  code: string;
  name: string;
  parent: string;
  kind: string;
  decision: ImportDecision | undefined;
  at: number;
}
type List = readonly Line[];

/** Lists as they may come: some rows of what is there, changed here and there, some new. */
const lists = fc
  .array(
    fc.record({
      code: fc.constantFrom('101', '101001', '101002', '102', '103', '104', ''),
      name: fc.constantFrom('示例县教育局', '示例县第一小学', '示例县第二小学', '示例县卫生健康局', '甲', '乙', '丙'),
      parent: fc.constantFrom('', '', '示例县教育局', '示例县卫生健康局', '甲', '乙', '102', '无'),
      kind: fc.constantFrom('', '主管部门', '基层单位'),
      decision: fc.constantFrom('accept', 'same', 'new', 'leave-out', undefined),
    }),
    { maxLength: 9 },
  )
  .map((rows): List => {
    // Lines that say the same are decided the same, in whatever order they come.
    const decided = new Map(rows.map((row) => [`${row.code} ${row.name} ${row.parent} ${row.kind}`, row.decision]));
    return rows.map((row, at) => ({
      ...row,
      decision: decided.get(`${row.code} ${row.name} ${row.parent} ${row.kind}`),
      at,
    }));
  });

/** As a person applies it: with nothing left to decide. */
function planOf(list: List, tree: TreeNow = TREE) {
  const rows = list.map(({ code, name, parent, kind }) => [code, name, parent, kind, '']);
  const decisions: Record<string, ImportDecision> = {};
  for (const [at, { decision }] of list.entries()) if (decision !== undefined) decisions[`0:${at + 1}`] = decision;
  for (;;) {
    const result = plan(rows, choicesOf({ leaveOutErrors: true, decisions }), tree);
    const open = result.rows.filter(({ state }) => state === 'undecided');
    if (open.length === 0) return result;
    for (const { key } of open) decisions[key] = 'leave-out';
  }
}

describe('laws', () => {
  it('the same list again changes nothing', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const first = planOf(list);
        const after = apply(TREE, first.steps);
        // What was left out or not decided stays as it is; the rows that came in are asked again.
        const came = list.filter((_row, at) => first.rows[at]?.state === 'ready');
        const again = planOf(came, after);
        expect(again.steps).toEqual([]);
        expect(described(apply(after, again.steps))).toEqual(described(after));
      }),
      { numRuns: 500 },
    );
  });

  it('the order of rows does not matter', () => {
    const shuffled = lists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length, maxLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const one = planOf(list);
        const two = planOf(other);
        expect(described(apply(TREE, two.steps))).toEqual(described(apply(TREE, one.steps)));
        const states = (rows: typeof one.rows, from: List) =>
          from.map(({ at }, index) => `${at} ${rows[index]?.actions.includes('duplicate') ? 'x' : rows[index]?.state}`);
        if (!one.rows.some(({ actions }) => actions.includes('duplicate')))
          expect(states(two.rows, other).sort()).toEqual(states(one.rows, list).sort());
      }),
      { numRuns: 500 },
    );
  });

  it('what is applied leaves a sound tree', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { units } = apply(TREE, planOf(list).steps);
        const parents = new Map(units.map(({ id, parent }) => [id, parent]));
        for (const { id } of units) {
          const seen = new Set<string>();
          for (let at: string | null = id; at !== null; at = parents.get(at) ?? null) {
            expect(seen.has(at)).toBe(false);
            seen.add(at);
          }
        }
        const codes = units.flatMap(({ code }) => (code === null ? [] : [code]));
        expect(new Set(codes).size).toBe(codes.length);
      }),
      { numRuns: 500 },
    );
  });

  it('plans 5,000 units in a moment', () => {
    const rows = Array.from({ length: 5_000 }, (_none, at) => {
      const department = Math.floor(at / 50);
      const code = `${100 + department}`;
      return at % 50 === 0
        ? [code, `部门${department}`, '', '', '']
        : [`${code}${String(at % 50).padStart(3, '0')}`, `单位${at}`, `部门${department}`, '', ''];
    });
    const begin = performance.now();
    const result = plan(rows, choicesOf(), { authorities: [COUNTY], units: [] });
    expect(result.steps).toHaveLength(5_000);
    const after = apply({ authorities: [COUNTY], units: [] }, result.steps);
    expect(plan(rows, choicesOf(), after).steps).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(15_000);
  });
});
