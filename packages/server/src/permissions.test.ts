import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  canEver,
  type Operation as LifecycleOperation,
  permissionOf,
  type Role,
  readingOf,
  roleNames,
  type Subject,
} from '@jizhun/lifecycle';
import { strFromU8, unzipSync } from 'fflate';
import type { Hono } from 'hono';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CASES, type Case } from '../test/cases.ts';
import { idOf, PERSON_HEADER, testIdentity } from '../test/people.ts';
import { makeWorld, OUTSIDE, type Thing, type World } from '../test/world.ts';
import { createApplication } from './application.ts';
import type { Principal } from './identity/principal.ts';
import type { Operation } from './operation.ts';
import { operations } from './operations/index.ts';

let world: World;
let app: Hono;
const callers = testIdentity();

beforeAll(async () => {
  world = await makeWorld();
  for (const principal of world.people.values()) callers.add(principal);
  app = createApplication({
    services: world.installation.services,
    identity: callers,
    log: (error) => world.installation.errors.push(error),
  });
}, 60_000);
afterAll(() => world?.close());

type Verdict = 'let in' | '401' | '403' | '404';

const NO_THING: Thing = { place: '', id: '', subject: {} };

function addressOf(operation: Operation, { params = {}, query, on }: Case, thing: Thing): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = params[name] ?? (name === 'id' && on !== undefined ? thing.id : undefined);
    if (value === undefined) throw new Error(`the case of ${operation.id} does not say what {${name}} is`);
    return value;
  });
  const asked = query === undefined ? '' : `?${new URLSearchParams(query(thing))}`;
  return `http://127.0.0.1:7788/api/v1${path}${asked}`;
}

/** What concerns a session itself is asked in a new one, so that those who ask stay signed in. */
async function inOwnSession(operation: Operation, given: Case, caller: Principal): Promise<Response> {
  const body = given.body === undefined ? undefined : JSON.stringify(given.body(NO_THING));
  return world.installation.app.request(addressOf(operation, given, NO_THING), {
    method: operation.method.toUpperCase(),
    headers: { cookie: await world.signIn(caller) },
    ...(body === undefined ? {} : { body }),
  });
}

async function call(operation: Operation, given: Case, thing: Thing, caller: Principal | undefined): Promise<Response> {
  const body = given.bytes ?? (given.body === undefined ? undefined : JSON.stringify(given.body(thing)));
  return app.request(addressOf(operation, given, thing), {
    method: operation.method.toUpperCase(),
    ...(body === undefined ? {} : { body }),
    ...(caller === undefined ? {} : { headers: { [PERSON_HEADER]: caller.person } }),
  });
}

/** What an answer means to who asked. Hidden is what is answered in the very words of what is not there. */
async function verdictOf(operation: Operation, response: Response): Promise<Verdict> {
  if (response.status === 401) {
    return ((await response.json()) as { code: string }).code === 'not-signed-in' ? '401' : 'let in';
  }
  if (response.status !== 403 && response.status !== 404) {
    expect(response.status, `${operation.id}: ${await response.clone().text()}`).toBeLessThan(500);
    return 'let in';
  }
  const { code, detail } = (await response.json()) as { code: string; detail: string };
  if (response.status === 403) return code === 'not-permitted' ? '403' : 'let in';
  const { needs } = operation;
  // Without such words the handler itself found nothing.
  if (needs === 'command') return '404';
  return typeof needs === 'object' && 'missing' in needs && detail === `没有${needs.missing}。` ? '404' : 'let in';
}

/** What the table says. */
function expected(operation: Operation, { also = [] }: Case, { subject }: Thing, caller: Principal): Verdict {
  const { needs } = operation;
  if (needs === 'command') return '404';
  if (typeof needs === 'string') return 'let in';
  const may = (wanted: LifecycleOperation, about: Subject) => permissionOf(caller, wanted, about) !== undefined;
  const further = (): Verdict => (also.every(([wanted, about]) => may(wanted, about)) ? 'let in' : '403');
  if ('among' in needs) return canEver(caller, needs.operation) ? further() : '403';
  if (!('subject' in needs)) return may(needs.operation, {}) ? further() : '403';
  if (subject === undefined) return '404';
  // The subject of what names none is the caller.
  const about = Object.keys(subject).length === 0 ? { person: caller.person } : subject;
  if (may(needs.operation, about)) return further();
  const reading = readingOf(needs.operation);
  return reading !== undefined && may(reading, about) ? '403' : '404';
}

