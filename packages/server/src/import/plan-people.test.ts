import type { ImportDecision } from '@jizhun/api';
import { conflictOf } from '@jizhun/lifecycle';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTY, choicesOf, DAY, rowsOf, TREE } from '../../test/lists.ts';
import { type PeoplePowers, type PersonNow, planPeople } from './plan-people.ts';

const HEAD = ['工号', '姓名', '登录名', '单位', '角色', '对口部门', '起始日期', '截止日期'];
const ALL: PeoplePowers = { people: true, roles: true, accounts: true };
const PEOPLE: PersonNow[] = [
  {
    id: 'zhang',
    name: '张三',
    staff: '0001',
    login: 'zhangsan',
    ended: false,
    roles: [{ id: 'r1', role: 'clerk', unit: 'one', authority: null, from: '2025-01-01', to: null, inCharge: [] }],
  },
  { id: 'li', name: '李四', staff: null, login: null, ended: false, roles: [] },
];
const plan = (rows: readonly (readonly string[])[], choices = choicesOf(), people = PEOPLE, powers = ALL) =>
  planPeople(rowsOf('people', [HEAD, ...rows]), { tree: TREE, people }, powers, choices, (key) => `new ${key}`);
const problemsOf = ({ rows }: ReturnType<typeof plan>) =>
  rows.flatMap(({ problems }) => problems.map(({ severity, cell, message }) => `${severity} ${cell} ${message}`));

let serial = 0;
/** The people after the changes of a plan, held against what the store would refuse. */
function apply(
  people: readonly PersonNow[],
  { changes, accounts }: Pick<ReturnType<typeof plan>, 'changes' | 'accounts'>,
) {
  const after = new Map(people.map((person) => [person.id, person]));
  const ids = new Map<string, string>();
  const personOf = (id: string) => after.get(ids.get(id) ?? id) ?? expect.fail(`no person ${id}`);
  for (const { change } of changes) {
    if (change.operation === 'person.add') {
      const id = `person ${serial++}`;
      ids.set(change.id, id);
      const staff = change.staffNumber ?? null;
      if (staff !== null) expect([...after.values()].map((person) => person.staff)).not.toContain(staff);
      after.set(id, { id, name: change.name, staff, login: null, ended: false, roles: [] });
    } else if (change.operation === 'person.change') {
      const person = personOf(change.id);
      after.set(person.id, { ...person, name: change.name ?? person.name, staff: change.staffNumber ?? person.staff });
    } else if (change.operation === 'assignment.give') {
      const person = personOf(change.person);
      const { role, unit = null, authority = null, from, to = null, items = [] } = change;
      const held = { id: `role ${serial++}`, role, unit, authority, from, to, inCharge: items.map(({ id }) => id) };
      expect(
        conflictOf(
          person.roles.map((one) => one.role),
          role,
        ),
      ).toBeUndefined();
      after.set(person.id, { ...person, roles: [...person.roles, held] });
    } else if (change.operation === 'assignment.change') {
      for (const person of after.values()) {
        const roles = person.roles.map((held) =>
          held.id !== change.id
            ? held
            : {
                ...held,
                to: change.to === undefined ? held.to : change.to,
                inCharge: change.items?.map(({ id }) => id) ?? held.inCharge,
              },
        );
        after.set(person.id, { ...person, roles });
      }
    } else expect.fail(`unexpected ${change.operation}`);
  }
  for (const { person, login } of accounts) {
    const there = personOf(person);
    after.set(there.id, { ...there, login });
  }
  return [...after.values()];
}

