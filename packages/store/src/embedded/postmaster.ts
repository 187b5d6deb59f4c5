import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseFailure, errorText, postgresFailure } from '../failure.ts';
import { type Account, canEnter, spawnIdentity } from './account.ts';
import type { Binaries } from './binaries.ts';
import { type Cluster, plainEnvironment } from './cluster.ts';
import { isAlive, isTaken, processesIn, servesCluster, waitUntil, workingDirectory } from './process.ts';

/** The number in the socket's file name; nothing listens on that port of the network. */
const SOCKET_PORT = 5432;
const SOCKET_PREFIX = 'jizhun-';
/** A Unix socket's path may have 107 bytes on Linux and 103 on macOS; some are left for safety. */
const LONGEST_SOCKET_PATH = 99;
const LARGEST_LOG = 5_000_000;

const START_LIMIT_MS = 10 * 60_000;
const FAST_STOP_LIMIT_MS = 60_000;
const IMMEDIATE_STOP_LIMIT_MS = 10_000;
const ORPHANS_LIMIT_MS = 15_000;
/** How often, and within what time, a postmaster that died is started again before it is given up. */
const RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;

/** How a client reaches the server: a socket's folder, or a loopback address, with a port. */
export interface Endpoint {
  host: string;
  port: number;
}

/** A running server. */
export interface Postmaster {
  endpoint: Endpoint;
  /** The process at this moment. */
  pid(): number;
  /** Ends it in PostgreSQL's fast mode: clients are cut off, everything committed is on disk. */
  stop(): Promise<void>;
}

interface PidFile {
  pid: number;
  socketDirectory: string;
  status: string;
}

function readPidFile(data: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    const pid = Math.abs(Number(lines[0]));
    return Number.isInteger(pid) && pid > 0
      ? { pid, socketDirectory: lines[4]?.trim() ?? '', status: lines[7]?.trim() ?? '' }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Sends PostgreSQL's request to end: SIGINT is its fast mode, SIGQUIT its immediate one. Windows has no signals. */
function requestStop(pid: number, data: string, binaries: Binaries, mode: 'fast' | 'immediate'): void {
  if (process.platform === 'win32') {
    const control = join(dirname(binaries.postgres), 'pg_ctl.exe');
    spawnSync(control, ['stop', '-D', data, '-m', mode, '-W'], { env: plainEnvironment() });
    return;
  }
  try {
    process.kill(pid, mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
  } catch {
    // It ended by itself in the meantime.
  }
}

async function stopProcess(pid: number, data: string, binaries: Binaries): Promise<void> {
  requestStop(pid, data, binaries, 'fast');
  if (await waitUntil(() => !isAlive(pid), FAST_STOP_LIMIT_MS)) return;
  requestStop(pid, data, binaries, 'immediate');
  await waitUntil(() => !isAlive(pid), IMMEDIATE_STOP_LIMIT_MS);
}

/**
 * Ends what an earlier start left behind in this cluster: a postmaster whose parent was killed, or server processes
 * whose postmaster was. A file `postmaster.pid` whose number PostgreSQL would take for a living postmaster, because
 * another program has it now or nobody collected the dead one, is taken away, but only when no process at all works in
 * the cluster. The caller holds the lock, so nobody else can be using it rightfully.
 */
async function clearLeftovers(cluster: Cluster, binaries: Binaries, say: (line: string) => void): Promise<void> {
  const left = readPidFile(cluster.data);
  if (left === undefined) return;
  if (servesCluster(left.pid, cluster.data)) {
    say('上次未正常退出，数据库仍在运行；正在停止它并重新启动…');
    await stopProcess(left.pid, cluster.data, binaries);
  } else {
    say('上次未正常退出，正在恢复数据库…');
  }
  const inside = () => processesIn(cluster.data);
  await waitUntil(() => (inside()?.length ?? 0) === 0, ORPHANS_LIMIT_MS, 50);
  // A process whose folder we may not see is another user's, which PostgreSQL does not take for its own either.
  const misleads = isTaken(left.pid) && (workingDirectory(left.pid) !== undefined || !isAlive(left.pid));
  if (misleads && inside()?.length === 0) rmSync(join(cluster.data, 'postmaster.pid'), { force: true });
  if (isSocketDirectory(left.socketDirectory)) rmSync(left.socketDirectory, { recursive: true, force: true });
}

const socketParents = () => new Set([tmpdir(), '/tmp', '/run', '/var/tmp']);

/** Whether a path is one that `makeSocketDirectory` may have made: what a file says is never enough to remove a folder. */
function isSocketDirectory(path: string): boolean {
  return socketParents().has(dirname(path)) && /^jizhun-[A-Za-z0-9]{6}$/.test(basename(path));
}

/** Makes a folder for the socket that is short enough and that the account can enter. */
function makeSocketDirectory(account: Account): string {
  const tried: string[] = [];
  for (const parent of socketParents()) {
    if (
      Buffer.byteLength(join(parent, `${SOCKET_PREFIX}XXXXXX`, `.s.PGSQL.${SOCKET_PORT}.lock`)) > LONGEST_SOCKET_PATH
    ) {
      tried.push(`${parent}（路径过长）`);
      continue;
    }
    try {
      const directory = mkdtempSync(join(parent, SOCKET_PREFIX));
      if (account !== undefined) chownSync(directory, account.uid, account.gid);
      chmodSync(directory, 0o700);
      if (canEnter(directory, account)) return directory;
      rmSync(directory, { recursive: true, force: true });
      tried.push(`${parent}（数据库用户进不去）`);
    } catch (error) {
      tried.push(`${parent}（${errorText(error)}）`);
    }
  }
  throw new DatabaseFailure(
    'no-permission',
    `找不到可放数据库套接字的临时目录，试过：${tried.join('、')}。`,
    '请把环境变量 TMPDIR 指到一个路径短、可写的目录，再启动。',
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((settle, fail) => {
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => settle(port));
    });
  });
}