/** Everything legible in an answer. */
async function textOf(response: Response): Promise<string> {
  const bytes = new Uint8Array(await response.arrayBuffer());
  const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
  return isZip
    ? Object.values(unzipSync(bytes))
        .map((part) => strFromU8(part))
        .join('\n')
    : strFromU8(bytes);
}

/** The trail tells what was done to documents; who gives roles sees what was given. */
const NAMES_DOCUMENTS = ['listAudit', 'exportAudit'];
const NAMES_GIVEN = ['listPeople', 'getPerson', 'listAssignments'];

/** Names of documents that the caller may not read, and everything of another tenant. */
async function hiddenFrom(caller: Principal): Promise<string[]> {
  const documents = await world.things('document', caller);
  return documents
    .filter(({ subject }) => subject !== undefined && permissionOf(caller, 'document.read', subject) === undefined)
    .map(({ place }) => `文件标记-${place}.txt`);
}

test('every operation has a case, and every case an operation', () => {
  expect(Object.keys(CASES).sort()).toEqual(operations.map(({ id }) => id).sort());
});

const caseOf = ({ id }: Operation): Case => {
  const given = CASES[id];
  if (given === undefined) throw new Error(`no case for ${id}`);
  return given;
};

describe.each(roleNames.map((role) => [role] as const))('%s', (role: Role) => {
  test('is let in, refused, or told of nothing, by each operation on each thing, as the table says', async () => {
    const caller = world.people.get(role);
    if (caller === undefined) throw new Error(`nobody is ${role}`);
    const hidden = await hiddenFrom(caller);
    const wrong: string[] = [];
    for (const operation of operations) {
      const given = caseOf(operation);
      const things = given.on === undefined ? [NO_THING] : await world.things(given.on, caller);
      for (const thing of things) {
        const response = await (operation.needs === 'session'
          ? inOwnSession(operation, given, caller)
          : call(operation, given, thing, caller));
        const text = response.ok && response.status !== 204 ? await textOf(response.clone()) : '';
        const actual = await verdictOf(operation, response);
        const wanted = expected(operation, given, thing, caller);
        const where = `${operation.id} ${thing.place}`;
        if (actual !== wanted) wrong.push(`${where}: ${actual} (${response.status}), not ${wanted}`);
        if (thing.subject === undefined && response.ok)
          wrong.push(`${where}: ${response.status} for what is not there`);
        if (text.includes(OUTSIDE)) wrong.push(`${where}: tells of another tenant`);
        for (const name of hidden) {
          const told =
            NAMES_DOCUMENTS.includes(operation.id) ||
            (NAMES_GIVEN.includes(operation.id) && role === 'security-administrator' && name.includes('given'));
          if (text.includes(name) && !told) wrong.push(`${where}: tells of ${name}`);
        }
        if (operation.id === 'deleteDocument' && response.ok)
          await world.installation.store.documents(caller.tenant).restore(thing.id, world.installation.by());
      }
    }
    expect(wrong).toEqual([]);
    expect(world.installation.errors).toEqual([]);
  }, 120_000);
});

test('nobody is let in who is not signed in, but where everyone is', async () => {
  for (const operation of operations) {
    const given = caseOf(operation);
    const verdict = await verdictOf(
      operation,
      await call(operation, given, { ...NO_THING, id: world.colleague }, undefined),
    );
    if (operation.needs === 'nobody') expect(verdict, operation.id).not.toMatch(/401|403/);
    else expect(verdict, operation.id).toBe(operation.needs === 'command' ? '404' : '401');
  }
});

