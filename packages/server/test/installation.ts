import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { problemSchema } from '@jizhun/api';
import { createIntake } from '@jizhun/intake';
import type { Role } from '@jizhun/lifecycle';
import { BUILT_IN_TENANT, openStore, PROGRAM, type Stamp, type Store } from '@jizhun/store';
import type { Hono } from 'hono';
import { createApplication } from '../src/application.ts';
import { createAudits } from '../src/audit/audit.ts';
import { createIdentity, type IdentityParts, type IdentityService } from '../src/identity/service.ts';
import type { Services } from '../src/operation.ts';
import { operations } from '../src/operations/index.ts';
import { createTenants } from '../src/tenants.ts';
import { withTokens } from '../src/tokens/identity.ts';
import { temporaryFolder } from './folder.ts';

/** Cheap digests: what is tested is what becomes of them. */
export const CHEAP = { memory: 64, passes: 1 };
export const PASSWORD = 'Rk7-tulpe-91';

/** A clock that tests move. */
export class Clock {
  at: Date;
  constructor(start: string) {
    this.at = new Date(start);
  }
  readonly now = (): Date => new Date(this.at);
  pass(minutes: number): void {
    this.at = new Date(this.at.getTime() + minutes * 60_000);
  }
}

export const DAY_MINUTES = 24 * 60;

/** A browser: keeps cookies, from one address, and holds answers against what operations promise. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** `Set-Cookie` of the last answer. */
  lastCookies: string[] = [];
  readonly #app: Hono;
  readonly origin: string;
  readonly address: string;

  constructor(app: Hono, { origin = 'http://127.0.0.1:7788', address = '10.0.0.1' } = {}) {
    this.#app = app;
    this.origin = origin;
    this.address = address;
  }

  async send(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const url = path.startsWith('/api') ? path : `/api/v1${path}`;
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#app.request(
      `${this.origin}${url}`,
      {
        method,
        headers: { ...(cookie === '' ? {} : { cookie }), 'user-agent': 'test browser', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      { incoming: { socket: { remoteAddress: this.address, remotePort: 1, remoteFamily: 'IPv4' } } },
    );
    this.lastCookies = response.headers.getSetCookie();
    for (const set of this.lastCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/; Max-Age=0/.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    await this.#hold(method, url, response.clone());
    return response;
  }

  async json<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.send(method, path, body);
    if (response.status >= 400) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** `401 sign-in-refused`, or the status alone. */
  async outcome(method: string, path: string, body?: unknown): Promise<string> {
    const response = await this.send(method, path, body);
    if (response.status < 400) return String(response.status);
    return `${response.status} ${((await response.json()) as { code: string }).code}`;
  }

  signIn(login: string, password = PASSWORD): Promise<string> {
    return this.outcome('POST', '/sign-in', { login, password });
  }

  async #hold(method: string, url: string, response: Response): Promise<void> {
    if (response.status >= 400) {
      problemSchema.strict().parse(await response.json());
      return;
    }
    const path = new URL(url, this.origin).pathname.replace('/api/v1', '');
    const operation = operations.find(
      (one) =>
        one.method.toUpperCase() === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path),
    );
    const shape = operation?.answers[response.status];
    if (shape === undefined) throw new Error(`${method} ${path} does not say that it answers ${response.status}`);
    shape.schema?.parse(await response.json());
  }
}

export interface Installation {
  store: Store;
  identity: IdentityService;
  services: Services;
  app: Hono;
  clock: Clock;
  folder: string;
  errors: unknown[];
  browser(options?: { origin?: string; address?: string }): Browser;
  by(): Stamp;
  /** A person with an account, and a role where one is given. */
  person(login: string, options?: { role?: Role; tenant?: number; password?: string | null }): Promise<string>;
  close(): Promise<void>;
}

/** A whole installation on the embedded database, in which people sign in. Its clock stands until it is moved. */
export async function startInstallation(
  parts: Partial<Pick<IdentityParts, 'oidc' | 'demonstration'>> = {},
  hosts: readonly string[] = [],
): Promise<Installation> {
  const folder = temporaryFolder();
  const clock = new Clock('2026-03-31T01:00:00.000Z');
  const errors: unknown[] = [];
  const log = (error: unknown) => errors.push(error);
  const { now } = clock;
  const store = await openStore({ dataDirectory: join(folder.path, 'data'), now });
  const intake = createIntake({ workers: 1 });
  const audits = createAudits(store, folder.path, now);
  const versions = { opener: 'o1', reader: 'r1', rules: 'c1' };
  const tenants = createTenants({ store, audits, intake, versions, newId: randomUUID, now, log });
  const identity = createIdentity({ store, now, newId: randomUUID, log, costs: CHEAP, oidc: undefined, ...parts });
  const services = { store, identity, tenants, audits, intake, version: '0.0.0', uploadLimit: 1 << 20, now };
  const callers = withTokens(identity.sessions, { store, personOf: identity.personOf });
  const app = createApplication({ services, identity: callers, hosts, log });
  const by = (): Stamp => ({ at: now(), actor: PROGRAM, origin: '测试' });
  return {
    store,
    identity,
    services,
    app,
    clock,
    folder: folder.path,
    errors,
    by,
    browser: (options) => new Browser(app, options),
    async person(login, { role, tenant = BUILT_IN_TENANT, password = PASSWORD } = {}) {
      const id = randomUUID();
      const organisation = store.organisation(tenant);
      const authority = randomUUID();
      await organisation.applyChanges(
        [
          { operation: 'person.add', id, name: `人员${login}` },
          ...(role === undefined
            ? []
            : [
                ...(role.endsWith('-administrator')
                  ? []
                  : [
                      {
                        operation: 'authority.add' as const,
                        id: authority,
                        from: '2020-01-01',
                        name: `示例县财政局${login}`,
                      },
                    ]),
                {
                  operation: 'assignment.give' as const,
                  id: randomUUID(),
                  person: id,
                  role,
                  from: '2020-01-01',
                  ...(role.endsWith('-administrator') ? {} : { authority }),
                },
              ]),
        ],
        by(),
      );
      const account = { person: id, login, password: password !== null };
      const made = await identity.administration.create(tenant, account, by());
      if (password !== null && made.password !== null) {
        const first = new Browser(app, { address: `10.9.0.${Math.floor(Math.random() * 250)}` });
        await first.json('POST', '/sign-in', { login, password: made.password });
        await first.json('POST', '/me/password', { current: made.password, next: password });
        await first.outcome('POST', '/sign-out', {});
      }
      return id;
    },
    async close() {
      await intake.close();
      await store.close();
      folder.remove();
    },
  };
}
