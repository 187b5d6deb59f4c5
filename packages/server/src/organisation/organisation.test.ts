import { join } from 'node:path';
import {
  type AssignmentEnded,
  type AssignmentInfo,
  type AssignmentList,
  type AuthorityInfo,
  type Deputies,
  type PersonInfo,
  type PersonList,
  PROBLEM_MEDIA_TYPE,
  type Problem,
  type ProjectInfo,
  type ProjectList,
  problemSchema,
  type UnitChanged,
  type UnitDetail,
  type UnitList,
} from '@jizhun/api';
import { createIntake, type Intake } from '@jizhun/intake';
import { BUILT_IN_TENANT, openStore, type Store } from '@jizhun/store';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { PERSON_HEADER, testIdentity } from '../../test/people.ts';
import { createApplication } from '../application.ts';
import { createAudits } from '../audit/audit.ts';
import type { Principal } from '../identity/principal.ts';
import { createIdentity } from '../identity/service.ts';
import { operations } from '../operations/index.ts';
import { createTenants, type Tenants } from '../tenants.ts';

const NOW = new Date('2026-03-31T08:00:00.000Z');
const TODAY = '2026-03-31';
const folder = temporaryFolder();
const errors: unknown[] = [];
let store: Store;
let intake: Intake;
let tenants: Tenants;
let app: Hono;
let ids = 0;
let other = 2;

