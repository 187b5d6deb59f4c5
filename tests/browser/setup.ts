import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TenantSettings } from '@jizhun/api';
import { type Role, roleNames } from '@jizhun/lifecycle';
import type { TestProject } from 'vitest/node';
import { signIn } from '../sign-in.ts';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the server of this run answers, without a slash at the end. */
    address: string;
    /** The cookie of a session of each role. */
    cookies: Readonly<Record<Role, string>>;
    /** The browser's executable. */
    browser: string;
  }
}

const root = path.resolve(import.meta.dirname, '../..');
const STARTS_WITHIN_MS = 120_000;

/**
 * One server for all browser tests, started the way `npm start` does it, on data of its own, with a session of each role
 * of the demonstration. JIZHUN_ADDRESS names one that runs already, for work on the page.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = await findBrowser();
  project.provide('browser', browser.executable);
  const running = process.env.JIZHUN_ADDRESS;
  if (running) {
    await provide(project, running);
    return async () => {};
  }

  const data = mkdtempSync(path.join(tmpdir(), 'jizhun-browser-test-'));
  // Where the tests run as root, PostgreSQL runs as nobody, who must be able to enter.
  chmodSync(data, 0o755);
  const server = spawn(process.execPath, [path.join(root, 'scripts/start.ts'), '--data', path.join(data, 'data')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DATABASE_URL: '' },
  });
  let output = '';
  const address = await new Promise<string>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`the server did not start in time\n${output}`)), STARTS_WITHIN_MS);
    const hear = (text: string): void => {
      output += text;
      const found = /绩准已启动：(\S+)/.exec(output)?.[1];
      if (!found) return;
      clearTimeout(timer);
      resolve(found);
    };
    server.stdout.setEncoding('utf8').on('data', hear);
    server.stderr.setEncoding('utf8').on('data', hear);
    server.on('exit', (code) => reject(new Error(`the server ended with ${code}\n${output}`)));
  });
  await provide(project, address);
  return async () => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };
}

async function provide(project: TestProject, address: string): Promise<void> {
  const cookies = {} as Record<Role, string>;
  for (const role of roleNames) cookies[role] = await signIn(address, role);
  await allowManySessions(address, cookies['security-administrator']);
  project.provide('address', address.replace(/\/$/, ''));
  project.provide('cookies', cookies);
}

/** Tests sign in as the same few people again and again: none of these sessions is to end another. */
async function allowManySessions(address: string, cookie: string): Promise<void> {
  const settings = new URL('api/v1/settings', `${address.replace(/\/$/, '')}/`);
  const known = (await (await fetch(settings, { headers: { cookie } })).json()) as TenantSettings;
  const answer = await fetch(settings, {
    method: 'PUT',
    headers: { cookie, 'content-type': 'application/json' },
    body: JSON.stringify({ ...known, session: { ...known.session, atOnce: 20 } }),
  });
  if (!answer.ok) throw new Error(`the settings were refused: ${await answer.text()}`);
}
