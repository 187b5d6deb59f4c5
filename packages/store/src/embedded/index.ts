import { join } from 'node:path';
import type { ClientConfig } from 'pg';
import { runsAsRoot } from './account.ts';
import { prepareBinaries } from './binaries.ts';
import { accountFor, DATABASE_USER, ensureCluster } from './cluster.ts';
import { locateData, SHARED_DIRECTORY } from './location.ts';
import { holderOf, takeLock } from './lock.ts';
import { startPostmaster } from './postmaster.ts';

export interface EmbeddedOptions {
  /** The folder of the data; made where it is missing. */
  dataDirectory: string;
  /** Hears, in Chinese, of every step that takes long or puts something at an unexpected place. */
  say?: (line: string) => void;
  /** What `nobody` uses where it cannot enter the checkout. Default `/var/lib/jizhun`. */
  sharedDirectory?: string;
  /** Default: a socket, on Windows the loopback address. */
  transport?: 'socket' | 'tcp';
}

/** A PostgreSQL server of our own, running. */
export interface EmbeddedDatabase {
  /** How to connect as its one user; the name of the database is the caller's to choose. */
  connection: ClientConfig;
  /** Where the data lies in fact. */
  home: string;
  /** True where `home` is not the folder that was asked for. */
  moved: boolean;
  /** Tells later starts where the page is. */
  announce(address: string): void;
  /** The postmaster's process at this moment. */
  pid(): number;
  /** Ends the server and gives the data directory free. */
  stop(): Promise<void>;
}

/** The program that uses a data directory now: its process, and where its page is once it listens. */
export function ownerOf(
  dataDirectory: string,
  sharedDirectory = SHARED_DIRECTORY,
): { pid: number; address?: string } | undefined {
  return holderOf(locateData(dataDirectory, accountFor(dataDirectory), sharedDirectory).home);
}

/**
 * Starts the PostgreSQL that npm brought, on `dataDirectory`, as a child of this process: makes the cluster where there
 * is none, ends or recovers what a killed start left, and holds the directory until `stop`.
 *
 * @throws DatabaseFailure with words for the person who started the program
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const say = options.say ?? (() => {});
  const shared = options.sharedDirectory ?? SHARED_DIRECTORY;
  const { home, moved } = locateData(options.dataDirectory, accountFor(options.dataDirectory), shared);
  if (moved) {
    const why = runsAsRoot() ? `当前以 root 运行，数据库用户 nobody 进不去 ${options.dataDirectory}，` : '';
    say(`${why}数据放在 ${home}`);
  }
  const lock = takeLock(home);
  try {
    const account = accountFor(home);
    const copies = account === undefined ? home : shared;
    const binaries = prepareBinaries(account, join(copies, 'postgresql'), say);
    const cluster = await ensureCluster(home, binaries, account, say);
    const transport = options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket');
    const postmaster = await startPostmaster(cluster, binaries, account, { transport, say });
    return {
      connection: {
        host: postmaster.endpoint.host,
        port: postmaster.endpoint.port,
        user: DATABASE_USER,
        password: cluster.password,
      },
      home,
      moved,
      announce: (address) => lock.announce(address),
      pid: () => postmaster.pid(),
      async stop() {
        await postmaster.stop();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}
