import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loginNameSchema, settingsSchema } from '@jizhun/api';
import { ROLES, type Role } from '@jizhun/lifecycle';
import { beijingDay } from '@jizhun/model';
import { placeById, places } from '@jizhun/places';
import { BUILT_IN_TENANT, type Change, openStore, PROGRAM, type Stamp, type Store } from '@jizhun/store';
import { faultsOf } from '../identity/password-rules.ts';
import { createPasswords, oneTimePassword } from '../identity/passwords.ts';
import { createPolicy, oneTimeUntil } from '../identity/policy.ts';
import { inspectCertificate, type KeyPair } from './certificate.ts';
import { hostSchema, InstallationError, writeInstallation } from './installation.ts';
import { hasPeople } from './settle.ts';

/** The administrators without whom nobody gets in; three people (GB/T 22239—2019 8.1.5), and no role of one fits another's. */
export const FIRST_ROLES = ['system-administrator', 'security-administrator', 'audit-administrator'] as const;
export type FirstRole = (typeof FIRST_ROLES)[number];

export interface FirstPerson {
  name: string;
  login: string;
  /** To be changed at the first sign-in; without it one is made. */
  password?: string | undefined;
}

export interface Beginning {
  /** The finance authority whose data it is: 示例县财政局. */
  name: string;
  adcode?: string | undefined;
  /** Id of a place profile. */
  place?: string | undefined;
  people: Readonly<Record<FirstRole, FirstPerson>>;
}

export interface NewInstallation extends Beginning {
  hosts: readonly string[];
  listen: string;
  port?: number | undefined;
  tls?: KeyPair | undefined;
}

/** Someone who may sign in now. */
export interface FirstAccount {
  role: string;
  name: string;
  login: string;
  /** Undefined where it was given. */
  password: string | undefined;
  /** Until when it holds for the first sign-in. */
  until: Date;
}

const CORRECT = '请改正后重新执行。';
const refuse = (message: string, remedy = CORRECT) => new InstallationError(message, remedy);

/** What is wrong with one answer, in words for the person who gives it; undefined where nothing is. */
export const faultOf = {
  adcode: (text: string) => (/^\d{6}$/.test(text) ? undefined : `行政区划代码“${text}”不是六位数字。`),
  place: (text: string) =>
    placeById(text) === undefined
      ? `没有地方配置“${text}”，可用：${places.map(({ id, name }) => `${id}（${name}）`).join('、')}。`
      : undefined,
  login: (text: string) =>
    loginNameSchema.safeParse(text).success
      ? undefined
      : `登录名“${text}”写法不对：用 2 至 50 个字母、数字或汉字，中间可用 . _ - @。`,
  host: (text: string) =>
    hostSchema.safeParse(text).success
      ? undefined
      : `主机名“${text}”写法不对：只用字母、数字、连字符和点，或写网络地址，不写端口。`,
};

/**
 * Looks at what was asked for, before anything is made; the log-in names come out as they are kept.
 *
 * @throws InstallationError with the first thing that is wrong
 */
function checked({ people, ...rest }: Beginning): Beginning {
  const { name, adcode, place } = rest;
  if (name.trim() === '') throw refuse('没有写明财政部门的名称。');
  const wrong =
    (adcode === undefined ? undefined : faultOf.adcode(adcode)) ??
    (place === undefined ? undefined : faultOf.place(place));
  if (wrong !== undefined) throw refuse(wrong);
  const seen = new Set<string>();
  const names = new Set<string>();
  const clean = { ...people };
  for (const role of FIRST_ROLES) {
    const person = people[role];
    const title = ROLES[role].name;
    if (person.name.trim() === '') throw refuse(`没有写明${title}的姓名。`);
    const login = loginNameSchema.safeParse(person.login);
    if (!login.success) throw refuse(`${title}的${faultOf.login(person.login)}`);
    if (seen.has(login.data) || names.has(person.name.trim())) {
      throw refuse('三名管理员须是三个人，登录名各不相同。', '系统、安全、审计管理三权分立，不得由一人兼任。');
    }
    const { password } = person;
    const who = { login: login.data, name: person.name.trim() };
    const [fault] = password === undefined ? [] : faultsOf(password, settingsSchema.parse({}).password, who);
    if (fault !== undefined) throw refuse(`${title}的口令不合要求：${fault}。`);
    seen.add(login.data);
    names.add(person.name.trim());
    clean[role] = { ...person, name: person.name.trim(), login: login.data };
  }
  return { ...rest, name: name.trim(), people: clean };
}

