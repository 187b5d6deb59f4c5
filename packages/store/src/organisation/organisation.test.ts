import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BY, NOW } from '../../test/samples.ts';
import { startTestServer, type TestServer } from '../../test/server.ts';
import { BUILT_IN_TENANT, openStore, type Store } from '../index.ts';
import { TENANT_TABLES } from '../tables.ts';
import type { Change } from './changes.ts';
import type { Organisation } from './index.ts';
import { OrganisationRefusal } from './refusal.ts';

const OTHER_TENANT = 2;
const TODAY = '2026-03-31';
const statements: string[] = [];
let server: TestServer;
let address: string;
let store: Store;
let here: Organisation;
let there: Organisation;

/** The same identities in both tenants: nothing but the tenant tells them apart. */
const ids = Object.fromEntries(
  ['county', 'education', 'school', 'roof', 'zhang', 'li', 'held', 'office', 'deputy'].map((name) => [
    name,
    randomUUID(),
  ]),
);
const id = (name: string): string => {
  const known = ids[name];
  if (known === undefined) throw new Error(name);
  return known;
};

const ground = (mark: string): Change[] => [
  { operation: 'authority.add', id: id('county'), from: '2000-01-01', name: `${mark}县财政局`, adcode: '990121' },
  {
    operation: 'unit.add',
    id: id('education'),
    from: '2010-01-01',
    name: `${mark}教育局`,
    code: '205',
    kind: 'department',
    authority: id('county'),
  },
  {
    operation: 'unit.add',
    id: id('school'),
    from: '2010-01-01',
    name: `${mark}小学`,
    code: '205002',
    kind: 'unit',
    parent: id('education'),
  },
  { operation: 'project.add', id: id('roof'), unit: id('school'), code: 'P1', name: `${mark}屋面维修`, fromYear: 2026 },
  { operation: 'person.add', id: id('zhang'), name: `${mark}张三`, staffNumber: '001' },
  { operation: 'person.add', id: id('li'), name: `${mark}李四`, staffNumber: '002' },
  {
    operation: 'assignment.give',
    id: id('held'),
    person: id('zhang'),
    role: 'finance-desk',
    authority: id('county'),
    from: '2026-01-01',
    items: [{ kind: 'unit', id: id('education') }],
  },
  {
    operation: 'assignment.give',
    id: id('office'),
    person: id('li'),
    role: 'performance-office',
    authority: id('county'),
    from: '2026-01-01',
  },
  {
    operation: 'assignment.deputise',
    id: id('deputy'),
    of: id('held'),
    person: id('li'),
    from: '2026-03-01',
    to: '2026-04-30',
  },
];

beforeAll(async () => {
  server = await startTestServer();
  address = await server.newDatabase();
  store = await openStore({
    databaseUrl: address,
    dataDirectory: '/nowhere',
    onStatement: (sql) => statements.push(sql),
    now: () => NOW,
  });
  const admin = new pg.Client(address);
  await admin.connect();
  await admin.query('insert into tenant (id, name, created_at) values ($1, $2, $3)', [OTHER_TENANT, '另一租户', NOW]);
  await admin.end();
  here = store.organisation(BUILT_IN_TENANT);
  there = store.organisation(OTHER_TENANT);
  await here.applyChanges(ground('甲'), BY);
  await there.applyChanges(ground('乙'), BY);
});

afterAll(async () => {
  await store?.close();
  await server?.stop();
});

async function codesOf(work: Promise<void>): Promise<string[]> {
  try {
    await work;
    return [];
  } catch (error) {
    if (!(error instanceof OrganisationRefusal)) throw error;
    return error.refused.map(({ code }) => code);
  }
}

test('the tree is that of the tenant, on its day', async () => {
  for (const [organisation, mark] of [
    [here, '甲'],
    [there, '乙'],
  ] as const) {
    const tree = await organisation.tree(TODAY);
    expect(tree.authorities.map(({ name }) => name)).toEqual([`${mark}县财政局`]);
    expect(tree.units.map(({ name }) => name)).toEqual([`${mark}教育局`, `${mark}小学`]);
    expect(tree.lineOf(id('school'))).toEqual({
      units: [id('school'), id('education')],
      authorities: [id('county')],
    });
    expect(tree.below(id('education'))).toEqual([id('school')]);
    expect(tree.search('205002', 10).map((unit) => unit.name)).toEqual([`${mark}小学`]);
    expect((await organisation.tree('2009-12-31')).units).toEqual([]);
    expect(await organisation.lineOf(randomUUID(), TODAY)).toBeUndefined();
  }
});

