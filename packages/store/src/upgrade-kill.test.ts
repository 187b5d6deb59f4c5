import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOW, temporaryFolder } from '../test/samples.ts';
import { startEmbedded } from './embedded/index.ts';
import { BUILT_IN_TENANT, openStore } from './index.ts';
import { migrate, ownMigrations } from './migrate.ts';
import { createDatabase, EMBEDDED_NAME } from './store.ts';

const UPGRADER = fileURLToPath(new URL('../test/upgrader.ts', import.meta.url));
/** The version of the schema that knew documents, and neither units nor people. */
const OLD = 4;

const folder = temporaryFolder();
const old = join(folder.path, 'old');

/** Data as an earlier version of the program left it, with a setting of a tenant in it. */
beforeAll(async () => {
  mkdirSync(old, { mode: 0o755 });
  const embedded = await startEmbedded({ dataDirectory: old });
  await createDatabase(embedded.connection);
  const client = new pg.Client({ ...embedded.connection, database: EMBEDDED_NAME });
  await client.connect();
  await migrate(client, (await ownMigrations()).slice(0, OLD), NOW);
  await client.query('insert into tenant (id, name, created_at) values ($1, $2, $3)', [BUILT_IN_TENANT, '旧单位', NOW]);
  await client.end();
  await embedded.stop();
}, 60_000);

afterAll(() => folder.remove());

/** A copy of the old data, with owners and rights as they are. */
function copied(name: string): string {
  const to = join(folder.path, name);
  const { status, stderr } = spawnSync('cp', ['-a', old, to], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return to;
}

const upgrade = (directory: string, last: number) =>
  spawnSync(process.execPath, [UPGRADER, directory, String(last)], { encoding: 'utf8' });

test.skipIf(process.platform === 'win32')(
  'a program that is killed anywhere in an upgrade leaves what the next start finishes',
  async () => {
    const whole = upgrade(copied('whole'), 0);
    expect(whole.stderr).toBe('');
    const steps = Number(whole.stdout);
    expect(steps).toBeGreaterThan(10);
    for (const last of [3, Math.floor(steps / 3), Math.floor((2 * steps) / 3), steps - 1]) {
      const directory = copied(`killed-${last}`);
      const { signal, stdout } = upgrade(directory, last);
      expect([signal, stdout], `killed at step ${last}`).toEqual(['SIGKILL', '']);
      const store = await openStore({ dataDirectory: directory, now: () => NOW });
      expect((await store.tenants()).map(({ name }) => name)).toEqual(['旧单位']);
      expect(await store.jobs(BUILT_IN_TENANT).list({ limit: 1 })).toEqual([]);
      await store.close();
    }
  },
  180_000,
);
