import { ROLES, roleNames } from '@jizhun/lifecycle';
import { BUILT_IN_TENANT, openStore, type Store } from '@jizhun/store';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../../test/folder.ts';
import { UNITS } from './cast.ts';
import { demonstrationId, makeDemonstration, offeredRoles } from './make.ts';

const NOW = new Date('2026-03-31T02:00:00Z');
const TODAY = '2026-03-31';
const folder = temporaryFolder();
let store: Store;

beforeAll(async () => {
  store = await openStore({ dataDirectory: folder.path, now: () => NOW });
  expect(await makeDemonstration(store, BUILT_IN_TENANT, NOW)).toBe(true);
});
afterAll(async () => {
  await store?.close();
  folder.remove();
});

const organisation = () => store.organisation(BUILT_IN_TENANT);
const unit = (key: string) => demonstrationId('unit', key);

test('the tenant is a demonstration, and its trail tells how it came to be', async () => {
  expect((await store.tenants())[0]).toMatchObject({ id: BUILT_IN_TENANT, demonstration: true });
  const trail = store.trail(BUILT_IN_TENANT);
  expect(await trail.verify()).toMatchObject({ whole: true });
  expect(await trail.list({ limit: 1_000 })).toSatisfy((events: { actor: string }[]) =>
    events.every(({ actor }) => actor === '程序'),
  );
});

test('units stand in their places, also those that were renamed and merged', async () => {
  const tree = await organisation().tree(TODAY);
  expect(tree.lineOf(unit('library'))).toEqual({
    units: [unit('library'), unit('culture')],
    authorities: [demonstrationId('authority', 'city'), demonstrationId('authority', 'province')],
  });
  expect(tree.unit(unit('education'))?.name).toBe('示例县教育体育示例局');
  expect((await organisation().tree('2018-06-01')).unit(unit('education'))?.name).toBe('示例县教育示例局');
  expect(tree.unit(unit('farm-machines'))?.state).toBe('ended');
  expect(tree.unit(unit('farm-techniques'))?.state).toBe('there');
  expect(tree.units.length).toBe(UNITS.length - 2 + 1);
});

test('every role is offered, by someone who holds it, with the place and no password', async () => {
  const offered = await offeredRoles(organisation(), NOW);
  expect(offered.map(({ role }) => role)).toEqual(roleNames);
  for (const { role, place, person } of offered) {
    expect(place === null).toBe(ROLES[role].seat === 'tenant');
    const held = await organisation().assignmentsOf(person.id, TODAY);
    expect(held.map((one) => one.role)).toContain(role);
    expect(await store.accounts(BUILT_IN_TENANT).find(person.id)).toMatchObject({ hasPassword: false });
  }
});

test('a deputy stands in for the head, for some weeks', async () => {
  const jiang = demonstrationId('person', 'jiang');
  const deputies = (day: string) =>
    organisation()
      .assignmentsOf(jiang, day)
      .then((all) => all.filter(({ deputyFor }) => deputyFor?.name === '钱示例').map(({ role }) => role));
  expect(await deputies(TODAY)).toEqual(['unit-head']);
  expect(await deputies('2026-06-30')).toEqual([]);
});

test('made again, it changes nothing; what was killed half way is finished', async () => {
  const { seq } = await store.trail(BUILT_IN_TENANT).head();
  expect(await makeDemonstration(store, BUILT_IN_TENANT, new Date('2027-01-05T00:00:00Z'))).toBe(false);
  expect((await store.trail(BUILT_IN_TENANT).head()).seq).toBe(seq);

  const other = await store.tenantList.add('另一个', { at: NOW, actor: '程序', origin: '测试' });
  await store.tenantList.settle(
    other,
    { name: '另一个', demonstration: true },
    { at: NOW, actor: '程序', origin: '测试' },
  );
  expect(await store.organisation(other).people({ limit: 1, day: TODAY })).toMatchObject({ count: 0 });
});
