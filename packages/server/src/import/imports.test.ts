import { join } from 'node:path';
import type { ImportAccounts, ImportApplied, ImportKind, ImportPreview, ImportSettings, Problem } from '@jizhun/api';
import { createIntake, type Intake } from '@jizhun/intake';
import { BUILT_IN_TENANT, openStore, type Store } from '@jizhun/store';
import { listWorkbook } from '@jizhun/writer';
import fc from 'fast-check';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { PERSON_HEADER, personAs, testIdentity } from '../../test/people.ts';
import { createApplication } from '../application.ts';
import { createAudits } from '../audit/audit.ts';
import { createIdentity } from '../identity/service.ts';
import { operations } from '../operations/index.ts';
import { createTenants, type Tenants } from '../tenants.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const TODAY = '2026-03-31';
const BY = { at: NOW, actor: '程序', origin: '测试' };
const folder = temporaryFolder();
const errors: unknown[] = [];
let now = () => NOW;
let store: Store;
let intake: Intake;
let tenants: Tenants;
let app: Hono;
const identity = testIdentity();
const newId = () => crypto.randomUUID();
const county = newId();
const WHO = {
  system: personAs('system-administrator'),
  security: personAs('security-administrator'),
  office: personAs('performance-office', { authority: county }),
};
type Who = keyof typeof WHO;

beforeAll(async () => {
  store = await openStore({ dataDirectory: join(folder.path, 'data'), now: () => now() });
  intake = createIntake({ workers: 1 });
  const log = (error: unknown) => errors.push(error);
  const audits = createAudits(store, folder.path, () => now());
  const versions = { opener: 'o', reader: 'r', rules: 'c' };
  tenants = createTenants({ store, audits, intake, versions, newId, now: () => now(), log });
  const who = createIdentity({ store, oidc: undefined, now: () => now(), newId, log });
  const services = {
    store,
    identity: who,
    tenants,
    audits,
    intake,
    version: '0',
    uploadLimit: 1_000,
    now: () => now(),
  };
  app = createApplication({ services, identity, log });
  await store
    .organisation(BUILT_IN_TENANT)
    .applyChanges(
      [
        { operation: 'authority.add', id: county, from: '2000-01-01', name: '示例县财政局', adcode: '999001' },
        ...Object.values(WHO).map(({ person, name }) => ({ operation: 'person.add' as const, id: person, name })),
      ],
      BY,
    );
  for (const principal of Object.values(WHO)) identity.add(principal);
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  folder.remove();
  expect(errors).toEqual([]);
});

/** Asks, and holds the answer against what the operation promises. */
async function ask(who: Who, method: string, path: string, body?: object): Promise<Response> {
  const json = body !== undefined && !(body instanceof Uint8Array);
  const response = await app.request(`http://127.0.0.1:7788/api/v1${path}`, {
    method,
    headers: { [PERSON_HEADER]: WHO[who].person, ...(json ? { 'content-type': 'application/json' } : {}) },
    ...(body === undefined ? {} : { body: json ? JSON.stringify(body) : (body as Uint8Array<ArrayBuffer>) }),
  });
  const operation = operations.find(
    (one) =>
      one.method.toUpperCase() === method &&
      new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path.split('?')[0] ?? ''),
  );
  if (response.ok) operation?.answers[response.status]?.schema?.parse(await response.clone().json());
  return response;
}
const answer = async <T>(asked: Promise<Response>, status = 200): Promise<T> => {
  const response = await asked;
  const body = (await response.json()) as T;
  expect(response.status, JSON.stringify(body)).toBe(status);
  return body;
};
const hand = (who: Who, kind: ImportKind, bytes: Uint8Array, name = '名单.xlsx') =>
  ask(who, 'POST', `/imports?kind=${kind}&name=${encodeURIComponent(name)}`, bytes as Uint8Array<ArrayBuffer>);