/** Asks for JSON as somebody who is known, or made up here. */
async function ask<T>(caller: Principal, path: string, init: RequestInit = {}): Promise<{ status: number; body: T }> {
  callers.add(caller);
  const headers = { ...init.headers, [PERSON_HEADER]: caller.person };
  const response = await app.request(`http://127.0.0.1:7788/api/v1${path}`, { ...init, headers });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

const personOf = (role: Role): Principal => {
  const principal = world.people.get(role);
  if (principal === undefined) throw new Error(`nobody is ${role}`);
  return principal;
};
const idsOf = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id));
const unitAt = async (place: string) => {
  const things = await world.things('unit', personOf('clerk'));
  return things.find((thing) => thing.place === place)?.id ?? '';
};
const documentAt = async (place: string) => {
  const things = await world.things('document', personOf('clerk'));
  return things.find((thing) => thing.place === place)?.id ?? '';
};

describe('what lists, counts and searches hold', () => {
  test.each(roleNames)('is what the table lets a person read: %s', async (role) => {
    const caller = personOf(role);
    const readable = async (kind: 'document' | 'unit' | 'project', operation: LifecycleOperation) => {
      const things = await world.things(kind, caller);
      const may = ({ subject }: Thing) =>
        subject !== undefined && permissionOf(caller, operation, subject) !== undefined;
      return { may: idsOf(things.filter(may)), not: idsOf(things.filter((thing) => !may(thing))) };
    };
    const hold = (rows: readonly { id: string }[], { may, not }: { may: Set<string>; not: Set<string> }) => {
      const found = idsOf(rows);
      expect([...may].filter((id) => !found.has(id))).toEqual([]);
      expect([...not].filter((id) => found.has(id))).toEqual([]);
    };
    const documents = await readable('document', 'document.read');
    const { body: listed } = await ask<{ documents: { id: string; may: Record<string, boolean> }[] }>(
      caller,
      '/documents',
    );
    hold(listed.documents, documents);
    // The page offers what the table lets them do.
    for (const { id, subject } of await world.things('document', caller)) {
      const row = listed.documents.find((one) => one.id === id);
      if (row === undefined || subject === undefined) continue;
      for (const verb of ['correct', 'suppress', 'remove'] as const)
        expect(row.may[verb]).toBe(permissionOf(caller, `document.${verb}`, subject) !== undefined);
      const detail = await ask<{ document: { may: unknown } }>(caller, `/documents/${id}`);
      expect(detail.body.document.may).toEqual(row.may);
    }
    const { body: health } = await ask<{ documents: { total: number } }>(caller, '/health');
    expect(health.documents.total).toBe(listed.documents.length);

    for (const [path, key, kind, operation] of [
      ['/units', 'units', 'unit', 'unit.read'],
      [`/units?search=${encodeURIComponent('单位标记')}&ended=1`, 'units', 'unit', 'unit.read'],
      ['/projects?limit=1000', 'projects', 'project', 'project.read'],
      [`/projects?limit=1000&search=${encodeURIComponent('项目标记')}`, 'projects', 'project', 'project.read'],
    ] as const) {
      const answer = await ask<Record<string, { id: string }[]>>(caller, path);
      if (canEver(caller, operation)) hold(answer.body[key] ?? [], await readable(kind, operation));
      else expect(answer.status).toBe(403);
    }
    const hiddenUnit = [...(await readable('project', 'project.read')).not][0];
    const projects = await ask<{ projects?: { id: string }[] }>(caller, `/projects?unit=${hiddenUnit}`);
    expect(projects.body.projects ?? []).toEqual([]);

    const { may } = await readable('project', 'project.read');
    const exported = await app.request('http://127.0.0.1:7788/api/v1/lists/projects', {
      headers: { [PERSON_HEADER]: caller.person },
    });
    if (exported.ok) {
      const text = await textOf(exported);
      for (const { id, place } of await world.things('project', caller))
        expect(text.includes(`项目标记-${place}<`), place).toBe(may.has(id));
    }
  });
});

describe('several documents at once', () => {
  const together = (caller: Principal, documents: string[]) =>
    ask<{ detail?: string }>(caller, '/checks', { method: 'POST', body: JSON.stringify({ documents }) });

  test('one that may not be read is as if it were not there, whoever’s it is', async () => {
    const clerk = personOf('clerk');
    const own = await documentAt('unit');
    expect((await together(clerk, [own, await documentAt('example')])).status).toBe(200);
    const answers = [];
    for (const place of ['sibling', 'nobody', 'office', 'other-office', 'other-tenant', 'nothing'])
      answers.push(await together(clerk, [own, await documentAt(place)]));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.status).toBe(404);
    const suppression = { fingerprint: 'x', reason: '没有', together: [own, await documentAt('sibling')] };
    const body = JSON.stringify(suppression);
    const suppressed = await ask(clerk, `/documents/${own}/suppressions`, { method: 'POST', body });
    expect(suppressed.status).toBe(404);
  });
});