const identity = testIdentity();
const newId = () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`;

beforeAll(async () => {
  store = await openStore({ dataDirectory: join(folder.path, 'data'), now: () => NOW });
  intake = createIntake({ workers: 1 });
  const now = () => NOW;
  const log = (error: unknown) => errors.push(error);
  const audits = createAudits(store, folder.path, now);
  tenants = createTenants({
    store,
    audits,
    intake,
    versions: { opener: 'o', reader: 'r', rules: 'c' },
    newId,
    now,
    log,
  });
  other = await store.tenantList.add('另一租户', { at: NOW, actor: '程序', origin: '测试' });
  const who = createIdentity({ store, oidc: undefined, now, newId, log });
  const services = { store, identity: who, tenants, audits, intake, version: '0.0.0', uploadLimit: 1_000, now };
  app = createApplication({ services, identity, log });
  for (const [tenant, mark] of [
    [BUILT_IN_TENANT, ''],
    [other, '外'],
  ] as const)
    await makeGround(tenant, mark);
});

afterAll(async () => {
  await intake?.close();
  await store?.close();
  folder.remove();
  expect(errors).toEqual([]);
});

/** Ids of what every tenant has here, by `tenant name`. */
const known = new Map<string, string>();
const idOf = (name: string, tenant = BUILT_IN_TENANT): string => {
  const id = known.get(`${tenant} ${name}`);
  if (id === undefined) throw new Error(name);
  return id;
};
const WHO = {
  system: ['system-administrator', {}],
  security: ['security-administrator', {}],
  clerk: ['clerk', { unit: 'school' }],
  colleague: ['unit-head', { unit: 'school' }],
  reviewer: ['department-reviewer', { unit: 'education' }],
  desk: ['finance-desk', { authority: 'county' }],
  office: ['performance-office', { authority: 'county' }],
  expert: ['third-party', { authority: 'county' }],
  template: ['template-administrator', {}],
} as const;
type Who = keyof typeof WHO;

async function makeGround(tenant: number, mark: string): Promise<void> {
  const organisation = store.organisation(tenant);
  const id = (name: string) => {
    const made = crypto.randomUUID();
    known.set(`${tenant} ${name}`, made);
    return made;
  };
  const at = { at: NOW, actor: '程序', origin: '测试' };
  const county = id('county');
  const education = id('education');
  const school = id('school');
  const health = id('health');
  const roof = id('roof');
  await organisation.applyChanges(
    [
      { operation: 'authority.add', id: county, from: '2000-01-01', name: `${mark}示例县财政局` },
      {
        operation: 'unit.add',
        id: education,
        from: '2010-01-01',
        name: `${mark}教育局`,
        kind: 'department',
        authority: county,
      },
      {
        operation: 'unit.add',
        id: school,
        from: '2010-01-01',
        name: `${mark}小学`,
        code: '205002',
        kind: 'unit',
        parent: education,
      },
      {
        operation: 'unit.add',
        id: health,
        from: '2010-01-01',
        name: `${mark}卫生局`,
        kind: 'department',
        authority: county,
      },
      { operation: 'project.add', id: roof, unit: school, code: 'P1', name: `${mark}屋面`, fromYear: 2026 },
      { operation: 'project.add', id: id('clinic'), unit: health, name: `${mark}门诊`, fromYear: 2026 },
    ],
    at,
  );
  for (const [name, [role, where]] of Object.entries(WHO)) {
    const person = id(name);
    const seat = {
      unit: 'unit' in where ? idOf(where.unit, tenant) : null,
      authority: 'authority' in where ? idOf(where.authority, tenant) : null,
    };
    const items =
      name === 'desk'
        ? ([{ kind: 'unit', id: education }] as const)
        : name === 'expert'
          ? ([{ kind: 'project', id: roof }] as const)
          : [];
    await organisation.applyChanges(
      [
        { operation: 'person.add', id: person, name: `${mark}${name}` },
        {
          operation: 'assignment.give',
          id: id(`${name} held`),
          person,
          role,
          ...seat,
          from: '2026-01-01',
          to: name === 'expert' ? '2026-12-31' : null,
          items,
        },
      ],
      at,
    );
    identity.add({
      tenant,
      person,
      name: `${mark}${name}`,
      login: name,
      assignments: await organisation.assignmentsOf(person, TODAY),
      channel: 'session',
    });
  }
}

const matches = (template: string, path: string) => new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);

/** Asks as a person, and holds the answer against what the operation promises. */
async function ask(
  who: Who,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  tenant = BUILT_IN_TENANT,
) {
  const response = await app.request(`http://127.0.0.1:7788/api/v1${path}`, {
    method,
    headers: { [PERSON_HEADER]: idOf(who, tenant), 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (response.status >= 400) {
    expect(response.headers.get('content-type')).toMatch(PROBLEM_MEDIA_TYPE);
    problemSchema.strict().parse(await response.clone().json());
  } else if (response.status !== 304) {
    const shape = operations
      .filter((operation) => operation.method.toUpperCase() === method)
      .find((operation) => matches(operation.path, path.split('?')[0] ?? ''))?.answers[response.status];
    expect(shape, `${method} ${path} ${response.status}`).toBeDefined();
    shape?.schema?.parse(await response.clone().json());
  }
  return response;
}
const get = async <T>(who: Who, path: string, tenant = BUILT_IN_TENANT): Promise<T> => {
  const response = await ask(who, 'GET', path, undefined, {}, tenant);
  expect(response.status, `${who} ${path}`).toBe(200);
  return (await response.json()) as T;
};
const send = async <T>(who: Who, method: string, path: string, body: unknown): Promise<T> => {
  const response = await ask(who, method, path, body);
  const answer = await response.json();
  expect(response.status, JSON.stringify(answer)).toBeLessThan(300);
  return answer as T;
};
const refused = async (who: Who, method: string, path: string, body?: unknown): Promise<string> => {
  const response = await ask(who, method, path, body);
  const problem = (await response.json()) as Problem;
  return `${response.status} ${problem.code}`;
};

