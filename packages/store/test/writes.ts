import { Kysely, PostgresDialect } from 'kysely';
import { openPool } from '../src/connection.ts';
import { documentsOf } from '../src/documents/index.ts';
import { startEmbedded } from '../src/embedded/index.ts';
import { BUILT_IN_TENANT, openStore } from '../src/index.ts';
import { type Scope, scopeOf } from '../src/scope.ts';
import { createDatabase, EMBEDDED_NAME } from '../src/store.ts';
import type { Tables } from '../src/tables.ts';
import { BY, finding, identity, newDocument, readingOf, reportOf, temporaryFolder } from './samples.ts';

/** Writing through the trail against writing the same rows without it. */
export interface WriteFigure {
  what: string;
  connections: number;
  /** Milliseconds for one transaction, all connections together. */
  audited: number;
  bare: number;
}

const FINDINGS = 12;

/**
 * Times the same rows, in transactions of the same size over as many connections, once with their row in the trail and
 * once without it, in turn, in an embedded database of its own. The statements are those of the program itself.
 */
export async function measureWrites(rounds: number, transactions: number): Promise<WriteFigure[]> {
  const folder = temporaryFolder();
  const embedded = await startEmbedded({ dataDirectory: folder.path });
  try {
    await createDatabase(embedded.connection);
    const { host, port, user, password } = embedded.connection;
    const address = `postgres://${user}:${password}@/${EMBEDDED_NAME}?host=${host}&port=${port}`;
    await (await openStore({ databaseUrl: address, dataDirectory: folder.path })).close();
    const figures: WriteFigure[] = [];
    for (const connections of [1, 4]) {
      // So many workers use no more of its connections.
      const pool = openPool({ connectionString: address });
      const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
      const scope = scopeOf(database, BUILT_IN_TENANT, (work) => work());
      const bare: Scope = {
        ...scope,
        recorded: (work) =>
          scope.db.transaction().execute((tx) =>
            work(
              tx,
              async () => {},
              async () => {},
            ),
          ),
      };
      try {
        for (const [what, write] of Object.entries(await writesOf(scope))) {
          const times: [number[], number[]] = [[], []];
          for (let round = -1; round < rounds; round++) {
            for (const [i, one] of [scope, bare].entries()) {
              const start = performance.now();
              await spread(transactions, connections, (n) => write(one, n));
              if (round >= 0) times[i]?.push((performance.now() - start) / transactions);
            }
          }
          figures.push({ what, connections, audited: Math.min(...times[0]), bare: Math.min(...times[1]) });
        }
      } finally {
        await database.destroy();
      }
    }
    return figures;
  } finally {
    await embedded.stop();
    folder.remove();
  }
}

async function spread(count: number, connections: number, work: (n: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: connections }, one));
}

let identities = 0;

/** The writes that are measured: the smallest there is, and two that people make. */
async function writesOf(scope: Scope): Promise<Record<string, (scope: Scope, n: number) => Promise<unknown>>> {
  const tenant_id = scope.tenant;
  const found = Array.from({ length: FINDINGS }, (_, i) => finding(`第 ${i} 处`));
  const corrected = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const document = newDocument(identity(++identities), `更正 ${identities}`);
      await documentsOf(scope).add(document, readingOf(document), reportOf(document, found), BY);
      return document;
    }),
  );
  return {
    'one row': (to) =>
      to.recorded(async (tx, note) => {
        const name = `写 ${++identities}`;
        await tx
          .insertInto('setting')
          .values({ tenant_id, name, value: '1', set_at: BY.at, set_by: BY.actor })
          .execute();
        await note('setting.set', { kind: 'setting', id: name }, { after: { value: '1' } });
      }, BY),
    'a correction with its report': (to, n) => {
      const document = corrected[n % corrected.length] as (typeof corrected)[number];
      const edit = { path: '/title', from: null, to: `题 ${++identities}` };
      const derived = () => ({ summary: readingOf(document).summary, report: reportOf(document, found) });
      return documentsOf(to).correct(document.id, { edits: [edit] }, () => {}, derived, BY);
    },
    'a document with its report': (to) => {
      const document = newDocument(identity(++identities), `文件 ${identities}`.repeat(200));
      return documentsOf(to).add(document, readingOf(document), reportOf(document, found), BY);
    },
  };
}