describe('a list of people', () => {
  it('adds people with their roles, each row a role', () => {
    const result = plan([
      ['0002', '王五', 'wangwu', '示例县教育局', '填报人、单位负责人', '', '', ''],
      ['0002', '王五', '', '示例县第二小学', '填报人', '', '2026-04-01', '2026-12-31'],
      ['0003', '赵六', '', '示例县财政局', '财政业务科', '101、示例县卫生健康局', '', ''],
      ['0001', '张三', 'zhangsan', '101001', '填报人', '', '', ''],
    ]);
    expect(problemsOf(result)).toEqual([]);
    expect(result.rows.map(({ actions }) => actions)).toEqual([
      ['add', 'assign', 'assign', 'account'],
      ['assign'],
      ['add', 'assign'],
      ['same'],
    ]);
    expect(result.changes.map(({ change }) => change)).toEqual([
      { operation: 'person.add', id: 'new person 0:1', name: '王五', staffNumber: '0002' },
      expect.objectContaining({ operation: 'assignment.give', role: 'clerk', unit: 'edu', from: DAY, to: null }),
      expect.objectContaining({ operation: 'assignment.give', role: 'unit-head', unit: 'edu' }),
      expect.objectContaining({ role: 'clerk', unit: 'two', from: '2026-04-01', to: '2026-12-31' }),
      expect.objectContaining({ operation: 'person.add', name: '赵六' }),
      expect.objectContaining({
        role: 'finance-desk',
        unit: null,
        authority: COUNTY.id,
        items: [
          { kind: 'unit', id: 'edu' },
          { kind: 'unit', id: 'health' },
        ],
      }),
    ]);
    expect(result.accounts).toEqual([{ row: '0:1', person: 'new person 0:1', name: '王五', login: 'wangwu' }]);
  });

  it('lets the system administrator bring in people, and the security administrator their roles, by one list', () => {
    const rows = [['0002', '王五', 'wangwu', '示例县教育局', '填报人', '', '', '']];
    const system = plan(rows, choicesOf(), PEOPLE, { people: true, roles: false, accounts: false });
    expect(system.changes.map(({ change }) => change.operation)).toEqual(['person.add']);
    expect(system.accounts).toEqual([]);
    expect(system.withheld).toContain('1 项角色须由安全管理员授予');
    const early = plan(rows, choicesOf(), PEOPLE, { people: false, roles: true, accounts: true });
    expect(problemsOf(early)).toEqual(['error B2 没有人员“王五”。']);
    const security = plan(rows, choicesOf(), apply(PEOPLE, system), { people: false, roles: true, accounts: true });
    expect(security.changes.map(({ change }) => change.operation)).toEqual(['assignment.give']);
    expect(security.accounts).toHaveLength(1);
    expect(security.withheld).toBeNull();
  });

  it('gives a number to who has none, changes last days, and asks before it renames', () => {
    const result = plan([
      ['0009', '李四', '', '', '', '', '', ''],
      ['0001', '张三丰', '', '101001', '填报人', '', '', '2026-06-30'],
    ]);
    expect(result.rows.map(({ state, actions }) => [state, actions])).toEqual([
      ['ready', ['change']],
      ['undecided', ['rename', 'change']],
    ]);
    expect(result.changes.map(({ change }) => change)).toEqual([
      { operation: 'person.change', id: 'li', staffNumber: '0009' },
    ]);
    const accepted = plan(
      [['0001', '张三丰', '', '101001', '填报人', '', '', '2026-06-30']],
      choicesOf({ decisions: { '0:1': 'accept' } }),
    );
    expect(accepted.changes.map(({ change }) => change)).toEqual([
      { operation: 'person.change', id: 'zhang', name: '张三丰' },
      { operation: 'assignment.change', id: 'r1', to: '2026-06-30' },
    ]);
  });

  it.each([
    ['an unknown role', ['7', '甲', '', '101', '科长', '', '', ''], 'error E2 不认识的角色“科长”。'],
    ['an unknown unit', ['7', '甲', '', '没有的局', '填报人', '', '', ''], 'error D2 没有单位“没有的局”。'],
    ['a role without its place', ['7', '甲', '', '', '填报人', '', '', ''], 'error D2 “填报人”须写明单位。'],
    ['a role at the wrong place', ['7', '甲', '', '101', '预算科', '', '', ''], 'error D2 “预算科”须写明财政部门。'],
    [
      'days the wrong way round',
      ['7', '甲', '', '101', '填报人', '', '2026-05-01', '2026-04-01'],
      'error H2 截止日期 2026-04-01 早于起始日期 2026-05-01。',
    ],
    [
      'a third party without end',
      ['7', '甲', '', '示例县财政局', '专家', '', '', ''],
      'error H2 第三方/专家没有截止日期。',
    ],
    [
      'a log-in name of another',
      ['7', '甲', 'zhangsan', '', '', '', '', ''],
      'error C2 登录名“zhangsan”已由“张三”使用。',
    ],
    ['a log-in name that is none', ['7', '甲', '张三+', '', '', '', '', ''], 'error C2 登录名“张三+”写法不对。'],
    ['a name elsewhere', ['', '张三', '', '102', '填报人', '', '', ''], 'decide B2 别的单位已有“张三”。'],
  ])('%s', (_what, row, problem) => {
    const result = plan([row]);
    expect(problemsOf(result)).toEqual([problem]);
    expect(result.changes).toEqual([]);
  });

  it('refuses roles that nobody may hold together, in the list and with what is held', () => {
    const basis = '填报与财政审核为不相容职务';
    const both = plan([
      ['7', '甲', '', '101', '填报人', '', '', ''],
      ['7', '甲', '', '示例县', '预算科', '', '', ''],
    ]);
    expect(problemsOf(both)).toEqual([expect.stringContaining(basis), expect.stringContaining(basis)]);
    expect(problemsOf(plan([['0001', '张三', '', '示例县财政局', '绩效科', '', '', '']]))).toEqual([
      expect.stringContaining(basis),
    ]);
  });
});