/** Settings of an office's server: small, durable, silent, and deaf to the network. */
function settings(endpoint: Endpoint, transport: 'socket' | 'tcp'): string[] {
  const values: Record<string, string> = {
    listen_addresses: transport === 'tcp' ? endpoint.host : '',
    port: String(endpoint.port),
    unix_socket_directories: transport === 'tcp' ? '' : endpoint.host,
    unix_socket_permissions: '0700',
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    max_connections: '40',
    shared_buffers: '64MB',
    max_wal_size: '512MB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_min_messages: 'warning',
    log_checkpoints: 'off',
    cluster_name: 'jizhun',
  };
  return Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** Opens the log for appending; a large one is set aside first, and the one before it goes. */
function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > LARGEST_LOG) renameSync(path, `${path}.1`);
  return openSync(path, 'a', 0o600);
}

interface Started {
  child: ChildProcess;
  pid: number;
}

/** Starts the program and waits until it accepts connections. @throws DatabaseFailure when it ends before that */
async function launch(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  args: string[],
  say: (line: string) => void,
): Promise<Started> {
  const log = openLog(cluster.log);
  const before = statSync(cluster.log).size;
  const child = spawn(binaries.postgres, ['-D', cluster.data, ...args], {
    ...spawnIdentity(account),
    cwd: '/',
    env: plainEnvironment(),
    stdio: ['ignore', log, log],
    // A process group of its own: Ctrl+C in the terminal reaches us alone, and we end it in order.
    detached: process.platform !== 'win32',
  });
  closeSync(log);
  let failed: Error | undefined;
  child.on('error', (error) => {
    failed = error;
  });

  const ended = () => failed !== undefined || child.exitCode !== null || child.signalCode !== null;
  const ready = () => {
    const file = readPidFile(cluster.data);
    return file?.pid === child.pid && file?.status === 'ready';
  };
  const begun = performance.now();
  let said = false;
  const settled = await waitUntil(() => {
    if (!said && performance.now() - begun > 5_000) {
      said = true;
      say('数据库正在恢复上次未写完的内容，请稍候…');
    }
    return ended() || ready();
  }, START_LIMIT_MS);

  if (!settled) {
    child.kill('SIGQUIT');
    throw new DatabaseFailure('timeout', '数据库十分钟内没有启动完成。', `详情见 ${cluster.log}。`);
  }
  if (ended() || child.pid === undefined) {
    const printed = readFileSync(cluster.log).subarray(before).toString('utf8');
    throw postgresFailure(`${printed}${failed?.message ?? ''}`, cluster.data, cluster.log);
  }
  return { child, pid: child.pid };
}

/**
 * Starts PostgreSQL on a cluster and keeps it running: when its process dies under us it is started again on the same
 * endpoint, so that the next connection finds it. Several deaths within a minute are given up with a message.
 */
export async function startPostmaster(
  cluster: Cluster,
  binaries: Binaries,
  account: Account,
  options: { transport: 'socket' | 'tcp'; say: (line: string) => void },
): Promise<Postmaster> {
  const { transport, say } = options;
  await clearLeftovers(cluster, binaries, say);
  const endpoint: Endpoint =
    transport === 'tcp'
      ? { host: '127.0.0.1', port: await freePort() }
      : { host: makeSocketDirectory(account), port: SOCKET_PORT };
  const removeSocket = () => {
    if (transport === 'socket') rmSync(endpoint.host, { recursive: true, force: true });
  };
  const args = settings(endpoint, transport);

  let stopping = false;
  let restarting: Promise<void> | undefined;
  const deaths: number[] = [];
  let current: Started;
  try {
    current = await launch(cluster, binaries, account, args, say);
  } catch (error) {
    removeSocket();
    throw error;
  }

  // When this process ends in whatever other way, the server is asked to end too.
  const lastWords = () => {
    requestStop(current.pid, cluster.data, binaries, 'fast');
    removeSocket();
  };
  process.on('exit', lastWords);

  const restart = async () => {
    for (;;) {
      const now = performance.now();
      deaths.push(now);
      if (deaths.filter((death) => now - death < RESTART_WINDOW_MS).length > RESTARTS) {
        say(`数据库一分钟内多次意外停止，不再重试；详情见 ${cluster.log}。`);
        return;
      }
      await waitUntil(() => (processesIn(cluster.data)?.length ?? 0) === 0, ORPHANS_LIMIT_MS, 50);
      if (stopping) return;
      try {
        current = await launch(cluster, binaries, account, args, say);
        watch();
        if (stopping) return;
        say('数据库意外停止，已重新启动。');
        return;
      } catch (error) {
        say(`数据库意外停止，重新启动未成：${errorText(error)}`);
        await sleep(500);
      }
    }
  };
  const watch = () => {
    const { child } = current;
    const died = () => {
      if (stopping || child !== current.child) return;
      restarting = restart();
    };
    if (child.exitCode !== null || child.signalCode !== null) died();
    else child.once('exit', died);
  };
  watch();

  return {
    endpoint,
    pid: () => current.pid,
    async stop() {
      stopping = true;
      await restarting;
      process.off('exit', lastWords);
      await stopProcess(current.pid, cluster.data, binaries);
      removeSocket();
    },
  };
}