test('people, projects and roles are those of the tenant', async () => {
  for (const [organisation, mark] of [
    [here, '甲'],
    [there, '乙'],
  ] as const) {
    const people = await organisation.people({ day: TODAY, limit: 10 });
    expect(people.rows.map(({ name }) => name).toSorted()).toEqual([`${mark}张三`, `${mark}李四`].toSorted());
    expect(people.count).toBe(2);
    expect((await organisation.person(id('zhang')))?.name).toBe(`${mark}张三`);
    expect((await organisation.projects({ limit: 10 })).rows.map(({ name }) => name)).toEqual([`${mark}屋面维修`]);
    expect((await organisation.project(id('roof')))?.name).toBe(`${mark}屋面维修`);
    const held = await organisation.assignments({ authority: id('county') });
    expect(held.map(({ personName }) => personName).sort()).toEqual(
      [`${mark}张三`, `${mark}李四`, `${mark}李四`].sort(),
    );
    expect((await organisation.assignments({ item: id('education') })).map(({ personName }) => personName)).toEqual([
      `${mark}张三`,
    ]);
  }
});

test('a deputy acts with what the one stood in for has, while it lasts', async () => {
  const own = { id: id('held'), role: 'finance-desk', authority: id('county'), inCharge: [id('education')], items: [] };
  expect(await here.assignmentsOf(id('zhang'), TODAY)).toEqual([own]);
  const standing = { ...own, id: id('deputy'), deputyFor: { id: id('zhang'), name: '甲张三' } };
  const stoodIn = async (day: string) =>
    (await here.assignmentsOf(id('li'), day)).filter(({ deputyFor }) => deputyFor !== undefined);
  expect(await stoodIn(TODAY)).toEqual([standing]);
  expect(await stoodIn('2026-04-30')).toHaveLength(1);
  expect(await stoodIn('2026-05-01')).toEqual([]);
  expect(await stoodIn('2026-02-28')).toEqual([]);
});

test('lists are searched, turned page by page, and leave nobody out', async () => {
  const added = Array.from({ length: 25 }, (_, n) => ({ id: randomUUID(), name: `王${String(n).padStart(2, '0')}` }));
  await here.applyChanges(
    added.map((one): Change => ({ operation: 'person.add', ...one })),
    BY,
  );
  const seen: string[] = [];
  for (let after: { name: string; id: string } | undefined; ; ) {
    const page = await here.people({ day: TODAY, search: '王', limit: 10, after });
    expect(page.count).toBe(25);
    seen.push(...page.rows.map((row) => row.id));
    if (page.next === null) break;
    after = page.next;
  }
  expect(new Set(seen)).toEqual(new Set(added.map((one) => one.id)));
  expect(seen).toHaveLength(25);
  expect((await here.people({ day: TODAY, search: '王%', limit: 10 })).count).toBe(0);
  expect((await here.people({ day: TODAY, role: 'finance-desk', limit: 10 })).count).toBe(2);
  expect((await here.people({ day: '2026-12-31', role: 'finance-desk', limit: 10 })).count).toBe(1);
  expect((await here.projects({ unit: id('school'), search: '屋面', limit: 10 })).count).toBe(1);
  expect((await here.projects({ among: { units: [], projects: [] }, limit: 10 })).count).toBe(0);
  expect((await here.projects({ among: { units: [], projects: [id('roof')] }, limit: 10 })).count).toBe(1);
  expect((await here.projects({ year: 2025, limit: 10 })).count).toBe(0);
  await here.applyChanges(
    added.map((one): Change => ({ operation: 'person.end', id: one.id })),
    BY,
  );
  expect((await here.people({ day: TODAY, search: '王', limit: 10 })).count).toBe(0);
  expect((await here.people({ day: TODAY, search: '王', ended: true, limit: 10 })).count).toBe(25);
});

