import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { startEmbedded } from '../src/embedded/index.ts';
import { temporaryFolder } from './samples.ts';

/** A server for the tests of one file: JIZHUN_TEST_DATABASE_URL (of a user who may create databases), or the embedded one. */
export interface TestServer {
  /** The address of a new, empty database. */
  newDatabase(): Promise<string>;
  /** Removes the databases and ends the server, where it is ours. */
  stop(): Promise<void>;
}

export async function startTestServer(): Promise<TestServer> {
  const given = process.env.JIZHUN_TEST_DATABASE_URL;
  const folder = given === undefined ? temporaryFolder() : undefined;
  const embedded = folder === undefined ? undefined : await startEmbedded({ dataDirectory: folder.path });
  const { host, user, password } = embedded?.connection ?? {};
  const address = (name: string) => {
    if (given === undefined) return `postgres://${user}:${password}@/${name}?host=${host}`;
    return given.replace(/^(\w+:\/\/[^/]*\/)[^?]*/, `$1${name}`);
  };
  const admin = new pg.Client(given ?? address('postgres'));
  await admin.connect();
  const made: string[] = [];
  return {
    async newDatabase() {
      const name = `jizhun_test_${randomBytes(6).toString('hex')}`;
      await admin.query(`create database ${name} encoding 'UTF8' template template0`);
      made.push(name);
      return address(name);
    },
    async stop() {
      for (const name of made) await admin.query(`drop database ${name} with (force)`);
      await admin.end();
      await embedded?.stop();
      folder?.remove();
    },
  };
}
