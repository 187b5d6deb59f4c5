import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createIntake } from '@jizhun/intake';
import { BUILT_IN_TENANT } from '@jizhun/store';
import { createApplication, operationNames } from './application.ts';
import { setHourly } from './audit/audit.ts';
import { openData } from './data.ts';
import { createDemonstration } from './demonstration/demonstration.ts';
import { giveDocuments, makeDemonstration, placeOfExample } from './demonstration/make.ts';
import { loadExamples } from './documents/examples.ts';
import { askForRenewal } from './documents/read-again.ts';
import { ownVersions } from './documents/versions.ts';
import { startForgetting } from './http/forget-keys.ts';
import { listen } from './http/listen.ts';
import { rateLimit } from './http/rate-limit.ts';
import { createStaticFiles } from './http/static-files.ts';
import { readOidcFile } from './identity/oidc-file.ts';
import { createIdentity } from './identity/service.ts';
import { createCommandKey } from './running/command-key.ts';
import { gaugesOf } from './running/gauges.ts';
import { type Log, logTo, logToFiles } from './running/log.ts';
import { logDays } from './running/log-days.ts';
import { createMetrics } from './running/metrics.ts';
import { scrape } from './running/scrape.ts';
import { keyPairOf, settleInstallation } from './running/settle.ts';
import { errorsTo, watch } from './running/watch.ts';
import { createTenants } from './tenants.ts';
import { withTokens } from './tokens/identity.ts';
import { ownVersion } from './version.ts';
import { concerns } from './webhooks/concerns.ts';
import { send } from './webhooks/send.ts';
import { startTelling } from './webhooks/telling.ts';

/** Logs of requests and errors, in the data directory. */
const LOGS = 'logs';

/** 64 MB: the largest published budget that was met has less than a tenth of it. */
export const DEFAULT_UPLOAD_LIMIT = 64 << 20;
export const DEFAULT_PORT = 7788;

export interface ServiceOptions {
  dataDirectory: string;
  /** An existing PostgreSQL instead of the embedded one. */
  databaseUrl?: string | undefined;
  /** This port and no other; without it the first free one from 7788 on. */
  port?: number | undefined;
  /** A new data directory becomes a demonstration: invented people, whom one click signs in. */
  demonstration?: boolean | undefined;
  /** Folder of documents that a demonstration shows. */
  examplesDirectory?: string | undefined;
  /** The built page. */
  webDirectory?: string | undefined;
  uploadLimit?: number | undefined;
  /** Takes the lines of the log; without it they go to files in the data directory. */
  logLine?: ((line: string) => void) | undefined;
  /** Hears, in Chinese, what is being done. */
  say(line: string): void;
  /** Hears of errors that are ours. */
  log(error: unknown): void;
}

export interface Service {
  address: string;
  /** Ends server, jobs, workers and database, in this order. */
  close(): Promise<void>;
}