describe('changes', () => {
  test('are made together or not at all, and everything in the way is told', async () => {
    const revision = await here.revision();
    const head = await store.trail(BUILT_IN_TENANT).head();
    const codes = await codesOf(
      here.applyChanges(
        [
          { operation: 'unit.change', id: id('school'), from: '2026-03-01', name: '甲新小学' },
          { operation: 'unit.end', id: id('education'), from: '2026-07-01' },
          {
            operation: 'unit.add',
            id: randomUUID(),
            from: '2026-01-01',
            name: '甲教育局',
            kind: 'unit',
            authority: id('county'),
          },
        ],
        BY,
      ),
    );
    expect(codes).toEqual(['units-below', 'name-taken']);
    expect(await here.revision()).toBe(revision);
    expect(await store.trail(BUILT_IN_TENANT).head()).toEqual(head);
    expect((await here.tree(TODAY)).unit(id('school'))?.name).toBe('甲小学');
  });

  test('stand in the trail with what was and what is, and are seen by a store that was open before', async () => {
    const second = await openStore({ databaseUrl: address, dataDirectory: '/nowhere' });
    const elsewhere = second.organisation(BUILT_IN_TENANT);
    expect((await elsewhere.tree(TODAY)).unit(id('school'))?.name).toBe('甲小学');
    const rename: Change = {
      operation: 'unit.change',
      id: id('school'),
      from: '2026-03-01',
      name: '甲第一小学',
      basis: '甲编〔2026〕3号',
      reason: '更名批复',
    };
    await here.applyChanges([rename], BY);
    expect((await elsewhere.tree(TODAY)).unit(id('school'))?.name).toBe('甲第一小学');
    expect((await elsewhere.tree('2026-02-28')).unit(id('school'))?.name).toBe('甲小学');
    expect((await there.tree(TODAY)).unit(id('school'))?.name).toBe('乙小学');
    // What this store keeps in memory is what it would read again.
    const third = await openStore({ databaseUrl: address, dataDirectory: '/nowhere' });
    expect((await third.organisation(BUILT_IN_TENANT).tree(TODAY)).units).toEqual((await here.tree(TODAY)).units);
    expect((await third.organisation(BUILT_IN_TENANT).tree(TODAY)).versionOf(id('school'))).toBe(
      (await here.tree(TODAY)).versionOf(id('school')),
    );
    await second.close();
    await third.close();
    const [event] = await store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'unit', id: id('school') }, limit: 1 });
    expect(event).toMatchObject({ operation: 'unit.change', actor: BY.actor, reason: '更名批复' });
    expect(JSON.parse(event?.before ?? '')).toMatchObject({ name: '甲小学', from: '2010-01-01' });
    expect(JSON.parse(event?.after ?? '')).toMatchObject({
      name: '甲第一小学',
      from: '2026-03-01',
      basis: '甲编〔2026〕3号',
    });
    expect(await store.trail(BUILT_IN_TENANT).verify()).toMatchObject({ whole: true });
  });

  test('on what has changed meanwhile are refused', async () => {
    const seen = (await here.tree(TODAY)).versionOf(id('education'));
    const recode = (code: string): Change => ({
      operation: 'unit.change',
      id: id('education'),
      from: '2026-03-01',
      code,
      seen,
    });
    expect(await codesOf(here.applyChanges([recode('206')], BY))).toEqual([]);
    expect(await codesOf(here.applyChanges([recode('207')], BY))).toEqual(['stale']);
    const person = await here.person(id('zhang'));
    const change: Change = { operation: 'person.change', id: id('zhang'), name: '甲张叁', seen: person?.version };
    expect(await codesOf(here.applyChanges([change], BY))).toEqual([]);
    expect(await codesOf(here.applyChanges([change], BY))).toEqual(['stale']);
    expect(await here.tryChanges([change], NOW)).toMatchObject([{ index: 0, code: 'stale' }]);
  });

  test('made at the same time wait for each other: only one of two gets the code', async () => {
    const units = Array.from({ length: 6 }, () => randomUUID());
    const answers = await Promise.all(
      units.map((unit, n) =>
        codesOf(
          here.applyChanges(
            [
              {
                operation: 'unit.add',
                id: unit,
                from: '2026-01-01',
                name: `甲并发${n}`,
                code: '888',
                kind: 'unit',
                authority: id('county'),
              },
            ],
            BY,
          ),
        ),
      ),
    );
    expect(answers.filter((codes) => codes.length === 0)).toHaveLength(1);
    expect(answers.filter((codes) => codes[0] === 'code-taken')).toHaveLength(5);
  });

  test('of one tenant find nothing of another', async () => {
    const foreign = randomUUID();
    await there.applyChanges(
      [
        {
          operation: 'unit.add',
          id: foreign,
          from: '2020-01-01',
          name: '乙局',
          kind: 'department',
          authority: id('county'),
        },
      ],
      BY,
    );
    expect(
      await codesOf(
        here.applyChanges([{ operation: 'unit.change', id: foreign, from: '2026-01-01', name: '甲局' }], BY),
      ),
    ).toEqual(['not-found']);
    expect((await here.tree(TODAY)).unit(foreign)).toBeUndefined();
    expect((await there.tree(TODAY)).unit(foreign)?.name).toBe('乙局');
    expect(
      await codesOf(
        here.applyChanges(
          [{ operation: 'unit.add', id: randomUUID(), from: '2020-01-01', name: '丙', kind: 'unit', parent: foreign }],
          BY,
        ),
      ),
    ).toEqual(['not-found']);
  });

  test('merge and split are followed through the years', async () => {
    const [east, west, both, inner] = Array.from({ length: 4 }, () => randomUUID()) as [string, string, string, string];
    const unit = (one: string, name: string): Change => ({
      operation: 'unit.add',
      id: one,
      from: '2015-01-01',
      name,
      kind: 'department',
      authority: id('county'),
    });
    await here.applyChanges([unit(east, '甲东局'), unit(west, '甲西局')], BY);
    await here.applyChanges(
      [
        {
          operation: 'unit.merge',
          units: [east, west],
          into: { id: both, name: '甲合局', kind: 'department', authority: id('county') },
          from: '2025-01-01',
        },
        {
          operation: 'unit.split',
          id: both,
          into: [{ id: inner, name: '甲分中心', kind: 'unit', parent: both }],
          keeps: true,
          from: '2026-01-01',
        },
      ],
      BY,
    );
    const rows = async (unit: string) =>
      (await store.trail(BUILT_IN_TENANT).list({ subject: { kind: 'unit', id: unit }, limit: 9 })).map(
        ({ operation, after }) => [operation, JSON.parse(after ?? 'null')] as const,
      );
    const [[, split], [, merged]] = (await rows(both)) as [[string, unknown], [string, unknown]];
    expect(split).toMatchObject({ name: '甲合局', successors: [{ id: inner, name: '甲分中心' }] });
    expect(merged).toMatchObject({
      predecessors: [{ id: east, name: '甲东局' }, { id: west }],
      authorityName: '甲县财政局',
    });
    expect((await rows(east))[0]).toMatchObject(['unit.merge', { to: '2024-12-31', successors: [{ id: both }] }]);
    const tree = await here.tree(TODAY);
    expect(tree.followed(east, '2024-06-30', TODAY).toSorted()).toEqual([both, inner].toSorted());
    expect(tree.followed(inner, TODAY, '2024-06-30').toSorted()).toEqual([east, west].toSorted());
    expect(tree.unit(east)).toMatchObject({ state: 'ended', to: '2024-12-31' });
    expect(tree.lineOf(east)).toEqual({ units: [east], authorities: [id('county')] });
    expect(
      tree
        .history(both)
        ?.predecessors.map(({ predecessor }) => predecessor)
        .toSorted(),
    ).toEqual([east, west].toSorted());
    expect(tree.history(both)?.successors).toMatchObject([{ successor: inner, kind: 'split' }]);
  });

  test('who leaves loses roles, account, sessions and tokens in one step', async () => {
    const client = new pg.Client(address);
    await client.connect();
    const person = randomUUID();
    await here.applyChanges([{ operation: 'person.add', id: person, name: '甲赵六' }], BY);
    await here.applyChanges(
      [
        {
          operation: 'assignment.give',
          id: randomUUID(),
          person,
          role: 'clerk',
          unit: id('school'),
          from: '2026-01-01',
        },
      ],
      BY,
    );
    await client.query(
      `insert into account (tenant_id, person_id, login_name, must_change, failed_count) values (1, $1, 'zhaoliu', false, 0)`,
      [person],
    );
    await store.accounts(BUILT_IN_TENANT).startSession(
      {
        id: randomUUID(),
        tokenHash: 'a'.repeat(64),
        person,
        how: 'oidc',
        expiresAt: new Date(NOW.getTime() + 3_600_000),
        address: '',
        agent: '',
      },
      { atOnce: 3 },
      BY,
    );
    await store.tokens(BUILT_IN_TENANT).issue(
      {
        id: randomUUID(),
        hash: 'b'.repeat(64),
        name: '接口',
        person,
        scopes: ['unit.read'],
        expiresAt: new Date(NOW.getTime() + 3_600_000),
      },
      BY,
    );
    expect((await here.person(person))?.account).toMatchObject({
      login: 'zhaoliu',
      hasPassword: false,
      disabledAt: null,
    });
    const found = { search: 'HAOLI', limit: 5, day: TODAY };
    expect((await here.people({ ...found, logins: true })).rows.map(({ id }) => id)).toEqual([person]);
    expect((await here.people(found)).count).toBe(0);
    await here.applyChanges([{ operation: 'person.end', id: person }], BY);
    const { rows } = await client.query('select disabled_at from account where person_id = $1', [person]);
    expect(rows).toEqual([{ disabled_at: NOW }]);
    const told = (await store.trail(BUILT_IN_TENANT).list({ limit: 5 })).map(({ operation }) => operation);
    expect(told.reverse()).toEqual(['person.end', 'person.end', 'account.disable', 'session.end', 'token.revoke']);
    await client.end();
    expect(await here.assignmentsOf(person, TODAY)).toEqual([]);
    const left = await here.person(person);
    expect(left?.endedAt).toEqual(NOW);
    expect(left?.assignments).toMatchObject([{ to: '2026-03-30' }]);
    await here.applyChanges([{ operation: 'person.resume', id: person }], BY);
    expect(await here.assignmentsOf(person, TODAY)).toEqual([]);
  });

  test('5,000 units are one transaction, with a row of the trail for each', async () => {
    const authority = randomUUID();
    const departments = Array.from({ length: 100 }, () => randomUUID());
    const changes: Change[] = [
      { operation: 'authority.add', id: authority, from: '2020-01-01', name: '大市财政局' },
      ...departments.map(
        (one, n): Change => ({
          operation: 'unit.add',
          id: one,
          from: '2020-01-01',
          name: `部门${n}`,
          code: `${100 + n}`,
          kind: 'department',
          authority,
        }),
      ),
      ...departments.flatMap((parent, n) =>
        Array.from(
          { length: 49 },
          (_, m): Change => ({
            operation: 'unit.add',
            id: randomUUID(),
            from: '2020-01-01',
            name: `单位${n}-${m}`,
            code: `${100 + n}${String(m).padStart(3, '0')}`,
            kind: 'unit',
            parent,
          }),
        ),
      ),
    ];
    const before = await store.trail(OTHER_TENANT).head();
    const started = performance.now();
    await there.applyChanges(changes, BY);
    const took = performance.now() - started;
    expect((await store.trail(OTHER_TENANT).head()).seq).toBe(before.seq + 5_001);
    expect((await there.tree(TODAY)).units.length).toBeGreaterThanOrEqual(5_000);
    expect(await store.trail(OTHER_TENANT).verify()).toMatchObject({ whole: true });
    // Generous: shared machines are slow. Alone it takes about a second.
    expect(took).toBeLessThan(20_000);
  }, 60_000);
});

test('every statement over a table of tenants names the tenant', () => {
  const silent = statements.filter(
    (sql) => [...TENANT_TABLES].some((table) => sql.includes(`"${table}"`)) && !sql.includes('"tenant_id"'),
  );
  expect(statements.length).toBeGreaterThan(50);
  expect(silent).toEqual([]);
});
