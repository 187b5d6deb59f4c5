import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const CLUSTER = path.join('postgres-18', 'cluster');

/** What is killed. */
export type Target = 'server' | 'postmaster' | 'both';

/** The service as people start it, in processes of its own. */
export interface Running {
  address: string;
  pid: number | undefined;
  /** What it printed so far. */
  lines: string[];
  /** Ends it with SIGKILL, or its database under it, or both at once. */
  kill(target: Target): Promise<void>;
  /** Ends it in order. Answers the exit code. */
  stop(): Promise<number | null>;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Begins a start, without waiting for its end. */
export function launch(data: string, port: number): { child: ChildProcess; lines: string[]; address: Promise<string> } {
  const { npm_lifecycle_event, DATABASE_URL, ...env } = process.env;
  const args = [path.join(root, 'scripts', 'start.mjs'), '--port', String(port), '--data', data];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const address = new Promise<string>((settle, fail) => {
    let rest = '';
    const hear = (text: string) => {
      const complete = (rest + text).split('\n');
      rest = complete.pop() ?? '';
      lines.push(...complete);
      const said = complete.map((line) => /^绩准已启动：(\S+)$/.exec(line)?.[1]).find((one) => one !== undefined);
      if (said !== undefined) settle(said);
    };
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    child.on('close', () => fail(new Error(`it ended before it was up:\n${[...lines, rest].join('\n')}`)));
  });
  address.catch(() => {});
  return { child, lines, address };
}

/** Starts the service and waits until it is up. */
export async function start(data: string, port: number): Promise<Running> {
  const { child, lines, address } = launch(data, port);
  const ended = once(child, 'exit');
  return {
    address: await address,
    pid: child.pid,
    lines,
    async kill(target) {
      // Both at once: the server must not get to see that its database is gone.
      if (target !== 'postmaster') child.kill('SIGKILL');
      if (target !== 'server') {
        const pid = postmasterOf(data)?.pid;
        if (pid !== undefined) process.kill(pid, 'SIGKILL');
      }
      if (target !== 'postmaster') await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const [code] = await ended;
      return code as number | null;
    },
  };
}

/** What the cluster says of its postmaster, alive or not. */
export function postmasterOf(data: string): { pid: number; socket: string } | undefined {
  const file = path.join(data, CLUSTER, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, 'utf8').split('\n');
  const pid = Number(lines[0]);
  return pid > 0 ? { pid, socket: lines[4] ?? '' } : undefined;
}

/** The processes that work in the cluster and are no child of another of them. Linux only; elsewhere undefined. */
export function postmastersIn(data: string): number[] | undefined {
  if (process.platform !== 'linux') return undefined;
  const cluster = path.join(data, CLUSTER);
  const inside = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (readlinkSync(`/proc/${name}/cwd`) !== cluster) continue;
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      if (state !== 'Z') inside.set(Number(name), Number(parent));
    } catch {
      // It ended while we looked.
    }
  }
  return [...inside].filter(([, parent]) => !inside.has(parent)).map(([pid]) => pid);
}

/** Kills what a killed start left behind in the cluster, so that a test that failed leaves nothing. */
export function sweep(data: string): void {
  for (const pid of postmastersIn(data) ?? []) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself.
    }
  }
}