test('history of what is another tenant’s tells nothing', async () => {
  const keeper = personOf('audit-administrator');
  const id = await documentAt('other-tenant');
  const { body } = await ask<{ events: { operation: string }[] }>(keeper, `/audit?document=${id}`);
  expect(body.events.every(({ operation }) => operation === 'audit.read')).toBe(true);
});

test('the same bytes in two units are two documents, of which neither answer tells the other', async () => {
  const text = '绩效目标：修建道路三公里。两个单位各有一份。';
  const add = (caller: Principal, unit?: string) =>
    ask<{ created: boolean; document: { id: string; name: string; unit?: string } }>(
      caller,
      `/documents?name=${encodeURIComponent(`${caller.login}.txt`)}${unit === undefined ? '' : `&unit=${unit}`}`,
      { method: 'POST', body: text },
    );
  const reviewer = personOf('department-reviewer');
  const clerk = personOf('clerk');
  const theirs = await add(reviewer, await unitAt('sibling'));
  const own = await add(clerk);
  expect([theirs.status, own.status]).toEqual([201, 201]);
  expect(own.body.document.id).not.toBe(theirs.body.document.id);
  expect(own.body.document.unit).toBe(await unitAt('unit'));
  expect(own.body.document.name).toBe(`${clerk.login}.txt`);
  const again = await add(personOf('unit-head'));
  expect(again).toMatchObject({ status: 200, body: { created: false, document: { id: own.body.document.id } } });
  // Who belongs to an authority adds to that authority, and one beside it has a document of its own.
  const budget = personOf('budget-office');
  const [seat] = budget.assignments;
  const county = await add(budget);
  expect(county).toMatchObject({ status: 201, body: { document: { authority: seat?.authority } } });
  expect(county.body.document.unit).toBeUndefined();
  const neighbour: Principal = {
    ...budget,
    person: idOf(1, 96),
    login: 'neighbour',
    assignments: budget.assignments.map((one) => ({ ...one, authority: idOf(4, 3) })),
  };
  callers.add(neighbour);
  const theirOwn = await add(neighbour);
  expect(theirOwn).toMatchObject({ status: 201, body: { created: true, document: { authority: idOf(4, 3) } } });
  expect((await ask(neighbour, `/documents/${county.body.document.id}`)).status).toBe(404);
  expect((await ask(budget, `/documents/${theirOwn.body.document.id}`, { method: 'DELETE' })).status).toBe(404);
});

describe('a token', () => {
  const token = (role: Role, more: Partial<Principal>): Principal => {
    const { session: _, ...principal } = personOf(role);
    return { ...principal, person: principal.person, channel: 'token', ...more };
  };
  const put = (principal: Principal) => callers.add(principal);
  const back = (role: Role) => callers.add(personOf(role));

  test('is good for its scopes only, and never for what only the page may do', async () => {
    const reading = token('performance-office', { scopes: new Set(['document.read']) });
    const own = await documentAt('unit');
    expect((await ask(reading, `/documents/${own}`)).status).toBe(200);
    for (const operation of operations) {
      const { needs } = operation;
      if (needs === 'nobody' || needs === 'person' || needs === 'command') continue;
      if (typeof needs === 'object' && needs.operation === 'document.read') continue;
      put(reading);
      const given = caseOf(operation);
      for (const thing of given.on === undefined ? [NO_THING] : (await world.things(given.on, reading)).slice(0, 1)) {
        const { status } = await call(operation, given, thing, reading);
        expect([403, 404], `${operation.id} ${thing.place}: ${status}`).toContain(status);
      }
    }
    back('performance-office');
  });

  test('of a unit reaches that unit and those below it', async () => {
    const limited = token('performance-office', {
      scopes: new Set(['document.read', 'document.add', 'unit.read']),
      tokenUnit: await unitAt('department'),
    });
    const statuses: Record<string, number> = {};
    for (const { place, id } of await world.things('document', limited))
      statuses[place] = (await ask(limited, `/documents/${id}`)).status;
    const let_in = Object.keys(statuses).filter((place) => statuses[place] === 200);
    expect(let_in.sort()).toEqual(['department', 'sibling', 'unit']);
    const { body } = await ask<{ documents: { name: string; unit?: string }[] }>(limited, '/documents');
    const units = [await unitAt('department'), await unitAt('sibling'), await unitAt('unit')];
    expect(body.documents.length).toBeGreaterThanOrEqual(3);
    expect(body.documents.every(({ unit }) => unit !== undefined && units.includes(unit))).toBe(true);
    const listed = await ask<{ units: { id: string }[] }>(limited, '/units');
    expect(idsOf(listed.body.units)).toEqual(new Set(units));
    back('performance-office');
  });
});

