import { homeSchema } from '@jizhun/api';
import { GRANTS, type Role, roleNames, type UnitLine } from '@jizhun/lifecycle';
import type { DocumentRow, JobRow, Readable } from '@jizhun/store';
import { expect, test } from 'vitest';
import { idOf, personAs } from '../../test/people.ts';
import { createPermit } from '../permit.ts';
import { homeOf } from './home.ts';
import type { HomeSources } from './sections.ts';

const now = new Date('2026-03-31T08:00:00Z');
const today = '2026-03-31';
const [school, hospital, finance] = [idOf(3, 1), idOf(3, 2), idOf(4, 1)];
const lines = new Map<string, UnitLine>([
  [school, { units: [school], authorities: [finance] }],
  [hospital, { units: [hospital], authorities: [finance] }],
]);

const documentOf = (number: number, unit: string, error: number, warning = 0): DocumentRow => ({
  id: idOf(5, number),
  name: `文件${number}.docx`,
  sha256: '',
  mediaType: '',
  bytes: 1,
  example: false,
  unit,
  unitName: unit === school ? '第一示例中学' : '人民示例医院',
  fiscalYear: 2026,
  addedAt: new Date(now.getTime() - number * 60_000),
  sheetCount: 1,
  indicatorCount: 1,
  tableCount: 1,
  amountFen: null,
  unreadCount: 0,
  uncheckedCount: 0,
  findings: { error, warning, info: 0 },
});
const rows = [
  documentOf(1, school, 0, 2),
  documentOf(2, school, 3),
  documentOf(3, hospital, 9),
  documentOf(4, school, 0),
];

const failed: JobRow = {
  id: idOf(6, 1),
  kind: 'documents.read-again',
  input: {},
  state: 'failed',
  attempts: 1,
  mostAttempts: 1,
  dueAt: now,
  cancelAsked: false,
  done: 0,
  problem: '磁盘已满。',
  createdBy: '程序',
  createdAt: now,
  endedAt: now,
};

const none = { rows: [], count: 0 };
const sources = (over: Partial<HomeSources> = {}): HomeSources => ({
  documents: {
    owners: async () => ({ units: [...lines.keys()], authorities: [] }),
    owner: async (id) => {
      const row = rows.find((one) => one.id === id);
      return row === undefined ? undefined : { example: false, ...(row.unit === undefined ? {} : { unit: row.unit }) };
    },
    find: async (id) => rows.find((one) => one.id === id),
    list: async (which: Readable | 'all') =>
      rows.filter(
        ({ id, unit }) => which !== 'all' && (which.units.includes(unit ?? '') || which.documents.includes(id)),
      ),
  },
  glance: {
    withoutAccount: async () => none,
    locked: async () => none,
    ending: async () => none,
    worst: async (ids) => new Map(ids.map((id) => [id, { severity: 'error' as const, message: `${id}的问题` }])),
  },
  jobs: { list: async () => [], titleOf: () => '重新读取、核对文件' },
  audit: {
    keptCheckpoints: async () => [],
    trail: { list: async () => [], head: async () => ({ seq: 7, sha256: '', sm3: '' }) },
  },
  nameOf: async ({ id }) => (id === school ? '第一示例中学' : undefined),
  ...over,
});

const homeAs = (
  role: Role,
  where: Parameters<typeof personAs>[1] = {},
  given = sources(),
  passwordExpiresOn: string | null = null,
) => {
  const permit = createPermit(personAs(role, where), {
    organisation: { tree: async () => ({ lineOf: (unit: string) => lines.get(unit) }) },
  } as unknown as Parameters<typeof createPermit>[1]);
  return homeOf({ ...permit, now, today }, given, passwordExpiresOn);
};

const sectionOf = async (home: ReturnType<typeof homeAs>, id: string) =>
  (await home).sections.find((section) => section.id === id);

test('every role has a first page that says what would be there, and fits the schema', async () => {
  for (const role of roleNames) {
    const home = await homeAs(role, { unit: school });
    homeSchema.parse(home);
    expect(home.sections.length, role).toBeGreaterThan(1);
    for (const { empty, title } of home.sections) for (const words of [empty, title]) expect(words).not.toBe('');
  }
});