describe('the list of units', () => {
  const names = async (who: Who, query = '') =>
    (await get<UnitList>(who, `/units${query}`)).units.map(({ name }) => name);

  test('holds what its reader may see', async () => {
    expect(await names('system')).toEqual(expect.arrayContaining(['教育局', '小学', '卫生局']));
    expect(await names('security')).toHaveLength((await names('system')).length);
    expect(await names('clerk')).toEqual(['小学']);
    expect(await names('reviewer')).toEqual(['教育局', '小学']);
    expect(await names('desk')).toEqual(['教育局', '小学']);
    expect(await names('office')).toEqual(expect.arrayContaining(['教育局', '小学', '卫生局']));
    expect(await names('expert')).toEqual([]);
    expect(await refused('template', 'GET', '/units')).toBe('403 not-permitted');
  });

  test('is searched, turned page by page, and sent once', async () => {
    expect(await names('system', '?search=205002')).toEqual(['小学']);
    expect(await names('system', '?search=外')).toEqual([]);
    expect(await names('system', `?above=${idOf('education')}`)).toEqual(['小学']);
    expect(await names('system', '?day=2009-12-31')).toEqual([]);
    const first = await get<UnitList>('system', '/units?limit=2');
    expect(first.units).toHaveLength(2);
    const second = await get<UnitList>('system', `/units?limit=2&after=${first.next}`);
    expect([...first.units, ...second.units].map(({ id }) => id)).toEqual(
      (await get<UnitList>('system', '/units')).units
        .slice(0, first.units.length + second.units.length)
        .map(({ id }) => id),
    );
    const response = await ask('system', 'GET', '/units');
    const tag = response.headers.get('etag') ?? '';
    expect((await ask('system', 'GET', '/units', undefined, { 'if-none-match': tag })).status).toBe(304);
    expect((await ask('clerk', 'GET', '/units', undefined, { 'if-none-match': tag })).status).toBe(200);
    expect(await refused('system', 'GET', '/units?day=2026-02-30')).toBe('400 bad-request');
    expect(await refused('system', 'GET', '/units?limit=100000')).toBe('400 bad-request');
  });

  test('and everything else is of the own tenant', async () => {
    const theirs = await get<UnitList>('system', '/units', other);
    expect(theirs.units.every(({ name }) => name.startsWith('外'))).toBe(true);
    expect((await get<PersonList>('system', '/people', other)).people.every(({ name }) => name.startsWith('外'))).toBe(
      true,
    );
    expect(
      (await get<ProjectList>('system', '/projects', other)).projects.every(({ name }) => name.startsWith('外')),
    ).toBe(true);
    const foreign = (name: string) => idOf(name, other);
    for (const [method, path, body] of [
      ['GET', `/units/${foreign('school')}`],
      ['POST', `/units/${foreign('school')}/changes`, { change: 'rename', from: TODAY, name: '夺来' }],
      ['PATCH', `/authorities/${foreign('county')}`, { name: '夺来' }],
      ['POST', `/authorities/${foreign('county')}/end`, { from: TODAY }],
      ['GET', `/projects/${foreign('roof')}`],
      ['PATCH', `/projects/${foreign('roof')}`, { name: '夺来' }],
      ['POST', '/projects', { unit: foreign('school'), name: '夺来', fromYear: 2026 }],
      ['GET', `/people/${foreign('clerk')}`],
      ['PATCH', `/people/${foreign('clerk')}`, { name: '夺来' }],
      ['GET', `/people/${foreign('clerk')}/assignments`],
    ] as const)
      expect(await refused('system', method, path, body), `${method} ${path}`).toBe('404 not-found');
    for (const [method, path, body] of [
      ['POST', `/people/${foreign('clerk')}/assignments`, { role: 'clerk', unit: idOf('school'), from: TODAY }],
      ['PATCH', `/assignments/${foreign('clerk held')}`, { to: '2026-12-31' }],
      ['POST', `/assignments/${foreign('clerk held')}/end`, { last: TODAY }],
    ] as const)
      expect(await refused('security', method, path, body), `${method} ${path}`).toBe('404 not-found');
    expect(
      await refused('security', 'POST', `/people/${idOf('clerk')}/assignments`, {
        role: 'clerk',
        unit: foreign('school'),
        from: TODAY,
      }),
    ).toBe('422 not-found');
    expect(await refused('clerk', 'GET', `/assignments/${foreign('clerk held')}/deputies`)).toBe('404 not-found');
  });
});

