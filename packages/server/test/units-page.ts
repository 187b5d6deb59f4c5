import { randomUUID } from 'node:crypto';
import { createIntake, type Intake } from '@jizhun/intake';
import { BUILT_IN_TENANT, type Change, openStore, PROGRAM, type Stamp } from '@jizhun/store';
import { createApplication } from '../src/application.ts';
import { createAudits } from '../src/audit/audit.ts';
import { listen } from '../src/http/listen.ts';
import { createIdentity } from '../src/identity/service.ts';
import { createTenants } from '../src/tenants.ts';
import { temporaryFolder } from './folder.ts';
import { Browser, CHEAP, PASSWORD } from './installation.ts';

const DEPARTMENTS = 100;
const BELOW_EACH = 49;

/** 5,000 units of one authority: 100 departments with 49 units each, and someone who may see them all. */
function county(authority: string): Change[] {
  const day = '2020-01-01';
  const departments = Array.from({ length: DEPARTMENTS }, () => randomUUID());
  return [
    { operation: 'authority.add', id: authority, from: day, name: '示例县财政局', adcode: '990121' },
    ...departments.map(
      (id, n): Change => ({
        operation: 'unit.add',
        id,
        from: day,
        name: `示例县第${n}示例局`,
        code: `${100 + n}`,
        kind: 'department',
        authority,
      }),
    ),
    ...departments.flatMap((parent, n) =>
      Array.from(
        { length: BELOW_EACH },
        (_, m): Change => ({
          operation: 'unit.add',
          id: randomUUID(),
          from: day,
          name: `示例县第${n}示例局第${m}示例中心`,
          code: `${100 + n}${String(m).padStart(3, '0')}`,
          kind: 'unit',
          parent,
        }),
      ),
    ),
  ];
}

/** Times in milliseconds from the request on a socket to the last byte of the unpacked answer, over a session. */
export interface UnitsPageTimes {
  /** The first request after a start: nothing is in memory, of the database's neither. */
  cold: number[];
  /** The same again. */
  warm: number[];
  /** Asked by a page that has it already. */
  unchanged: number[];
  /** Of the answer, not packed. */
  characters: number;
}

/** The service as a start finds it: the database is there, nothing of it in memory. */
async function open(path: string, intake: Intake) {
  const store = await openStore({ dataDirectory: path });
  const now = () => new Date();
  const log = (error: unknown) => console.error(error);
  const audits = createAudits(store, path, now);
  const versions = { opener: 'o', reader: 'r', rules: 'c' };
  const tenants = createTenants({ store, audits, intake, versions, newId: randomUUID, now, log });
  const identity = createIdentity({ store, now, newId: randomUUID, log, costs: CHEAP, oidc: undefined });
  const services = { store, identity, tenants, audits, intake, version: '0.0.0', uploadLimit: 1 << 20, now };
  const app = createApplication({ services, identity: identity.sessions, log });
  const listening = await listen(app, { port: 17_788, exactly: false });
  const close = async () => {
    await listening.close();
    await store.close();
  };
  return { store, identity, app, address: listening.address, close };
}

/** Asks for the list of 5,000 units, as a person of their finance authority, from a whole installation of its own. */
export async function measureUnitsPage(coldRounds: number, warmRounds: number): Promise<UnitsPageTimes> {
  const folder = temporaryFolder();
  const intake = createIntake({ workers: 1 });
  let service = await open(folder.path, intake);
  try {
    const by: Stamp = { at: new Date(), actor: PROGRAM, origin: 'bench' };
    const [authority, person] = [randomUUID(), randomUUID()];
    const changes: Change[] = [
      ...county(authority),
      { operation: 'person.add', id: person, name: '示例人员' },
      {
        operation: 'assignment.give',
        id: randomUUID(),
        person,
        role: 'performance-office',
        authority,
        from: '2020-01-01',
      },
    ];
    await service.store.organisation(BUILT_IN_TENANT).applyChanges(changes, by);
    const account = { person, login: 'bench', password: true };
    const made = await service.identity.administration.create(BUILT_IN_TENANT, account, by);
    const browser = new Browser(service.app);
    await browser.json('POST', '/sign-in', { login: 'bench', password: made.password });
    await browser.json('POST', '/me/password', { current: made.password, next: PASSWORD });
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

    const list = async (tag?: string) => {
      const start = performance.now();
      const headers = { cookie, 'accept-encoding': 'gzip', ...(tag === undefined ? {} : { 'if-none-match': tag }) };
      const response = await fetch(`${service.address.replace(/\/$/, '')}/api/v1/units`, { headers });
      const body = await response.text();
      const time = performance.now() - start;
      const units = response.status === 304 ? DEPARTMENTS * (BELOW_EACH + 1) : (JSON.parse(body).count as number);
      if (units !== DEPARTMENTS * (BELOW_EACH + 1)) throw new Error(`${response.status}: ${units} units`);
      return { time, tag: response.headers.get('etag') ?? '', characters: body.length };
    };
    const cold: number[] = [];
    for (let round = 0; round < coldRounds; round++) {
      await service.close();
      service = await open(folder.path, intake);
      cold.push((await list()).time);
    }
    const warm: number[] = [];
    const unchanged: number[] = [];
    let characters = 0;
    for (let round = 0; round < warmRounds; round++) {
      const answer = await list();
      warm.push(answer.time);
      characters = answer.characters;
      unchanged.push((await list(answer.tag)).time);
    }
    return { cold, warm, unchanged, characters };
  } finally {
    await service.close();
    await intake.close();
    folder.remove();
  }
}