test('who has to change the password first does nothing else', async () => {
  const due = { ...personOf('system-administrator'), mustChangePassword: true };
  callers.add(due);
  for (const operation of operations) {
    if (operation.needs === 'nobody' || operation.needs === 'command') continue;
    const given = caseOf(operation);
    const [thing = NO_THING] = given.on === undefined ? [] : await world.things(given.on, due);
    const response = await call(operation, given, thing, due);
    const { code } = response.status === 403 ? ((await response.json()) as { code: string }) : { code: '' };
    expect(code === 'password-change-due', operation.id).toBe(operation.despitePasswordDue !== true);
  }
  callers.add(personOf('system-administrator'));
});

test('a deputy acts in the name of who is stood in for, but as themselves where they may', async () => {
  const clerk = personOf('clerk');
  const id = await documentAt('sibling');
  const standIn: Principal = {
    ...clerk,
    assignments: [
      {
        id: 'deputy',
        role: 'performance-office',
        authority: 'unused',
        inCharge: [],
        items: [],
        deputyFor: { id: 'x', name: '李四' },
      },
      ...personOf('department-reviewer').assignments.map((held) => ({ ...held, deputyFor: { id: 'y', name: '王五' } })),
      ...clerk.assignments,
    ],
  };
  const correct = (document: string) =>
    ask(standIn, `/documents/${document}/corrections`, {
      method: 'POST',
      body: JSON.stringify({ edits: [{ path: '/title', from: null, to: `题目 ${document}` }] }),
    });
  expect([(await correct(id)).status, (await correct(await documentAt('unit'))).status]).toEqual([201, 201]);
  const trail = world.installation.store.trail(clerk.tenant);
  const actorOf = async (document: string) =>
    (await trail.list({ subject: { kind: 'document', id: document }, limit: 1 }))[0]?.actor;
  expect(await actorOf(id)).toBe(`${clerk.name}（${clerk.login}），代王五`);
  expect(await actorOf(await documentAt('unit'))).toBe(`${clerk.name}（${clerk.login}）`);
  callers.add(clerk);
});

test('asking for permission looks the tree up once, whatever the number of units', async () => {
  let looked = 0;
  const { services } = world.installation;
  const counting = createApplication({
    services: {
      ...services,
      tenants: {
        ...services.tenants,
        of(tenant) {
          const own = services.tenants.of(tenant);
          const tree: typeof own.organisation.tree = (day) => {
            looked++;
            return own.organisation.tree(day);
          };
          return { ...own, organisation: { ...own.organisation, tree } };
        },
      },
    },
    identity: callers,
    log: () => {},
  });
  const headers = { [PERSON_HEADER]: personOf('performance-office').person };
  for (const path of ['/documents', `/documents/${await documentAt('unit')}`, '/health']) {
    looked = 0;
    expect((await counting.request(`http://127.0.0.1:7788/api/v1${path}`, { headers })).status).toBe(200);
    expect(looked, path).toBe(1);
  }
});

test('nobody else in the server asks the table', () => {
  const asking = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter(
    (file) =>
      /\.ts$/.test(file) &&
      !/\.test\.ts$/.test(file) &&
      /\b(permissionOf|canEver|grantOf)\b/.test(readFileSync(join(import.meta.dirname, file), 'utf8')),
  );
  expect(asking).toEqual(['permit.ts']);
});
