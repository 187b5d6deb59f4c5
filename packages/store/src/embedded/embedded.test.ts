import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterEach, describe, expect, test } from 'vitest';
import { BY, identity, newDocument, readingOf, reportOf, temporaryFolder } from '../../test/samples.ts';
import { BUILT_IN_TENANT, openStore, type Store } from '../index.ts';
import { canEnter, NOBODY, runsAsRoot } from './account.ts';
import { installedPackage, prepareBinaries } from './binaries.ts';
import { type EmbeddedDatabase, startEmbedded } from './index.ts';
import { isAlive, servesCluster, waitUntil } from './process.ts';

const HOLDER = fileURLToPath(new URL('../../test/holder.ts', import.meta.url));
const asRoot = runsAsRoot();

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0).reverse()) await end();
});

function folder(): string {
  const { path, remove } = temporaryFolder();
  endings.push(() => {
    const file = pidFileOf(path);
    const lines = file === undefined ? [] : readFileSync(file, 'utf8').split('\n');
    const left = Number(lines[0]);
    if (file !== undefined && servesCluster(left, dirname(file))) {
      process.kill(left, 'SIGKILL');
      rmSync(lines[4] ?? '', { recursive: true, force: true });
    }
    remove();
  });
  return path;
}

async function start(directory: string, options: { shared?: string; transport?: 'tcp' } = {}) {
  const said: string[] = [];
  const database = await startEmbedded({
    dataDirectory: directory,
    say: (line) => said.push(line),
    ...(options.shared === undefined ? {} : { sharedDirectory: options.shared }),
    ...(options.transport === undefined ? {} : { transport: options.transport }),
  });
  endings.push(() => database.stop());
  return { database, said };
}