test('a clerk sees the documents of the own unit, the reddest first, with what is wrong', async () => {
  const home = await homeAs('clerk', { unit: school });
  const documents = home.sections.find(({ id }) => id === 'documents');
  expect(documents?.items.map(({ text }) => text)).toEqual([
    '第一示例中学（2026 年）：错误 3 处',
    '第一示例中学（2026 年）：警告 2 处',
  ]);
  expect(documents?.items[0]?.detail).toBe(`${idOf(5, 2)}的问题`);
  expect(documents?.items[0]?.link.to).toBe(`/documents/${idOf(5, 2)}`);
  expect(home.due).toBe(2);
  // Nothing of the neighbour.
  expect(JSON.stringify(home)).not.toContain('医院');
});

test('those who only look have nothing to do with what is red', async () => {
  const home = await homeAs('auditor', { authority: finance });
  expect(home.sections.find(({ id }) => id === 'documents')?.count).toBe(3);
  expect(home.due).toBe(0);
});

test('what concerns the person comes first where there is something', async () => {
  const base = sources();
  const given = sources({
    jobs: { list: async () => [failed], titleOf: () => '重新读取、核对文件' },
    glance: {
      ...base.glance,
      ending: async () => ({
        rows: [
          { assignment: idOf(2, 1), person: idOf(1, 1), name: '甲', role: 'clerk', day: '2026-04-02', deputy: true },
        ],
        count: 1,
      }),
    },
  });
  const { sections } = await homeAs('clerk', { unit: school }, given, '2026-04-05');
  expect(sections[0]?.id).toBe('own');
  expect(sections[0]?.items.map(({ text, daysLeft }) => [text, daysLeft])).toEqual([
    ['口令用到 2026-04-05', 5],
    ['代理的角色“填报人”用到 2026-04-02', 2],
    ['重新读取、核对文件：没有完成', null],
  ]);
  expect(sections[0]?.items[2]?.detail).toBe('磁盘已满。');
  expect((await homeAs('clerk', { unit: school })).sections.at(-1)?.id).toBe('own');
});

test('a third party sees what was given, and until when', async () => {
  const base = sources();
  const items = [
    { kind: 'document', id: idOf(5, 3) },
    { kind: 'unit', id: school },
    { kind: 'project', id: idOf(7, 1) },
  ] as const;
  const given = sources({
    glance: {
      ...base.glance,
      ending: async (_days, _limit, person) => ({
        rows: [
          {
            assignment: idOf(2, roleNames.indexOf('third-party')),
            person: person ?? '',
            name: '甲',
            role: 'third-party',
            day: '2026-06-30',
            deputy: false,
          },
        ],
        count: 1,
      }),
    },
  });
  const section = await sectionOf(homeAs('third-party', { authority: finance, items: [...items] }, given), 'assigned');
  // What is gone is not listed.
  expect(section?.items.map(({ text, daysLeft }) => [text, daysLeft])).toEqual([
    ['文件：文件3.docx', 91],
    ['单位：第一示例中学', 91],
  ]);
});

test('administrators see accounts, work and trail, and no documents', async () => {
  const base = sources();
  const given = sources({
    glance: {
      ...base.glance,
      locked: async () => ({
        rows: [{ person: idOf(1, 9), name: '锁示例', until: new Date('2026-03-31T08:30:00Z') }],
        count: 1,
      }),
      withoutAccount: async () => ({ rows: [{ person: idOf(1, 8), name: '缺示例' }], count: 12 }),
    },
    jobs: { list: async () => [failed], titleOf: () => '重新读取、核对文件' },
  });
  const accounts = await sectionOf(homeAs('security-administrator', {}, given), 'accounts');
  expect(accounts?.count).toBe(13);
  expect(accounts?.items[0]?.detail).toContain('到 16:30 自动解除');
  expect(accounts?.more?.to).toBe('/people?account=none');
  const running = await sectionOf(homeAs('system-administrator', {}, given), 'running');
  expect(running?.items.map(({ weight }) => weight)).toEqual(['error', 'warning']);
  const trail = await sectionOf(homeAs('audit-administrator', {}, given), 'trail');
  expect(trail?.items.map(({ text }) => text)).toEqual(['操作记录还没有核对过', '操作记录共 7 条，还没有检查点']);
  for (const role of roleNames.filter((name) => name.endsWith('-administrator'))) {
    expect(GRANTS.some(({ roles, operations }) => roles.includes(role) && operations.includes('goal.read'))).toBe(
      false,
    );
    expect(JSON.stringify(await homeAs(role, {}, given))).not.toMatch(/中学|医院/);
  }
});
