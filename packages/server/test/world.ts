import { createHash } from 'node:crypto';
import { type Role, roleNames, type Subject, type UnitLine } from '@jizhun/lifecycle';
import { BUILT_IN_TENANT, type Change, type DocumentPlace } from '@jizhun/store';
import type { Principal } from '../src/identity/principal.ts';
import { type Installation, startInstallation } from './installation.ts';
import { idOf } from './people.ts';

/** What of another tenant is called; no answer may hold it. */
export const OUTSIDE = '外租户';
const FROM = '2020-01-01';

/** Authorities: 省 above 县 and 邻县, 县 above 乡. */
const [PROVINCE, COUNTY, NEIGHBOUR, TOWNSHIP, OUTSIDE_AUTHORITY] = [1, 2, 3, 4, 5].map((n) => idOf(4, n)) as [
  string,
  string,
  string,
  string,
  string,
];

/** Where things are, as seen from unit `unit` and department `department` of the county. */
export const PLACES = [
  'unit',
  'department',
  'sibling',
  'other-department',
  'other-unit',
  'upper-authority',
  'lower-authority',
  'other-authority',
] as const;
export type Place = (typeof PLACES)[number];

const unitId = (place: Place | 'outside') => idOf(3, place === 'outside' ? 99 : PLACES.indexOf(place) + 1);

/** Written by hand, so that they are not what is tested. */
export const LINES: Readonly<Record<Place, UnitLine>> = {
  unit: { units: [unitId('unit'), unitId('department')], authorities: [COUNTY, PROVINCE] },
  department: { units: [unitId('department')], authorities: [COUNTY, PROVINCE] },
  sibling: { units: [unitId('sibling'), unitId('department')], authorities: [COUNTY, PROVINCE] },
  'other-department': { units: [unitId('other-department')], authorities: [COUNTY, PROVINCE] },
  'other-unit': { units: [unitId('other-unit'), unitId('other-department')], authorities: [COUNTY, PROVINCE] },
  'upper-authority': { units: [unitId('upper-authority')], authorities: [PROVINCE] },
  'lower-authority': { units: [unitId('lower-authority')], authorities: [TOWNSHIP, COUNTY, PROVINCE] },
  'other-authority': { units: [unitId('other-authority')], authorities: [NEIGHBOUR, PROVINCE] },
};

/** Something that operations may be asked for. Without a subject it is not there, as far as the caller can know. */
export interface Thing {
  place: string;
  id: string;
  subject: Subject | undefined;
}

export type Kind = 'document' | 'unit' | 'project' | 'person' | 'assignment' | 'job' | 'token' | 'session';

/** Two tenants in one database: one with units of every relation and a person of every role, and another one. */
export interface World {
  installation: Installation;
  outside: number;
  people: ReadonlyMap<Role, Principal>;
  /** Someone of the same tenant who calls nothing. */
  colleague: string;
  /** All things of a kind, among them some of another tenant and one that nobody has. */
  things(kind: Kind, caller: Principal): Promise<Thing[]>;
  /** The cookie of a new session of a person. */
  signIn(caller: Principal): Promise<string>;
  close(): Promise<void>;
}

const NOBODY = idOf(9, 999);
const nothing: Thing = { place: 'nothing', id: NOBODY, subject: undefined };

function seatOf(role: Role): {
  unit?: string;
  authority?: string;
  items?: { kind: 'unit' | 'document'; id: string }[];
} {
  switch (role) {
    case 'clerk':
    case 'unit-head':
      return { unit: unitId('unit') };
    case 'department-reviewer':
      return { unit: unitId('department') };
    case 'finance-desk':
      return { authority: COUNTY, items: [{ kind: 'unit', id: unitId('department') }] };
    case 'third-party':
      return { authority: COUNTY, items: [{ kind: 'unit', id: unitId('sibling') }] };
    case 'performance-office':
    case 'budget-office':
    case 'auditor':
      return { authority: COUNTY };
    default:
      return {};
  }
}

function organisation(): Change[] {
  const authority = (id: string, name: string, parent: string | null): Change => ({
    operation: 'authority.add',
    id,
    from: FROM,
    name,
    parent,
  });
  const unit = (place: Place, kind: 'unit' | 'department'): Change => {
    const [, parent = null] = LINES[place].units;
    const [own] = LINES[place].authorities;
    return {
      operation: 'unit.add',
      id: unitId(place),
      from: FROM,
      name: `单位标记-${place}`,
      kind,
      parent,
      ...(own === undefined ? {} : { authority: own }),
    };
  };
  return [
    authority(PROVINCE, '示例省财政厅', null),
    authority(COUNTY, '示例县财政局', PROVINCE),
    authority(NEIGHBOUR, '邻县财政局', PROVINCE),
    authority(TOWNSHIP, '示例乡财政所', COUNTY),
    unit('department', 'department'),
    unit('unit', 'unit'),
    unit('sibling', 'unit'),
    unit('other-department', 'department'),
    unit('other-unit', 'unit'),
    unit('upper-authority', 'department'),
    unit('lower-authority', 'department'),
    unit('other-authority', 'department'),
    ...PLACES.map(
      (place, n): Change => ({
        operation: 'project.add',
        id: idOf(5, n + 1),
        unit: unitId(place),
        name: `项目标记-${place}`,
        fromYear: 2025,
      }),
    ),
  ];
}