describe('a unit', () => {
  test('is shown with its years, people and projects, to whom may see it', async () => {
    const seen = await get<UnitDetail>('office', `/units/${idOf('school')}`);
    expect(seen.above.map(({ name }) => name)).toEqual(['教育局']);
    expect(seen.authorities.map(({ name }) => name)).toEqual(['示例县财政局']);
    expect(seen.people?.map(({ person, how }) => `${person.name} ${how}`).toSorted()).toEqual([
      'clerk here',
      'colleague here',
    ]);
    expect(
      (await get<UnitDetail>('office', `/units/${idOf('education')}`)).people
        ?.map(({ person, how }) => `${person.name} ${how}`)
        .toSorted(),
    ).toEqual(['desk in-charge', 'reviewer here']);
    expect(seen.projects.map(({ name }) => name)).toEqual(['屋面']);
    expect(seen.may).toEqual({ manage: false, addProject: false });
    const own = await get<UnitDetail>('clerk', `/units/${idOf('school')}`);
    expect(own.people).toBeNull();
    expect(own.may).toEqual({ manage: false, addProject: true });
    expect(await refused('clerk', 'GET', `/units/${idOf('health')}`)).toBe('404 not-found');
    expect(await refused('desk', 'GET', `/units/${idOf('health')}`)).toBe('404 not-found');
  });

  test('is added, renamed, moved, merged, split and ended by the system administrator only', async () => {
    const added = await send<UnitChanged>('system', 'POST', '/units', {
      name: '体育局',
      kind: 'department',
      authority: idOf('county').toUpperCase(),
      from: '2020-01-01',
    });
    const path = `/units/${added.unit.id}/changes`;
    for (const who of ['clerk', 'security', 'office', 'reviewer'] as const)
      expect(await refused(who, 'POST', path, { change: 'rename', from: TODAY, name: '甲' })).toBe('403 not-permitted');
    const rename = {
      change: 'rename',
      from: '2026-01-01',
      name: '体育运动局',
      basis: '编〔2026〕1号',
      reason: '机构改革',
    };
    const renamed = await send<UnitChanged>('system', 'POST', path, { ...rename, seen: added.version });
    expect(renamed.unit.name).toBe('体育运动局');
    expect(renamed.revision).toBe(added.revision + 1);
    expect(await refused('system', 'POST', path, { ...rename, name: '丙局', seen: added.version })).toBe('412 stale');
    expect(
      (await ask('system', 'POST', path, { ...rename, name: '丙局' }, { 'if-match': `"${added.version}"` })).status,
    ).toBe(412);
    expect(await refused('system', 'POST', path, { ...rename, from: '2025-12-31', name: '丁局' })).toBe(
      '422 later-changes',
    );
    expect(await refused('system', 'POST', path, { change: 'rename', from: 'gestern', name: '丁局' })).toBe(
      '400 bad-request',
    );
    // The tag of what was read counts as what was seen.
    const read = await ask('system', 'GET', `/units/${added.unit.id}`);
    const tag = { 'if-match': read.headers.get('etag') ?? '' };
    const again = { change: 'rename', from: '2026-01-01', name: '体育运动事业局' };
    expect((await ask('system', 'POST', path, again, tag)).status).toBe(201);
    expect((await ask('system', 'POST', path, { ...again, name: '体育运动局' }, tag)).status).toBe(412);
    await send('system', 'POST', path, { ...again, name: '体育运动局' });
    await send('system', 'POST', path, { change: 'recode', from: '2026-01-02', code: '300' });
    await send('system', 'POST', path, { change: 'move', from: '2026-01-03', parent: idOf('education') });
    await send('system', 'POST', path, { change: 'kind', from: '2026-01-03', kind: 'unit' });
    const { history } = await get<UnitDetail>('system', `/units/${added.unit.id}`);
    expect(
      history.terms.map(({ from, name, code, parent, kind }) => [from, name, code, parent?.name ?? null, kind]),
    ).toEqual([
      ['2020-01-01', '体育局', null, null, 'department'],
      ['2026-01-01', '体育运动局', null, null, 'department'],
      ['2026-01-02', '体育运动局', '300', null, 'department'],
      ['2026-01-03', '体育运动局', '300', '教育局', 'unit'],
    ]);
    const merged = await send<UnitChanged>('system', 'POST', `/units/${idOf('education')}/changes`, {
      change: 'merge',
      with: [added.unit.id],
      from: '2026-02-01',
    });
    expect(merged.unit.id).toBe(idOf('education'));
    const parts = await send<UnitChanged>('system', 'POST', `/units/${idOf('education')}/changes`, {
      change: 'split',
      keeps: true,
      from: '2026-03-01',
      into: [{ name: '体育中心', kind: 'unit', parent: idOf('education') }],
    });
    expect(parts.unit.id).toBe(idOf('education'));
    const detail = await get<UnitDetail>('system', `/units/${idOf('education')}`);
    expect(detail.history.predecessors.map(({ unit, kind }) => `${unit.name} ${kind}`)).toEqual(['体育运动局 merge']);
    expect(detail.history.successors.map(({ unit, kind }) => `${unit.name} ${kind}`)).toEqual(['体育中心 split']);
    const centre = detail.below.find(({ name }) => name === '体育中心')?.id ?? '';
    const ended = await send<UnitChanged>('system', 'POST', `/units/${centre}/changes`, {
      change: 'end',
      from: '2026-03-15',
    });
    expect(ended.unit).toMatchObject({ state: 'ended', to: '2026-03-14' });
    expect(
      await refused('system', 'POST', `/units/${idOf('school')}/changes`, { change: 'end', from: '2026-07-01' }),
    ).toMatch(/^422 /);
    const [event] = await store
      .trail(BUILT_IN_TENANT)
      .list({ subject: { kind: 'unit', id: added.unit.id }, limit: 100 });
    expect(event?.actor).toBe('system（system）');
  });
});