/** Fills an owner of data with its finance authority and its three administrators. */
async function begin(
  store: Pick<Store, 'organisation' | 'accounts'>,
  tenant: number,
  { name, adcode, place, people }: Beginning,
  by: Stamp,
): Promise<FirstAccount[]> {
  const from = beijingDay(by.at);
  const ids = new Map<Role, string>(FIRST_ROLES.map((role) => [role, randomUUID()]));
  const idOf = (role: Role) => ids.get(role) ?? '';
  const changes: Change[] = [
    {
      operation: 'authority.add',
      id: randomUUID(),
      from: `${from.slice(0, 4)}-01-01`,
      name,
      adcode: adcode ?? null,
      place: place ?? null,
    },
    ...FIRST_ROLES.map((role) => ({
      operation: 'person.add' as const,
      id: idOf(role),
      name: people[role].name,
    })),
    ...FIRST_ROLES.map((role) => ({
      operation: 'assignment.give' as const,
      id: randomUUID(),
      person: idOf(role),
      role,
      from,
    })),
  ];
  await store.organisation(tenant).applyChanges(changes, by);
  const passwords = createPasswords();
  const accounts: FirstAccount[] = [];
  for (const role of FIRST_ROLES) {
    const { name: person, login, password: given } = people[role];
    const password = given ?? oneTimePassword();
    const came = await store
      .accounts(tenant)
      .create({ person: idOf(role), login, passwordHash: await passwords.hash(password), mustChange: true }, by);
    if (came !== 'created') throw refuse(`登录名“${login}”已有人使用。`, '请换一个登录名；登录名在全部租户中不重复。');
    accounts.push({
      role: ROLES[role].name,
      name: person,
      login,
      password: given === undefined ? password : undefined,
      until: oneTimeUntil(by.at),
    });
  }
  return accounts;
}

export interface InitialiseOptions {
  dataDirectory: string;
  databaseUrl?: string | undefined;
  /** As the system knows the person at the machine: goes into the trail. */
  user: string;
  now(): Date;
  say(line: string): void;
}

/**
 * Makes a real installation in a new or empty directory: database, owner of the data, three administrators, names under
 * which it is reached, certificate. All or nothing. That it is real stands in the directory and in the database, and
 * nothing that the page does makes a demonstration of it.
 *
 * @throws InstallationError, CertificateError, DatabaseFailure
 */
export async function initialise(
  asked: NewInstallation,
  { dataDirectory, databaseUrl, user, now, say }: InitialiseOptions,
): Promise<FirstAccount[]> {
  const beginning = checked(asked);
  const { hosts, listen, port, tls } = asked;
  const wrong = hosts.map(faultOf.host).find((fault) => fault !== undefined);
  if (wrong !== undefined) throw refuse(wrong);
  if (tls !== undefined) inspectCertificate(tls, hosts, now());
  const existed = existsSync(dataDirectory);
  if (existed && readdirSync(dataDirectory).length > 0) {
    throw refuse(`目录 ${dataDirectory} 不是空的。`, '请换一个新的目录；已有的数据不会改动。');
  }
  const store = await openStore({ dataDirectory, databaseUrl, say, now }).catch(async (error) => {
    await clear(dataDirectory, existed);
    throw error;
  });
  let accounts: FirstAccount[] | undefined;
  try {
    const by: Stamp = { at: now(), actor: PROGRAM, origin: `命令行（${user}）` };
    if (await hasPeople(store, by.at)) {
      throw refuse('数据库里已有人员，不能再次建立。', '请改用新的空数据库。');
    }
    await store.tenantList.settle(BUILT_IN_TENANT, { name: beginning.name, demonstration: false }, by);
    accounts = await begin(store, BUILT_IN_TENANT, beginning, by);
    await mkdir(dataDirectory, { recursive: true });
    const facts = { kind: 'real' as const, hosts: [...hosts], listen, ...(port === undefined ? {} : { port }) };
    await writeInstallation(dataDirectory, { ...facts, https: tls !== undefined }, now(), tls);
    return accounts;
  } catch (error) {
    accounts = undefined;
    throw error;
  } finally {
    await store.close();
    if (accounts === undefined) await clear(dataDirectory, existed);
  }
}

/** Takes away what was begun: the directory was not there, or empty. */
async function clear(dataDirectory: string, existed: boolean): Promise<void> {
  if (!existsSync(dataDirectory)) return;
  if (!existed) await rm(dataDirectory, { recursive: true, force: true, maxRetries: 3 });
  else {
    for (const name of readdirSync(dataDirectory)) {
      await rm(join(dataDirectory, name), { recursive: true, force: true, maxRetries: 3 });
    }
  }
}

/**
 * Adds another owner of data to an installation, with three administrators of its own, who see nothing of the others.
 *
 * @throws InstallationError
 */
export async function addTenant(
  store: Pick<Store, 'tenantList' | 'organisation' | 'accounts' | 'doors'>,
  asked: Beginning,
  by: Stamp,
): Promise<{ tenant: number; accounts: FirstAccount[] }> {
  const beginning = checked(asked);
  for (const role of FIRST_ROLES) {
    const { login } = beginning.people[role];
    if ((await store.doors.byLogin(login)) !== undefined) {
      throw refuse(`登录名“${login}”已有人使用。`, '请换一个登录名；登录名在全部租户中不重复。');
    }
  }
  const tenant = await store.tenantList.add(beginning.name, by);
  return { tenant, accounts: await begin(store, tenant, beginning, by) };
}

/** A password of the program's making for someone whom nobody can let in any more, with its digest. */
export async function newOneTimePassword(
  store: Pick<Store, 'settings'>,
  tenant: number,
  at: Date,
): Promise<{ password: string; hash: string; remember: number; until: Date }> {
  const password = oneTimePassword();
  const { password: rules } = await createPolicy(store).of(tenant);
  return {
    password,
    hash: await createPasswords().hash(password),
    remember: rules.remembered,
    until: oneTimeUntil(at),
  };
}

export { ROLES } from '@jizhun/lifecycle';
export { makeCertificate } from './certificate.ts';
export { putInstallation } from './installation.ts';