export async function makeWorld(): Promise<World> {
  const installation = await startInstallation();
  const { store, services, identity, by, clock } = installation;
  const outside = await store.tenantList.add(OUTSIDE, by());
  const own = store.organisation(BUILT_IN_TENANT);
  const other = store.organisation(outside);
  const outsider = idOf(1, 98);
  const colleague = idOf(1, 97);
  await own.applyChanges(organisation(), by());

  const addDocument = async (tenant: number, id: string, name: string, where: DocumentPlace & { example?: true }) => {
    const bytes = new TextEncoder().encode(`${name} 绩效目标表`);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const source = { name, sha256, mediaType: 'text/plain' };
    const { example = false, ...place } = where;
    await store.documents(tenant).add(
      { id, name, sha256, mediaType: 'text/plain', bytes, example, ...place },
      {
        readerVersion: 'r1',
        disclosure: {
          schema: 'jizhun/disclosure@1',
          source,
          goalSheets: [],
          budgetTables: [],
          statements: [],
          unread: [],
          provenance: {},
        },
        notices: [],
        summary: { sheetCount: 0, indicatorCount: 0, tableCount: 0, amountFen: null, unreadCount: 0 },
      },
      { rulesVersion: 'c1', report: { source, findings: [], unchecked: [], suppressed: [] } },
      by(),
    );
  };

  const documents: Thing[] = [];
  for (const [n, place] of PLACES.entries()) {
    const id = idOf(6, n + 1);
    await addDocument(BUILT_IN_TENANT, id, `文件标记-${place}.txt`, { unit: unitId(place) });
    documents.push({ place, id, subject: { unit: LINES[place], item: { kind: 'document', id } } });
  }
  const offices: readonly (DocumentPlace & { place: string; line?: UnitLine; example?: true })[] = [
    { place: 'nobody' },
    { place: 'example', example: true },
    {
      place: 'example-of-other-authority',
      example: true,
      unit: unitId('other-authority'),
      line: LINES['other-authority'],
    },
    { place: 'office', authority: COUNTY, line: { units: [], authorities: [COUNTY, PROVINCE] } },
    { place: 'upper-office', authority: PROVINCE, line: { units: [], authorities: [PROVINCE] } },
    { place: 'lower-office', authority: TOWNSHIP, line: { units: [], authorities: [TOWNSHIP, COUNTY, PROVINCE] } },
    { place: 'other-office', authority: NEIGHBOUR, line: { units: [], authorities: [NEIGHBOUR, PROVINCE] } },
  ];
  for (const [n, { place, line, ...where }] of offices.entries()) {
    const id = idOf(6, 20 + n);
    await addDocument(BUILT_IN_TENANT, id, `文件标记-${place}.txt`, where);
    documents.push({
      place,
      id,
      subject: {
        item: { kind: 'document', id },
        ...(line === undefined ? {} : { unit: line }),
        ...(where.example === undefined ? {} : { shared: true }),
      },
    });
  }
  /** One document that the third party was given, of a unit that it was not. */
  const given = idOf(6, 30);
  await addDocument(BUILT_IN_TENANT, given, '文件标记-given.txt', { unit: unitId('other-unit') });
  documents.push({
    place: 'given',
    id: given,
    subject: { unit: LINES['other-unit'], item: { kind: 'document', id: given } },
  });

  await other.applyChanges(
    [
      { operation: 'authority.add', id: OUTSIDE_AUTHORITY, from: FROM, name: `${OUTSIDE}财政局` },
      {
        operation: 'unit.add',
        id: unitId('outside'),
        from: FROM,
        name: `${OUTSIDE}单位`,
        kind: 'department',
        authority: OUTSIDE_AUTHORITY,
      },
      { operation: 'project.add', id: idOf(5, 99), unit: unitId('outside'), name: `${OUTSIDE}项目`, fromYear: 2025 },
      { operation: 'person.add', id: outsider, name: `${OUTSIDE}人员` },
      {
        operation: 'assignment.give',
        id: idOf(2, 98),
        person: outsider,
        role: 'clerk',
        unit: unitId('outside'),
        from: FROM,
      },
    ],
    by(),
  );
  const foreign = (kind: number, n = 99): Thing => ({ place: 'other-tenant', id: idOf(kind, n), subject: undefined });
  await addDocument(outside, idOf(6, 98), `${OUTSIDE}单位的文件.txt`, { unit: unitId('outside') });
  await addDocument(outside, idOf(6, 99), `${OUTSIDE}的文件.txt`, {});

  // People of every role, each with an account, a job and a token.
  const everyone = [...roleNames.map((role, n) => ({ role, person: idOf(1, n + 1), assignment: idOf(2, n + 1) }))];
  const people = new Map<Role, Principal>();
  await own.applyChanges(
    [
      ...everyone.flatMap(({ role, person, assignment }): Change[] => {
        const { items, ...place } = seatOf(role);
        const more = role === 'third-party' ? [{ kind: 'document' as const, id: given }] : [];
        return [
          { operation: 'person.add', id: person, name: `人员${role}` },
          {
            operation: 'assignment.give',
            id: assignment,
            person,
            role,
            from: FROM,
            ...(role === 'third-party' ? { to: '2026-12-31' } : {}),
            ...place,
            ...(items === undefined ? {} : { items: [...items, ...more] }),
          },
        ];
      }),
      { operation: 'person.add', id: colleague, name: '同事' },
      {
        operation: 'assignment.give',
        id: idOf(2, 97),
        person: colleague,
        role: 'clerk',
        unit: unitId('unit'),
        from: FROM,
      },
    ],
    by(),
  );
  const belongings = async (tenant: number, person: string, n: number) => {
    await identity.administration.create(tenant, { person, login: `person-${n}`, password: true }, by());
    const job = { id: idOf(7, n), kind: 'documents.renew', input: {}, mostAttempts: 1, person };
    await store.jobs(tenant).add({ ...job, dueAt: new Date('2099-01-01T00:00:00Z') }, by());
    const hash = createHash('sha256').update(`token ${n}`).digest('hex');
    const expiresAt = new Date(clock.now().getTime() + 86_400_000);
    await store
      .tokens(tenant)
      .issue({ id: idOf(8, n), hash, name: `令牌 ${n}`, person, scopes: ['document.read'], expiresAt }, by());
  };
  for (const [n, { role, person }] of everyone.entries()) {
    await belongings(BUILT_IN_TENANT, person, n + 1);
    const known = await identity.personOf(BUILT_IN_TENANT, person, clock.now());
    if (known === undefined) throw new Error(`nobody is ${role}`);
    people.set(role, { ...known, channel: 'session', session: idOf(9, n + 1) });
  }
  await belongings(BUILT_IN_TENANT, colleague, 97);
  await belongings(outside, outsider, 98);

  let sessions = 0;
  const startSession = async (tenant: number, person: string): Promise<string> => {
    const account = await store.accounts(tenant).find(person);
    if (account === undefined) throw new Error('no account');
    const request = new Request('http://127.0.0.1/');
    const address = `10.1.0.${++sessions % 250}`;
    const cookie = await services.identity.sessions.start({ tenant, account, how: 'password' }, { request, address });
    if (cookie === undefined) throw new Error('no session');
    return cookie.split(';', 1)[0] ?? '';
  };
  const newSession = async (tenant: number, person: string): Promise<string> => {
    await startSession(tenant, person);
    const [newest] = await services.identity.sessions.list(tenant, person);
    if (newest === undefined) throw new Error('no session');
    return newest.id;
  };

  /** The caller's own thing, somebody else's, another tenant's, and none. */
  const personal = (kind: number, caller: Principal): Thing[] => {
    const at = everyone.findIndex(({ person }) => person === caller.person) + 1;
    return [
      { place: 'own', id: idOf(kind, at), subject: { person: caller.person } },
      { place: "somebody's", id: idOf(kind, 97), subject: { person: colleague } },
      foreign(kind, 98),
      nothing,
    ];
  };

  return {
    installation,
    outside,
    people,
    colleague,
    signIn: ({ tenant, person }) => startSession(tenant, person),
    async things(kind, caller) {
      switch (kind) {
        case 'document':
          return [...documents, foreign(6, 98), foreign(6, 99), nothing];
        case 'unit':
          return [
            ...PLACES.map((place): Thing => {
              const id = unitId(place);
              return { place, id, subject: { unit: LINES[place], item: { kind: 'unit', id } } };
            }),
            foreign(3),
            nothing,
          ];
        case 'project':
          return [
            ...PLACES.map((place, n): Thing => {
              const id = idOf(5, n + 1);
              return { place, id, subject: { unit: LINES[place], item: { kind: 'project', id } } };
            }),
            foreign(5),
            nothing,
          ];
        case 'person':
          return personal(1, caller);
        case 'assignment':
          return personal(2, caller);
        case 'job':
          return personal(7, caller);
        case 'token':
          return personal(8, caller);
        case 'session':
          return [
            { place: 'own', id: await newSession(BUILT_IN_TENANT, caller.person), subject: { person: caller.person } },
            { place: "somebody's", id: await newSession(BUILT_IN_TENANT, colleague), subject: { person: colleague } },
            { place: 'other-tenant', id: await newSession(outside, outsider), subject: undefined },
            nothing,
          ];
      }
    },
    close: () => installation.close(),
  };
}