test('authorities are a tree of their own, changed by the system administrator only', async () => {
  const city = await send<AuthorityInfo>('system', 'POST', '/authorities', {
    name: '示例市财政局',
    from: '2000-01-01',
    adcode: '990100',
  });
  const below = `/authorities/${idOf('county')}`;
  const county = await send<AuthorityInfo>('system', 'PATCH', below, { parent: city.id });
  expect(county.parent).toBe(city.id);
  expect(await refused('system', 'PATCH', `/authorities/${city.id}`, { parent: idOf('county') })).toBe('422 cycle');
  expect(await refused('system', 'POST', `${below}/end`, { from: '2026-07-01' })).toBe('422 units-below');
  expect(await refused('clerk', 'POST', '/authorities', { name: '甲', from: TODAY })).toBe('403 not-permitted');
  expect(
    (await get<{ authorities: AuthorityInfo[] }>('clerk', '/authorities')).authorities.map(({ name }) => name),
  ).toEqual(['示例市财政局', '示例县财政局']);
});

describe('projects', () => {
  test('are listed, added and changed where their unit allows', async () => {
    const list = async (who: Who) =>
      (await get<ProjectList>(who, '/projects')).projects.map(({ name }) => name).toSorted();
    expect(await list('clerk')).toEqual(['屋面']);
    expect(await list('expert')).toEqual(['屋面']);
    expect(await list('office')).toEqual(['屋面', '门诊'].toSorted());
    expect(await list('system')).toEqual(['屋面', '门诊'].toSorted());
    const added = await send<ProjectInfo>('clerk', 'POST', '/projects', {
      unit: idOf('school'),
      name: '操场',
      fromYear: 2026,
    });
    expect(await refused('clerk', 'POST', '/projects', { unit: idOf('health'), name: '操场', fromYear: 2026 })).toBe(
      '404 not-found',
    );
    expect(await refused('reviewer', 'POST', '/projects', { unit: idOf('school'), name: '操场', fromYear: 2026 })).toBe(
      '403 not-permitted',
    );
    expect(await refused('clerk', 'PATCH', `/projects/${idOf('clinic')}`, { name: '夺来' })).toBe('404 not-found');
    expect(await refused('clerk', 'PATCH', `/projects/${added.id}`, { unit: idOf('health') })).toBe('404 not-found');
    expect(await refused('clerk', 'PATCH', `/projects/${added.id}`, { code: 'P1' })).toBe('422 code-taken');
    const changed = await send<ProjectInfo>('clerk', 'PATCH', `/projects/${added.id}`, {
      code: 'P2',
      seen: added.version,
    });
    expect(changed).toMatchObject({ code: 'P2', name: '操场' });
    expect(await refused('clerk', 'PATCH', `/projects/${added.id}`, { code: 'P3', seen: added.version })).toBe(
      '412 stale',
    );
    expect(await refused('clerk', 'PATCH', `/projects/${added.id}`, { ended: true, name: '甲' })).toBe(
      '400 bad-request',
    );
    expect(
      (await send<ProjectInfo>('clerk', 'PATCH', `/projects/${added.id}`, { ended: true })).endedAt,
    ).not.toBeNull();
    expect(await list('clerk')).toEqual(['屋面']);
    expect((await send<ProjectInfo>('clerk', 'PATCH', `/projects/${added.id}`, { ended: false })).endedAt).toBeNull();
    const first = await get<ProjectList>('system', '/projects?limit=1');
    const second = await get<ProjectList>('system', `/projects?limit=1&after=${first.next}`);
    expect(first.count).toBe(3);
    expect(first.projects[0]?.id).not.toBe(second.projects[0]?.id);
  });
});