/**
 * Brings the whole service up: database, examples, page. What was begun is ended again when a step fails.
 *
 * @throws DatabaseFailure, ListenFailure with words for the person who started the program
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { say } = options;
  const now = () => new Date();
  const endings: (() => Promise<void>)[] = [];
  let lines: Log | undefined;
  /** To who started the program, and into the log, which keeps nothing of what the error was about. */
  const log = (error: unknown) => {
    options.log(error);
    if (lines !== undefined) errorsTo(lines)(error);
  };
  const close = async () => {
    for (const end of endings.splice(0).reverse()) {
      try {
        await end();
      } catch (error) {
        log(error);
      }
    }
  };

  try {
    const { dataDirectory, databaseUrl } = options;
    const { store, audits } = await openData({ dataDirectory, databaseUrl, say, now });
    endings.push(() => store.close());
    lines =
      options.logLine === undefined
        ? await logToFiles({
            directory: join(dataDirectory, LOGS),
            now,
            complain: options.log,
            keepDays: () => logDays(store),
          })
        : logTo(options.logLine, now);
    endings.push(async () => {
      const open = lines;
      lines = undefined;
      await open?.close();
    });
    const where = store.kind === 'embedded' ? '自带' : '已有';
    say(`数据库已就绪：${where}的 PostgreSQL ${store.serverVersion}，${store.place}`);
    const intake = createIntake({
      onDefect: (name, description) => log(new Error(`defect on reading “${name}”: ${description}`)),
    });
    intake.warm();
    endings.push(() => intake.close());
    const tenants = createTenants({
      store,
      audits,
      intake,
      versions: ownVersions(),
      newId: randomUUID,
      now,
      log,
    });

    const installation = await settleInstallation(store, {
      dataDirectory,
      demonstration: options.demonstration ?? false,
      now: now(),
      say,
    });
    if (installation.kind === 'demonstration') {
      if (await makeDemonstration(store, BUILT_IN_TENANT, now())) say('已建立演示用的单位和人员，均为虚构。');
      const { examplesDirectory } = options;
      if (examplesDirectory !== undefined && existsSync(examplesDirectory)) {
        const { documents, workshop } = tenants.of(BUILT_IN_TENANT);
        const count = await loadExamples(examplesDirectory, documents, workshop, now, say, placeOfExample);
        if (count > 0) say(`已读取示例 ${count} 份`);
        await giveDocuments(store.organisation(BUILT_IN_TENANT), documents, now());
      }
    }

    const identity = createIdentity({
      store,
      oidc: await readOidcFile(dataDirectory),
      demonstration:
        installation.kind === 'demonstration' ? createDemonstration(store, BUILT_IN_TENANT, now) : undefined,
      now,
      newId: randomUUID,
      log,
    });
    const sweeping = await identity.startSweeping();
    endings.push(async () => sweeping.stop());

    const hourly = await setHourly(audits, log);
    endings.push(() => hourly.stop());
    let stale = 0;
    for (const { id } of await store.tenants()) stale += await askForRenewal(tenants.of(id), now());
    if (stale > 0) say(`程序有更新，将在后台重新读取、核对 ${stale} 份文件`);
    await tenants.runner.start();
    endings.push(() => tenants.runner.stop());
    const allTenants = async () => (await store.tenants()).map(({ id }) => id);
    const forgetting = await startForgetting({ ...store, tenants: allTenants, now, log });
    endings.push(async () => forgetting.stop());
    const telling = startTelling({
      tenants: allTenants,
      webhooks: (tenant) => store.webhooks(tenant),
      concerns: (tenant, webhook, event) => concerns(webhook, event, tenants.of(tenant)),
      send,
      now,
      log,
    });
    endings.push(() => telling.stop());
    const commandKey = createCommandKey();
    const { webDirectory } = options;
    const callers = withTokens(identity.sessions, { store, personOf: identity.personOf });
    const metrics = createMetrics();
    endings.push(async () => metrics.close());
    const app = createApplication({
      services: {
        store,
        identity,
        tenants,
        audits,
        intake,
        version: ownVersion(),
        uploadLimit: options.uploadLimit ?? DEFAULT_UPLOAD_LIMIT,
        now,
      },
      identity: callers,
      hosts: installation.hosts,
      commandKey,
      ...(webDirectory !== undefined && existsSync(join(webDirectory, 'index.html'))
        ? { files: createStaticFiles(webDirectory) }
        : {}),
      watch: watch(metrics, lines, operationNames()),
      before: [rateLimit(), scrape({ metrics, gauges: gaugesOf(store, dataDirectory), identity: callers, now })],
      log,
    });
    const { hosts, listen: host } = installation;
    const tls = await keyPairOf(installation, { dataDirectory, now: now(), say });
    const port = options.port ?? installation.port;
    const listening = await listen(app, {
      port: port ?? DEFAULT_PORT,
      exactly: port !== undefined,
      host,
      name: hosts[0] ?? (host === '0.0.0.0' || host === '::' ? 'localhost' : host),
      hosts,
      tls,
    });
    endings.push(() => listening.close());
    endings.push(await commandKey.lay(dataDirectory, { host, port: listening.port, https: tls !== undefined }));
    store.announce(listening.address);
    return { address: listening.address, close };
  } catch (error) {
    await close();
    throw error;
  }
}
