import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Store } from '@jizhun/store';
import type { Gauge, Sample } from './metrics.ts';

/** Scrapes that come closer together get the same figures: counting is work. */
const FRESH_MS = 10_000;
const BACKUPS = 'backups';

async function newestFile(directory: string): Promise<number | undefined> {
  try {
    const times = await Promise.all(
      (await readdir(directory)).map(async (name) => (await stat(join(directory, name))).mtimeMs),
    );
    return times.length === 0 ? undefined : Math.max(...times) / 1_000;
  } catch {
    return undefined;
  }
}

async function tenantSamples(store: Pick<Store, 'documents' | 'trail' | 'jobs'>, tenant: number) {
  const labels = { tenant };
  const trail = store.trail(tenant);
  const [documents, head, checkpoints, backups, jobs] = await Promise.all([
    store.documents(tenant).count('all'),
    trail.head(),
    trail.checkpoints(),
    trail.list({ subject: { kind: 'backup', id: '' }, limit: 1 }),
    store.jobs(tenant).countOpen(),
  ]);
  const secondsOf = (at: string | undefined): Sample[] =>
    at === undefined ? [] : [{ labels, value: Date.parse(at) / 1_000 }];
  return {
    documents: { labels, value: documents },
    trail: { labels, value: head.seq },
    checkpoint: secondsOf(checkpoints.at(-1)?.at),
    backup: secondsOf(backups[0]?.at),
    jobs: { labels, value: jobs },
  };
}

/** What the database says, per tenant and as a whole; where it does not answer, only that it does not. */
export function gaugesOf(
  store: Pick<Store, 'tenants' | 'documents' | 'trail' | 'jobs' | 'isUp' | 'load'>,
  dataDirectory: string,
  clock: () => number = Date.now,
): () => Promise<readonly Gauge[]> {
  let fresh: { at: number; gauges: Promise<readonly Gauge[]> } | undefined;
  const gather = async (): Promise<readonly Gauge[]> => {
    const gauge = (name: string, help: string, samples: readonly Sample[]): Gauge => ({
      name,
      help,
      type: 'gauge',
      samples,
    });
    const up = await store.isUp();
    const { connections, idle, waiting } = store.load();
    const pool = gauge('jizhun_database_connections', 'Connections to the database.', [
      { labels: { state: 'busy' }, value: connections - idle },
      { labels: { state: 'idle' }, value: idle },
      { labels: { state: 'waited_for' }, value: waiting },
    ]);
    const state = gauge('jizhun_database_up', 'Whether the database answers.', [{ value: up ? 1 : 0 }]);
    if (!up) return [state, pool];
    const tenants = await Promise.all((await store.tenants()).map(({ id }) => tenantSamples(store, id)));
    const upgrade = await newestFile(join(dataDirectory, BACKUPS));
    return [
      state,
      pool,
      gauge(
        'jizhun_documents',
        'Documents on the list.',
        tenants.map(({ documents }) => documents),
      ),
      gauge(
        'jizhun_trail_length',
        'Rows of the trail.',
        tenants.map(({ trail }) => trail),
      ),
      gauge(
        'jizhun_trail_checkpoint_timestamp_seconds',
        'Time of the last checkpoint of the trail.',
        tenants.flatMap(({ checkpoint }) => checkpoint),
      ),
      gauge(
        'jizhun_backup_timestamp_seconds',
        'Time of the last backup that was asked of this service.',
        tenants.flatMap(({ backup }) => backup),
      ),
      gauge(
        'jizhun_upgrade_backup_timestamp_seconds',
        'Time of the last backup made before an upgrade.',
        upgrade === undefined ? [] : [{ value: upgrade }],
      ),
      gauge(
        'jizhun_jobs_open',
        'Jobs that wait or run.',
        tenants.map(({ jobs }) => jobs),
      ),
    ];
  };
  return () => {
    const now = clock();
    if (fresh === undefined || now - fresh.at > FRESH_MS) {
      fresh = { at: now, gauges: gather() };
      fresh.gauges.catch(() => {
        fresh = undefined;
      });
    }
    return fresh.gauges;
  };
}
