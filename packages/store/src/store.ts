import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { doorsOf } from './accounts/identities.ts';
import { accountsOf } from './accounts/index.ts';
import { settingsOf } from './accounts/settings.ts';
import type { Accounts, Doors, Settings } from './accounts/types.ts';
import type { Checkpoint } from './audit/event.ts';
import { type Trail, trailOf } from './audit/trail.ts';
import { BackupError } from './backup/form.ts';
import { type BackupFacts, writeBackup } from './backup/write.ts';
import {
  checkServer,
  connectionFailure,
  connectionOf,
  embeddedFailure,
  isPassing,
  openPool,
  publicPart,
  resourceFailure,
} from './connection.ts';
import { documentsOf } from './documents/index.ts';
import type { Documents } from './documents/types.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded/index.ts';
import { DatabaseFailure, errorCode } from './failure.ts';
import { type Glance, glanceOf } from './glance/glance.ts';
import { type ImportLists, importListsOf } from './imports/imports.ts';
import { type Inspection, inspect, privileges } from './inspect.ts';
import { type Idempotency, idempotencyOf } from './interface/idempotency.ts';
import { type Tokens, tokensOf } from './interface/tokens.ts';
import { type Webhooks, webhooksOf } from './interface/webhooks.ts';
import { jobsOf, tenantsWithJobs } from './jobs/jobs.ts';
import type { Jobs } from './jobs/types.ts';
import { migrate, missingMigrations, ownMigrations } from './migrate.ts';
import { type Organisation, organisationOf } from './organisation/index.ts';
import { arrangeAppRole, isLimited } from './privileges.ts';
import { type Run, scopeOf } from './scope.ts';
import type { Tables } from './tables.ts';
import { type Tenant, type TenantList, tenantList } from './tenants.ts';

/** The one tenant of an installation until tenants are managed. */
export const BUILT_IN_TENANT = 1;

/** The name of the database in the embedded server. */
export const EMBEDDED_NAME = 'jizhun';
/** How long work waits for a server that went away, to come up again. */
const PATIENCE_MS = 15_000;

/** A change of the schema that is about to be made. */
export interface Upgrade {
  /** Names of the migrations, in their order. */
  missing: readonly string[];
  /** Everything in the database as it is before. */
  backup(facts: BackupFacts): Readable;
}

export interface StoreOptions {
  /** An existing PostgreSQL (14 or newer); without it the embedded one runs on `dataDirectory`. */
  databaseUrl?: string | undefined;
  dataDirectory: string;
  /** Hears, in Chinese, of steps worth a line. */
  say?: (line: string) => void;
  /** Hears every statement of the queries (not of migrations): for tests. */
  onStatement?: (sql: string) => void;
  /**
   * Called before the schema of a database with data in it is brought up to date; what it throws ends the opening, and
   * nothing is changed.
   */
  beforeUpgrade?: (upgrade: Upgrade) => Promise<void>;
  /** See `EmbeddedOptions`. */
  sharedDirectory?: string;
  now?: () => Date;
}

export interface Store {
  kind: 'embedded' | 'external';
  /** Where the data is: a folder, or host and database without the password. */
  place: string;
  /** `18.4`. */
  serverVersion: string;
  /** All tenants, the oldest first. */
  tenants(): Promise<Tenant[]>;
  tenantList: TenantList;
  documents(tenant: number): Documents;
  /** Authorities, units, projects, people, roles. */
  organisation(tenant: number): Organisation;
  /** How the people of a tenant get in. */
  accounts(tenant: number): Accounts;
  /** What a first page shows of a tenant. */
  glance(tenant: number): Glance;
  /** What a tenant set by itself. */
  settings(tenant: number): Settings;
  /** What leads from outside to a person, over all tenants. */
  doors: Doors;
  /** What happened in a tenant. */
  trail(tenant: number): Trail;
  /** The long work of a tenant. */
  jobs(tenant: number): Jobs;
  /** With what other programs sign in to a tenant. */
  tokens(tenant: number): Tokens;
  /** Lists of units, people and projects on their way in. */
  importLists(tenant: number): ImportLists;
  /** Answers kept for writes that carry a key. */
  idempotency(tenant: number): Idempotency;
  /** Who is told what happens in a tenant. */
  webhooks(tenant: number): Webhooks;
  /** The tenants that have a job to be claimed now; without a time, those that have any that is not over. */
  tenantsWithJobs(now?: Date): Promise<number[]>;
  /** Looks at all that is stored, or that of one tenant; trails are held against the checkpoints kept elsewhere too. */
  inspect(kept: readonly Checkpoint[], tenant?: number): AsyncGenerator<Inspection>;
  /** Everything in the database as it is at this moment, packed, while others work on. */
  backup(facts: BackupFacts): Readable;
  /** Whether the database answers now. */
  isUp(): Promise<boolean>;
  /** Connections at this moment, and how many pieces of work wait for one. */
  load(): { connections: number; idle: number; waiting: number };
  /** Tells later starts on the same folder where the page is. */
  announce(address: string): void;
  close(): Promise<void>;
}