const preview = (who: Who, kind: ImportKind, bytes: Uint8Array) => answer<ImportPreview>(hand(who, kind, bytes), 201);
const settle = (who: Who, id: string, settings: ImportSettings) =>
  answer<ImportPreview>(ask(who, 'PUT', `/imports/${id}`, settings));
const apply = (who: Who, { id, version }: ImportPreview) =>
  answer<ImportApplied>(ask(who, 'POST', `/imports/${id}/apply`, { version }));
const download = async (who: Who, path: string) => {
  const response = await ask(who, 'GET', path);
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
};
const book = ([head, ...rows]: readonly (readonly string[])[]) =>
  listWorkbook('清单', [{ name: '单位', columns: (head ?? []).map((name) => ({ name, width: 10 })), rows }]);

const UNITS = [
  ['单位代码', '单位名称', '主管部门', '电话'],
  ['101', '示例县教育局', '示例县教育局', '1'],
  ['101001', '示例县第一小学', '示例县教育局', '2'],
  ['101002', '示例县第二小学', '示例县教育局', '3'],
];

describe('a list of units', () => {
  test('is shown first, and changes nothing until it is applied; then it is all there', async () => {
    const shown = await preview('system', 'units', await book(UNITS));
    expect(shown).toMatchObject({ day: TODAY, ready: true, counts: { add: 3 }, appliedAt: null });
    expect(shown.tables[0]?.columns.find(({ header }) => header === '电话')).toMatchObject({ field: null });
    expect((await store.organisation(BUILT_IN_TENANT).tree(TODAY)).units).toEqual([]);

    expect(await apply('system', shown)).toEqual({ counts: { add: 3 }, accounts: 0 });
    const { units } = await store.organisation(BUILT_IN_TENANT).tree(TODAY);
    expect(units.map(({ code, name, kind, from }) => [code, name, kind, from])).toEqual([
      ['101', '示例县教育局', 'department', TODAY],
      ['101001', '示例县第一小学', 'unit', TODAY],
      ['101002', '示例县第二小学', 'unit', TODAY],
    ]);
    const events = await store.trail(BUILT_IN_TENANT).list({ limit: 5 });
    expect(events.map(({ operation, reason }) => [operation, reason])).toEqual([
      ['import.apply', '导入清单“名单.xlsx”'],
      ...Array.from({ length: 3 }, () => ['unit.add', '导入清单“名单.xlsx”']),
      expect.anything(),
    ]);
    const again = await ask('system', 'POST', `/imports/${shown.id}/apply`, { version: shown.version });
    expect((await answer<Problem>(Promise.resolve(again), 409)).code).toBe('already-applied');
  });

  test('a second time changes nothing, and cannot be applied', async () => {
    const shown = await preview('system', 'units', await book(UNITS));
    expect(shown).toMatchObject({ ready: false, counts: { same: 3 } });
    const refused = ask('system', 'POST', `/imports/${shown.id}/apply`, { version: shown.version });
    expect((await answer<Problem>(refused, 422)).code).toBe('not-ready');
  });

  test('is not applied where the tree has changed since it was shown; the preview tells the new state', async () => {
    const rows = [...UNITS, ['101003', '示例县第三小学', '示例县教育局', '4']];
    const shown = await preview('system', 'units', await book(rows));
    const organisation = store.organisation(BUILT_IN_TENANT);
    const parent = (await organisation.tree(TODAY)).units[0]?.id ?? '';
    const add = { operation: 'unit.add' as const, id: newId(), from: TODAY, name: '示例县第三小学', code: '101003' };
    await organisation.applyChanges([{ ...add, kind: 'unit', parent }], BY);
    const refused = ask('system', 'POST', `/imports/${shown.id}/apply`, { version: shown.version });
    expect((await answer<Problem>(refused, 409)).code).toBe('preview-outdated');
    expect(await answer<ImportPreview>(ask('system', 'GET', `/imports/${shown.id}`))).toMatchObject({
      counts: { same: 4 },
      ready: false,
    });
  });

  test('takes decisions and columns from the person, and keeps them', async () => {
    const shown = await preview(
      'system',
      'units',
      await book([
        ['编号', '新名', '上级'],
        ['101001', '示例县实验小学', '示例县教育局'],
        ['9', '示例县体育馆', '没有的局'],
      ]),
    );
    expect(shown.tables[0]?.used).toBe(false);
    const fields = { 0: 'code', 1: 'name', 2: 'parent' };
    const mapped = await settle('system', shown.id, {
      tables: [{ table: 0, used: true, headerRows: [0, 0], fields }],
      day: '2026-07-01',
    });
    expect(mapped.rows.map(({ state, problems }) => [state, problems[0]?.cell])).toEqual([
      ['undecided', 'B2'],
      ['error', 'C3'],
    ]);
    const [first] = mapped.rows;
    await settle('system', shown.id, { decisions: { [first?.key ?? '']: 'accept' }, leaveOutErrors: true });
    const settled = await answer<ImportPreview>(ask('system', 'GET', `/imports/${shown.id}`));
    expect(settled).toMatchObject({ ready: true, counts: { rename: 1, 'left-out': 1 }, day: '2026-07-01' });
    await apply('system', settled);
    const organisation = store.organisation(BUILT_IN_TENANT);
    const name = async (day: string) => (await organisation.tree(day)).search('101001', 1)[0]?.name;
    expect([await name('2026-06-30'), await name('2026-07-01')]).toEqual(['示例县第一小学', '示例县实验小学']);
  });

  test('tells what the store would refuse where it comes from', async () => {
    const shown = await preview('system', 'units', await book([UNITS[0]!, ['101', '示例县教育局', '', '']]));
    const school = shown.missing.find(({ code }) => code === '101002');
    const organisation = store.organisation(BUILT_IN_TENANT);
    await organisation.applyChanges(
      [{ operation: 'project.add', id: newId(), unit: school?.id ?? '', name: '屋面', code: 'P1', fromYear: 2026 }],
      BY,
    );
    const ending = await settle('system', shown.id, { end: [school?.id ?? ''], day: '2026-05-01' });
    expect(ending.missing.find(({ id }) => id === school?.id)?.problem).toContain('还有未结束的项目“屋面”');
    expect(ending.ready).toBe(false);
  });
});