async function ask(database: EmbeddedDatabase, sql: string): Promise<unknown> {
  const client = new pg.Client({ ...database.connection, database: 'postgres' });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

async function open(directory: string): Promise<Store> {
  const store = await openStore({ dataDirectory: directory });
  endings.push(() => store.close());
  return store;
}

/** Starts the holder; `acknowledged` grows as it works. */
function hold(directory: string, first: number, more: { args?: string[]; uid?: number; gid?: number } = {}) {
  const { args = [], ...identity } = more;
  const child = spawn(process.execPath, [HOLDER, directory, String(first), ...args], {
    ...identity,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const acknowledged: number[] = [];
  let printed = '';
  let complaints = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
    const lines = printed.split('\n');
    printed = lines.pop() ?? '';
    acknowledged.push(...lines.filter((line) => line !== 'ready').map(Number));
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  endings.push(() => end(child));
  return { child, acknowledged, complaints: () => complaints };
}

/** Kills a holder as hard as can be, and what it left behind. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
}

function pidFileOf(home: string): string | undefined {
  const cluster = readdirSync(home).find((name) => /^postgres-\d+$/.test(name));
  const file = join(home, cluster ?? '', 'cluster', 'postmaster.pid');
  return cluster !== undefined && existsSync(file) ? file : undefined;
}

function postmasterOf(home: string): number | undefined {
  const file = pidFileOf(home);
  return file === undefined ? undefined : Number(readFileSync(file, 'utf8').split('\n')[0]);
}

describe('start and stop', () => {
  test('data outlives a stop; nothing listens on the network; nothing stays behind', async () => {
    const directory = folder();
    const first = await start(directory);
    const socket = first.database.connection.host ?? '';
    await ask(first.database, 'create table kept as select 42 as answer');
    expect(await ask(first.database, "select current_setting('listen_addresses')")).toBe('');
    expect(await ask(first.database, "select current_setting('fsync')")).toBe('on');
    expect(await ask(first.database, 'show server_encoding')).toBe('UTF8');
    const pid = first.database.pid();
    await first.database.stop();
    expect(isAlive(pid)).toBe(false);
    expect(existsSync(socket)).toBe(false);
    expect(existsSync(join(directory, 'jizhun.lock'))).toBe(false);

    const second = await start(directory);
    expect(second.said).toEqual([]);
    expect(await ask(second.database, 'select answer from kept')).toBe(42);
  });

  test('the password is asked for, and a loopback port serves where there are no sockets', async () => {
    const { database } = await start(folder(), { transport: 'tcp' });
    expect(database.connection.host).toBe('127.0.0.1');
    const stranger = new pg.Client({ ...database.connection, password: 'wrong', database: 'postgres' });
    await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
    expect(await ask(database, 'select 1')).toBe(1);
  });

  test('a second start says who has the data, and leaves the first alone', async () => {
    const directory = folder();
    const { database } = await start(directory);
    database.announce('http://127.0.0.1:7788/');
    await expect(startEmbedded({ dataDirectory: directory })).rejects.toMatchObject({
      code: 'in-use',
      message: `数据目录 ${directory} 正由另一个绩准使用（进程 ${process.pid}，地址 http://127.0.0.1:7788/）。`,
    });
    expect(await ask(database, 'select 1')).toBe(1);
  });

  test('two starts at the same moment on a new folder: one gets it', async () => {
    const directory = folder();
    const outcomes = await Promise.allSettled([0, 1].map(() => startEmbedded({ dataDirectory: directory })));
    for (const outcome of outcomes) if (outcome.status === 'fulfilled') endings.push(() => outcome.value.stop());
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a cluster that was half made when the power went is made anew', async () => {
    const directory = folder();
    mkdirSync(join(directory, 'postgres-18.new-123', 'cluster'), { recursive: true });
    writeFileSync(join(directory, 'postgres-18.new-123', 'cluster', 'PG_VERSION'), '18\n');
    const { database } = await start(directory);
    expect(await ask(database, 'select 1')).toBe(1);
    expect(readdirSync(directory).filter((name) => name.includes('.new-'))).toEqual([]);
  });

  test('a folder reached by a link is one folder', async () => {
    const directory = folder();
    const link = join(folder(), 'link');
    symlinkSync(directory, link);
    const { database } = await start(link);
    expect(database.home).toBe(directory);
    await expect(startEmbedded({ dataDirectory: directory })).rejects.toMatchObject({ code: 'in-use' });
  });

  test('data of another PostgreSQL, and an incomplete folder, are refused with words', async () => {
    const older = folder();
    mkdirSync(join(older, 'postgres-16'));
    await expect(startEmbedded({ dataDirectory: older })).rejects.toMatchObject({ code: 'wrong-version' });
    const incomplete = folder();
    mkdirSync(join(incomplete, 'postgres-18'));
    await expect(startEmbedded({ dataDirectory: incomplete })).rejects.toMatchObject({ code: 'damaged' });
    expect(readdirSync(incomplete)).toEqual(['postgres-18']);
  });
});

describe('kill -9', () => {
  test('ten rounds, from the first moment on: everything acknowledged is there, nothing twice', async () => {
    const directory = folder();
    const acknowledged: number[] = [];
    for (let round = 0; round < 10; round++) {
      const holder = hold(directory, round * 100_000);
      // The first rounds meet the making of the cluster and of the schema, the later ones work under way.
      const wait = round < 3 ? 300 + round * 350 : undefined;
      if (wait === undefined) {
        expect(await waitUntil(() => holder.acknowledged.length > 5 + round * 3, 20_000), holder.complaints()).toBe(
          true,
        );
      } else {
        await new Promise((settle) => setTimeout(settle, wait));
      }
      const postmaster = postmasterOf(directory);
      // By turns the program, the database and both are killed.
      if (round % 3 !== 0 && postmaster !== undefined && isAlive(postmaster)) process.kill(postmaster, 'SIGKILL');
      if (round % 3 === 1) {
        const before = holder.acknowledged.length;
        if (wait === undefined)
          expect(await waitUntil(() => holder.acknowledged.length > before + 3, 20_000)).toBe(true);
      }
      await end(holder.child);
      acknowledged.push(...holder.acknowledged);
    }
    expect(acknowledged.length).toBeGreaterThan(50);
    const store = await open(directory);
    const stored = (await store.documents(BUILT_IN_TENANT).list('all')).map(({ name }) => name);
    expect(new Set(stored).size).toBe(stored.length);
    expect(acknowledged.map((n) => `第 ${n} 份.txt`).filter((name) => !stored.includes(name))).toEqual([]);
    // One row of the trail for each of them, and no row torn.
    expect(await store.trail(BUILT_IN_TENANT).verify()).toMatchObject({ whole: true, end: { seq: stored.length } });
  }, 120_000);

  test('a database killed under us comes up again, and work waits for it', async () => {
    const directory = folder();
    const store = await open(directory);
    const documents = store.documents(BUILT_IN_TENANT);
    const document = newDocument(identity(1), '在恢复之后');
    for (let round = 0; round < 2; round++) {
      const pid = postmasterOf(directory);
      if (pid === undefined) throw new Error('no postmaster');
      process.kill(pid, 'SIGKILL');
      await documents.add(document, readingOf(document), reportOf(document, []), BY);
      expect(await documents.find(identity(1))).toBeDefined();
      // The server process of an open connection may have answered still, before it noticed.
      expect(await waitUntil(() => postmasterOf(directory) !== pid, 20_000)).toBe(true);
      expect(await documents.find(identity(1))).toBeDefined();
    }
    expect(await store.isUp()).toBe(true);
  });

  test('the number of a dead postmaster that now belongs to another program does not stop us', async () => {
    const directory = folder();
    const { database } = await start(directory);
    await ask(database, 'create table kept as select 42 as answer');
    const file = join(directory, 'postgres-18', 'cluster', 'postmaster.pid');
    const lines = readFileSync(file, 'utf8').split('\n').slice(1);
    await database.stop();
    writeFileSync(file, [process.pid, ...lines].join('\n'));
    if (asRoot) chownSync(file, NOBODY.uid, NOBODY.gid);
    const again = await start(directory);
    expect(await ask(again.database, 'select answer from kept')).toBe(42);
  });
});

describe.runIf(asRoot)('as root', () => {
  test('PostgreSQL runs as nobody; data that became root’s is handed back', async () => {
    const directory = folder();
    const { database } = await start(directory);
    const status = readFileSync(`/proc/${database.pid()}/status`, 'utf8');
    expect(status).toMatch(new RegExp(`^Uid:\\s+${NOBODY.uid}\\s`, 'm'));
    await ask(database, 'create table kept as select 42 as answer');
    await database.stop();
    const copied = join(folder(), 'data');
    cpSync(directory, copied, { recursive: true });
    chmodSync(join(copied, 'postgres-18', 'cluster'), 0o700);
    const again = await start(copied);
    expect(await ask(again.database, 'select answer from kept')).toBe(42);
  });

  test('a folder that only root may enter: the data goes elsewhere, says so, and is found again after a move', async () => {
    const checkout = join(folder(), 'checkout');
    mkdirSync(checkout, { mode: 0o700 });
    const shared = join(folder(), 'shared');
    const { database, said } = await start(join(checkout, 'data'), { shared });
    expect(database.moved).toBe(true);
    expect(database.home.startsWith(`${shared}/data/checkout-`)).toBe(true);
    expect(said[0]).toContain(database.home);
    await ask(database, 'create table kept as select 42 as answer');
    await database.stop();
    renameSync(checkout, `${checkout}-2`);
    const again = await start(join(`${checkout}-2`, 'data'), { shared });
    expect(again.database.home).toBe(database.home);
    expect(await ask(again.database, 'select answer from kept')).toBe(42);
  });

  test('programs that nobody cannot reach, or that lack their links, are copied once', () => {
    const hidden = join(folder(), 'hidden');
    mkdirSync(hidden, { mode: 0o700 });
    const installed = installedPackage();
    const root = join(hidden, 'package');
    cpSync(installed.root, root, { recursive: true, verbatimSymlinks: true });
    for (const { target } of JSON.parse(readFileSync(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
      target: string;
    }[]) {
      rmSync(join(root, target), { force: true });
    }
    const copies = join(folder(), 'copies');
    const said: string[] = [];
    const binaries = prepareBinaries(NOBODY, copies, (line) => said.push(line), { ...installed, root });
    expect(binaries.postgres.startsWith(copies)).toBe(true);
    expect(said).toHaveLength(1);
    expect(prepareBinaries(NOBODY, copies, (line) => said.push(line), { ...installed, root })).toEqual(binaries);
    expect(said).toHaveLength(1);
  });

  test('an ordinary user works in a folder of its own, and is told when a folder is not', async (context) => {
    if (!canEnter(fileURLToPath(new URL('../../../..', import.meta.url)), NOBODY)) return context.skip();
    const own = folder();
    chownSync(own, NOBODY.uid, NOBODY.gid);
    const holder = hold(own, 0, NOBODY);
    expect(await waitUntil(() => holder.acknowledged.length > 3, 20_000), holder.complaints()).toBe(true);
    await end(holder.child);
    // Root takes over as the owner of the data, and leaves it to its owner.
    const store = await open(own);
    expect((await store.documents(BUILT_IN_TENANT).list('all')).length).toBeGreaterThan(3);
    await store.close();
    const again = hold(own, 1_000, NOBODY);
    expect(await waitUntil(() => again.acknowledged.length > 0, 20_000), again.complaints()).toBe(true);
    await end(again.child);

    const foreign = hold(folder(), 0, NOBODY);
    await once(foreign.child, 'exit');
    expect(foreign.complaints()).toMatch(/没有权限读写/);
  });
});