describe('people and roles', () => {
  test('people are managed by one administrator, roles by another', async () => {
    const zhao = await send<PersonInfo>('system', 'POST', '/people', { name: '赵六', staffNumber: '006' });
    expect(await refused('security', 'POST', '/people', { name: '钱七' })).toBe('403 not-permitted');
    const role = { role: 'clerk', unit: idOf('school'), from: '2026-01-01' };
    expect(await refused('system', 'POST', `/people/${zhao.id}/assignments`, role)).toBe('403 not-permitted');
    const held = await send<AssignmentInfo>('security', 'POST', `/people/${zhao.id}/assignments`, role);
    expect(held).toMatchObject({ state: 'holds', unit: { name: '小学' }, person: { name: '赵六' } });
    expect(
      await refused('security', 'POST', `/people/${zhao.id}/assignments`, {
        role: 'third-party',
        authority: idOf('county'),
        from: TODAY,
        to: '2026-12-31',
      }),
    ).toBe('422 incompatible');
    expect(
      await refused('security', 'POST', `/people/${idOf('security')}/assignments`, {
        role: 'template-administrator',
        from: TODAY,
      }),
    ).toBe('422 own-role');
    const until = await send<AssignmentInfo>('security', 'PATCH', `/assignments/${held.id}`, {
      to: '2026-06-30',
      seen: held.version,
    });
    expect(until.to).toBe('2026-06-30');
    expect(await refused('security', 'PATCH', `/assignments/${held.id}`, { to: null, seen: held.version })).toBe(
      '412 stale',
    );
    const { assignment } = await send<AssignmentEnded>('security', 'POST', `/assignments/${held.id}/end`, {
      last: '2026-03-30',
    });
    expect(assignment).toMatchObject({ to: '2026-03-30', state: 'over' });
    expect(await refused('security', 'POST', `/assignments/${idOf('security held')}/end`, { last: TODAY })).toBe(
      '422 last-security-administrator',
    );
    expect(await refused('system', 'PATCH', `/people/${idOf('system')}`, { ended: true })).toBe('422 own-role');
    expect(
      (await send<PersonInfo>('system', 'PATCH', `/people/${zhao.id}`, { name: '赵陆', seen: zhao.version })).name,
    ).toBe('赵陆');
    expect((await send<PersonInfo>('system', 'PATCH', `/people/${zhao.id}`, { ended: true })).endedAt).not.toBeNull();
    expect((await get<PersonList>('system', '/people?search=赵陆')).count).toBe(0);
    expect((await get<PersonList>('system', '/people?search=赵陆&ended=1')).count).toBe(1);
    expect((await get<PersonList>('security', '/people?role=clerk')).people.map(({ name }) => name)).toEqual(['clerk']);
    expect(await refused('clerk', 'GET', '/people')).toBe('403 not-permitted');
  });

  test('everyone reads their own roles, and nobody those of others without the right', async () => {
    expect((await get<AssignmentList>('clerk', `/people/${idOf('clerk')}/assignments`)).assignments).toHaveLength(1);
    expect(await refused('clerk', 'GET', `/people/${idOf('colleague')}/assignments`)).toBe('404 not-found');
    const [desk] = (await get<AssignmentList>('security', `/people/${idOf('desk')}/assignments`)).assignments;
    expect(desk?.items).toEqual([{ kind: 'unit', id: idOf('education'), name: '教育局' }]);
    const [expert] = (await get<AssignmentList>('security', `/people/${idOf('expert')}/assignments`)).assignments;
    expect(expert?.items).toEqual([{ kind: 'project', id: idOf('roof'), name: '屋面' }]);
  });

  test('the holder lets a colleague stand in, and takes it back', async () => {
    const path = `/assignments/${idOf('clerk held')}/deputies`;
    const before = await get<Deputies>('clerk', path);
    expect(before).toMatchObject({ deputies: [], candidates: [{ name: 'colleague' }] });
    const deputy = { person: idOf('colleague'), from: '2026-04-01', to: '2026-04-30' };
    expect(await refused('colleague', 'POST', path, deputy)).toBe('404 not-found');
    const given = await send<AssignmentInfo>('clerk', 'POST', path, deputy);
    expect(given).toMatchObject({ deputyFor: { name: 'clerk', assignment: idOf('clerk held') }, state: 'coming' });
    expect((await get<Deputies>('clerk', path)).deputies).toHaveLength(1);
    expect(await refused('clerk', 'POST', `/assignments/${given.id}/deputies`, deputy)).toBe('404 not-found');
    expect(await refused('reviewer', 'POST', `/assignments/${given.id}/end`, { last: TODAY })).toBe('404 not-found');
    expect(await send<AssignmentEnded>('clerk', 'POST', `/assignments/${given.id}/end`, { last: TODAY })).toEqual({
      assignment: null,
    });
    expect((await get<Deputies>('clerk', path)).deputies).toEqual([]);
  });
});

test('a token of one unit sees nothing beyond it', async () => {
  const principal: Principal = {
    tenant: BUILT_IN_TENANT,
    person: crypto.randomUUID(),
    name: '令牌',
    login: 'token',
    assignments: await store.organisation(BUILT_IN_TENANT).assignmentsOf(idOf('office'), TODAY),
    channel: 'token',
    scopes: new Set(['unit.read']),
    tokenUnit: idOf('health'),
  };
  identity.add(principal);
  known.set(`${BUILT_IN_TENANT} token`, principal.person);
  const asToken = async (path: string) =>
    app.request(`http://127.0.0.1:7788/api/v1${path}`, { headers: { [PERSON_HEADER]: principal.person } });
  const list = (await (await asToken('/units')).json()) as UnitList;
  expect(list.units.map(({ name }) => name)).toEqual(['卫生局']);
  expect((await asToken(`/units/${idOf('school')}`)).status).toBe(404);
  expect((await asToken('/projects')).status).toBe(403);
  expect((await asToken('/people')).status).toBe(403);
});