describe('a list of people', () => {
  const PEOPLE = [
    ['工号', '姓名', '登录名', '单位', '角色'],
    ['0001', '示例甲', 'shilijia', '101', '填报人'],
    ['0002', '示例乙', '', '示例县财政局', '绩效科'],
  ];

  test('is brought in by two administrators, one half each, and accounts come with passwords that are shown once', async () => {
    const system = await preview('system', 'people', await book(PEOPLE));
    expect(system).toMatchObject({ counts: { add: 2 }, ready: true });
    expect(system.withheld).toContain('2 项角色');
    expect(await apply('system', system)).toEqual({ counts: { add: 2 }, accounts: 0 });

    const security = await preview('security', 'people', await book(PEOPLE));
    expect(security).toMatchObject({ counts: { assign: 2, account: 1 }, ready: true, withheld: null });
    expect(await apply('security', security)).toMatchObject({ accounts: 1 });
    const path = `/imports/${security.id}/accounts`;
    const { accounts, remaining } = await answer<ImportAccounts>(ask('security', 'POST', path));
    expect(accounts).toEqual([{ person: '示例甲', login: 'shilijia', password: expect.stringMatching(/.{10,}/) }]);
    expect(remaining).toBe(0);
    const sheet = await ask('security', 'POST', '/password-sheets', { accounts });
    expect(sheet.status).toBe(200);
    expect(sheet.headers.get('content-type')).toContain('spreadsheetml');
    const opened = await intake.open(new Uint8Array(await sheet.arrayBuffer()), 'a.xlsx');
    expect(opened.ok && opened.json).toContain(accounts[0]?.password);
    expect(await answer<ImportAccounts>(ask('security', 'POST', path))).toEqual({ accounts: [], remaining: 0 });
    expect(await preview('security', 'people', await book(PEOPLE))).toMatchObject({
      counts: { same: 2 },
      ready: false,
    });
  });

  test('that is sent in several times at once is applied once', async () => {
    const shown = await preview(
      'system',
      'people',
      await book([
        ['姓名', '工号'],
        ['同时甲', 'T1'],
        ['同时乙', ''],
      ]),
    );
    const send = () => ask('system', 'POST', `/imports/${shown.id}/apply`, { version: shown.version });
    const came = await Promise.all([send(), send(), send()]);
    expect(came.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const { rows } = await store.organisation(BUILT_IN_TENANT).people({ search: '同时', limit: 10, day: TODAY });
    expect(rows).toHaveLength(2);
    const about = await store
      .trail(BUILT_IN_TENANT)
      .list({ subject: { kind: 'person', id: rows[0]?.id ?? '' }, limit: 5 });
    expect(about.map(({ operation }) => operation)).toEqual(['person.add']);
  });

  test('is no business of others', async () => {
    for (const kind of ['units', 'people', 'projects'] as const)
      expect((await hand('office', kind, await book(PEOPLE))).status).toBe(403);
    expect((await hand('security', 'units', await book(UNITS))).status).toBe(403);
    const shown = await preview('system', 'people', await book(PEOPLE));
    expect((await ask('security', 'GET', `/imports/${shown.id}`)).status).toBe(404);
  });
});

describe('files', () => {
  test.each([
    ['a text without a table', '名单.txt', '没有表格的一句话', 'no-table'],
    ['bytes that are no document', '名单.xlsx', `\u0089PNG\r\n${'\u0000'.repeat(40)}`, 'not-a-document'],
  ])('%s is refused with words', async (_what, name, text, code) => {
    const refused = await answer<Problem>(hand('system', 'units', new TextEncoder().encode(text), name), 422);
    expect(refused.code).toBe(code);
    expect(refused.remedy).toBeTruthy();
  });

  test('lists of every kind of file are read: csv', async () => {
    const text = '单位名称,单位代码\n示例县教育局,101\n';
    const shown = await answer<ImportPreview>(hand('system', 'units', new TextEncoder().encode(text), 'a.csv'), 201);
    expect(shown.rows.map(({ name, code }) => [name, code])).toEqual([['示例县教育局', '101']]);
  });

  test('are forgotten after a day', async () => {
    const shown = await preview('system', 'units', await book(UNITS));
    now = () => new Date(NOW.getTime() + 25 * 3_600_000);
    try {
      expect((await ask('system', 'GET', `/imports/${shown.id}`)).status).toBe(404);
    } finally {
      now = () => NOW;
    }
  });
});

describe('templates and lists', () => {
  test.each(['units', 'people', 'projects'] as const)(
    'a template of %s has the columns that are recognised',
    async (kind) => {
      const shown = await preview(
        kind === 'people' ? 'security' : 'system',
        kind,
        await download('system', `/list-templates/${kind}`),
      );
      const [table] = shown.tables;
      expect(table).toMatchObject({ used: true, rowCount: 0 });
      expect(table?.columns.every(({ field, sure }) => field !== null && sure)).toBe(true);
    },
  );

  const words = fc.stringMatching(/^[\u4e00-\u9fa5]{2,6}$/);
  test('what is exported changes nothing when it is imported', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: words, code: fc.option(fc.stringMatching(/^[0-9]{3,9}$/)), under: fc.nat(6) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (wanted) => {
          const tenant = await store.tenantList.add(`租户${newId()}`, BY);
          const organisation = store.organisation(tenant);
          const [system, security] = [
            personAs('system-administrator', {}, { tenant, person: newId() }),
            personAs('security-administrator', {}, { tenant, person: newId() }),
          ];
          const authority = newId();
          await organisation.applyChanges(
            [
              { operation: 'authority.add', id: authority, from: '2000-01-01', name: '示例市财政局' },
              ...[system, security].map(({ person, name }) => ({ operation: 'person.add' as const, id: person, name })),
            ],
            BY,
          );
          const ids: string[] = [];
          for (const { name, code, under } of wanted) {
            const id = newId();
            const parent = ids[under] ?? null;
            const unit = {
              id,
              name,
              code,
              kind: parent === null ? ('department' as const) : ('unit' as const),
              parent,
            };
            try {
              await organisation.applyChanges([{ operation: 'unit.add', from: '2020-01-01', authority, ...unit }], BY);
              ids.push(id);
            } catch {
              // A name or code that is taken: another one will do.
            }
          }
          await organisation.applyChanges(
            ids.flatMap((unit, at) => {
              const person = newId();
              return [
                {
                  operation: 'project.add' as const,
                  id: newId(),
                  unit,
                  name: `项目${at}`,
                  code: `P${at}`,
                  fromYear: 2026,
                },
                { operation: 'person.add' as const, id: person, name: `人${at}`, staffNumber: `0${at}` },
                {
                  operation: 'assignment.give' as const,
                  id: newId(),
                  person,
                  role: 'clerk' as const,
                  unit,
                  from: '2026-01-01',
                },
              ];
            }),
            BY,
          );
          for (const [principal, kind] of [
            [system, 'units'],
            [system, 'projects'],
            [security, 'people'],
          ] as const) {
            identity.add(principal);
            const headers = { [PERSON_HEADER]: principal.person };
            const base = 'http://127.0.0.1:7788/api/v1';
            const list = await app.request(`${base}/lists/${kind}`, { headers });
            const asked = await app.request(`${base}/imports?kind=${kind}&name=a.xlsx`, {
              method: 'POST',
              headers,
              body: await list.arrayBuffer(),
            });
            const shown = (await asked.json()) as ImportPreview;
            const odd = shown.rows.filter(({ problems }) => problems.length > 0).flatMap(({ problems }) => problems);
            // Where a parent without a code has a namesake, that is said: nothing is guessed.
            if (odd.some(({ severity }) => severity === 'error')) {
              for (const { message } of odd) expect(message).toMatch(/个单位都叫|不知是哪一个/);
              continue;
            }
            expect(shown.rows.length).toBeGreaterThan(0);
            expect(shown.rows.filter(({ actions }) => actions.join() !== 'same')).toEqual([]);
            expect(shown.ready).toBe(false);
          }
        },
      ),
      { numRuns: 12 },
    );
  });
});