const lists = fc
  .array(
    fc.record({
      staff: fc.constantFrom('', '', '0001', '0002', '0003'),
      name: fc.constantFrom('张三', '李四', '王五'),
      login: fc.constantFrom('', '', '', 'zhangsan', 'lisi', 'wangwu'),
      unit: fc.constantFrom('', '101', '示例县第一小学', '示例县财政局', '没有的局'),
      role: fc.constantFrom('', '填报人', '填报人、单位负责人', '财政业务科', '预算科', '科长'),
      to: fc.constantFrom('', '', '2026-12-31'),
      decision: fc.constantFrom<ImportDecision | undefined>('accept', 'same', 'new', 'leave-out', undefined),
    }),
    { maxLength: 6 },
  )
  .map((list) => {
    const decided = new Map(list.map(({ decision, ...line }) => [JSON.stringify(line), decision]));
    return list.map(({ decision: _decision, ...line }) => ({ ...line, decision: decided.get(JSON.stringify(line)) }));
  });

interface Line {
  staff: string;
  name: string;
  login: string;
  unit: string;
  role: string;
  to: string;
  decision: ImportDecision | undefined;
}

function settled(list: readonly Line[], people = PEOPLE) {
  const decisions: Record<string, ImportDecision> = {};
  for (const [at, { decision }] of list.entries()) if (decision !== undefined) decisions[`0:${at + 1}`] = decision;
  for (;;) {
    const result = plan(
      list.map(({ staff, name, login, unit, role, to }) => [staff, name, login, unit, role, '', '', to]),
      choicesOf({ leaveOutErrors: true, decisions }),
      people,
    );
    const open = result.rows.filter(({ state }) => state === 'undecided');
    if (open.length === 0) return result;
    for (const { key } of open) decisions[key] = 'leave-out';
  }
}

const described = (people: readonly PersonNow[]) =>
  people
    .map(({ id: _id, roles, ...person }) =>
      JSON.stringify({ ...person, roles: roles.map(({ id: _role, ...held }) => JSON.stringify(held)).sort() }),
    )
    .sort();

describe('laws', () => {
  it('the same list again changes nothing', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const first = settled(list);
        const after = apply(PEOPLE, first);
        const came = list.filter((_line, at) => first.rows[at]?.state === 'ready');
        const again = settled(came, after);
        expect(again.changes).toEqual([]);
        expect(again.accounts).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('the order of rows does not matter', () => {
    const shuffled = lists.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        expect(described(apply(PEOPLE, settled(other)))).toEqual(described(apply(PEOPLE, settled(list))));
      }),
      { numRuns: 500 },
    );
  });
});