/**
 * Opens the database, starting the embedded one where no address is given, and brings its schema up to date.
 *
 * @throws DatabaseFailure with words for the person who started the program
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { databaseUrl } = options;
  if (databaseUrl !== undefined && databaseUrl !== '') {
    return prepare(connectionOf(databaseUrl), publicPart(databaseUrl), options, undefined);
  }
  const embedded = await startEmbedded(options);
  try {
    await createDatabase(embedded.connection);
    return await prepare({ ...embedded.connection, database: EMBEDDED_NAME }, embedded.home, options, embedded);
  } catch (error) {
    await embedded.stop();
    throw error;
  }
}

/** Makes the database in an embedded server, where it is not there yet. */
export async function createDatabase(connection: pg.ClientConfig): Promise<void> {
  const pool = openPool({ ...connection, database: 'postgres' });
  try {
    const { rowCount } = await pool.query('select 1 from pg_database where datname = $1', [EMBEDDED_NAME]);
    if (rowCount === 0) await pool.query(`create database ${EMBEDDED_NAME}`);
  } finally {
    await pool.end();
  }
}

/** A pool on which the program cannot rewrite what happened, where the server lets us have one; `pool` is ended then. */
async function limit(
  pool: pg.Pool,
  connection: pg.ClientConfig | undefined,
): Promise<{ pool: pg.Pool; limited: boolean }> {
  if (connection === undefined) return { pool, limited: false };
  const narrow = openPool(connection);
  if (await isLimited(narrow)) {
    await pool.end();
    return { pool: narrow, limited: true };
  }
  await narrow.end();
  return { pool, limited: false };
}

async function prepare(
  connection: pg.ClientConfig,
  place: string,
  options: StoreOptions,
  embedded: EmbeddedDatabase | undefined,
): Promise<Store> {
  const now = options.now ?? (() => new Date());
  const owner = openPool(connection);
  let serverVersion: string;
  let narrow: pg.ClientConfig | undefined;
  try {
    const client = await owner.connect();
    try {
      serverVersion = await checkServer(client, place);
      // A long change of the schema is no runaway query.
      await client.query('set statement_timeout = 0');
      const migrations = await ownMigrations();
      const missing = await missingMigrations(client, migrations);
      if (missing.length > 0) await options.beforeUpgrade?.({ missing, backup: (facts) => writeBackup(owner, facts) });
      const applied = await migrate(client, migrations, now());
      // On a new database all of them are due: nothing to tell.
      if (applied.length > 0 && applied.length < migrations.length)
        options.say?.(`已更新数据库结构：${applied.join('、')}。`);
      await client.query('insert into tenant (id, name, created_at) values ($1, $2, $3) on conflict (id) do nothing', [
        BUILT_IN_TENANT,
        '本单位',
        now(),
      ]);
      narrow = await arrangeAppRole(client, connection, embedded !== undefined);
      await client.query('reset statement_timeout');
    } finally {
      client.release();
    }
  } catch (error) {
    await owner.end();
    // What has words of its own is no failed connection: a backup that could not be written.
    throw error instanceof DatabaseFailure || error instanceof BackupError ? error : connectionFailure(error, place);
  }

  const { pool, limited } = await limit(owner, narrow);
  const database = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: (event) => options.onStatement?.(event.query.sql),
  });
  const run: Run = async (work) => {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isPassing(error)) throw resourceFailure(error, place) ?? error;
        if (performance.now() > end) {
          throw embedded === undefined ? connectionFailure(error, place) : embeddedFailure(error, place);
        }
        await sleep(100);
      }
    }
  };

  const scope = (tenant: number) => scopeOf(database, tenant, run);
  /** One for each tenant: it holds the tree in memory. */
  const organisations = new Map<number, Organisation>();

  return {
    kind: embedded === undefined ? 'external' : 'embedded',
    place,
    serverVersion,
    tenants: () => tenantList(database, run).all(),
    tenantList: tenantList(database, run),
    documents: (tenant) => documentsOf(scope(tenant)),
    organisation(tenant) {
      const known = organisations.get(tenant);
      if (known !== undefined) return known;
      const made = organisationOf(scope(tenant));
      organisations.set(tenant, made);
      return made;
    },
    accounts: (tenant) => accountsOf(scope(tenant)),
    glance: (tenant) => glanceOf(scope(tenant)),
    settings: (tenant) => settingsOf(scope(tenant)),
    doors: doorsOf(database, run),
    trail: (tenant) => trailOf(database, tenant, run),
    jobs: (tenant) => jobsOf(database, tenant, run),
    tokens: (tenant) => tokensOf(scope(tenant)),
    importLists: (tenant) => importListsOf(scope(tenant)),
    idempotency: (tenant) => idempotencyOf(scope(tenant)),
    webhooks: (tenant) => webhooksOf(scope(tenant)),
    tenantsWithJobs: (moment) => run(() => tenantsWithJobs(database, moment)),
    async *inspect(kept, only) {
      if (only === undefined) yield privileges(limited);
      const of = (tenant: number) => ({
        trail: trailOf(database, tenant, run),
        documents: documentsOf(scope(tenant)),
        organisation: organisationOf(scope(tenant)),
      });
      yield* inspect(database, run, of, kept, only);
    },
    backup: (facts) => writeBackup(pool, facts),
    async isUp() {
      try {
        await pool.query('select 1');
        return true;
      } catch (error) {
        if (isPassing(error) || errorCode(error) !== undefined) return false;
        throw error;
      }
    },
    load: () => ({ connections: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    announce: (address) => embedded?.announce(address),
    async close() {
      await database.destroy();
      await embedded?.stop();
    },
  };
}