test('5,000 units with their people are shown within seconds', async () => {
  const head = ['单位代码', '单位名称', '主管部门'];
  const rows = Array.from({ length: 5_000 }, (_none, at) => {
    const code = `3${String(Math.floor(at / 50)).padStart(2, '0')}`;
    return at % 50 === 0
      ? [code, `部门${code}`, '']
      : [`${code}${String(at % 50).padStart(3, '0')}`, `单位${at}`, `部门${code}`];
  });
  const times: Record<string, number> = {};
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const begin = performance.now();
    const result = await work();
    times[what] = Math.round(performance.now() - begin);
    return result;
  };
  const units = await book([head, ...rows]);
  const shown = await timed('preview of units', () => preview('system', 'units', units));
  expect(shown.counts).toMatchObject({ add: 5_000 });
  await timed('import of units', () => apply('system', shown));
  const people = await book([
    ['工号', '姓名', '单位代码', '角色'],
    ...rows.map(([code = ''], at) => [`G${String(at).padStart(5, '0')}`, `人员${at}`, code, '填报人']),
  ]);
  const listed = await timed('preview of people', () => preview('system', 'people', people));
  expect(listed.counts).toMatchObject({ add: 5_000 });
  await timed('import of people', () => apply('system', listed));
  await timed('preview of roles', () => preview('security', 'people', people));
  expect(times['preview of units']).toBeLessThan(30_000);
  expect(times['preview of people']).toBeLessThan(30_000);
}, 120_000);
