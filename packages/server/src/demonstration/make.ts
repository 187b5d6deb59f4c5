import { createHash } from 'node:crypto';
import type { OfferedRole } from '@jizhun/api';
import { type Item, ROLES } from '@jizhun/lifecycle';
import { beijingDay } from '@jizhun/model';
import {
  type Change,
  type DocumentPlace,
  type Documents,
  type Organisation,
  PROGRAM,
  type Stamp,
  type Store,
} from '@jizhun/store';
import {
  AUTHORITIES,
  BEGINNING_DAY,
  DEMONSTRATION_NAME,
  type DemonstrationAssignment,
  type DemonstrationPerson,
  type DemonstrationUnit,
  DOCUMENT_UNITS,
  PROJECTS,
  people,
  STORIES,
  UNITS,
} from './cast.ts';

type Kind = 'authority' | 'unit' | 'project' | 'person' | 'assignment';

/** The same name has the same identity in every demonstration (RFC 9562, version 8): what is there is known again. */
export function demonstrationId(kind: Kind, key: string): string {
  const bytes = createHash('sha256').update(`jizhun demonstration ${kind} ${key}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const id = demonstrationId;
const CITY = id('authority', 'city');
const unitId = (key: string) => id('unit', key);

function newUnit({ key, name, code, parent, authority }: DemonstrationUnit) {
  return {
    id: unitId(key),
    name,
    code,
    kind: parent === undefined ? ('department' as const) : ('unit' as const),
    parent: parent === undefined ? null : unitId(parent),
    authority: id('authority', authority),
  };
}

function* tree(): Generator<Change> {
  for (const { key, parent, name, adcode } of AUTHORITIES) {
    yield {
      operation: 'authority.add',
      id: id('authority', key),
      from: BEGINNING_DAY,
      name,
      adcode,
      parent: parent === undefined ? null : id('authority', parent),
    };
  }
  for (const unit of UNITS) yield { operation: 'unit.add', from: unit.from ?? BEGINNING_DAY, ...newUnit(unit) };
  for (const story of STORIES) {
    const { day: from, basis } = story;
    if (story.kind === 'rename')
      yield { operation: 'unit.change', id: unitId(story.unit), from, name: story.name, basis };
    else yield { operation: 'unit.merge', units: story.units.map(unitId), into: newUnit(story.into), from, basis };
  }
  for (const { key, unit, name, code, category, from, to } of PROJECTS) {
    yield {
      operation: 'project.add',
      id: id('project', key),
      unit: unitId(unit),
      code: code ?? null,
      name,
      category,
      fromYear: from,
      toYear: to ?? null,
    };
  }
}

const assignmentId = (person: string, role: string) => id('assignment', `${person} ${role}`);

function itemsOf({ inCharge = [], given }: DemonstrationAssignment): Item[] {
  return [
    ...inCharge.map((key) => ({ kind: 'unit' as const, id: unitId(key) })),
    ...(given?.projects ?? []).map((key) => ({ kind: 'project' as const, id: id('project', key) })),
  ];
}

function* roles(cast: readonly DemonstrationPerson[]): Generator<Change> {
  for (const { key, name, staffNumber } of cast) {
    yield { operation: 'person.add', id: id('person', key), name, staffNumber };
  }
  for (const { key, assignments } of cast) {
    for (const assignment of assignments) {
      const { role, unit, authority, from = BEGINNING_DAY, to } = assignment;
      yield {
        operation: 'assignment.give',
        id: assignmentId(key, role),
        person: id('person', key),
        role,
        unit: unit === undefined ? null : unitId(unit),
        authority: authority === undefined ? null : id('authority', authority),
        from,
        to: to ?? null,
        items: itemsOf(assignment),
      };
    }
  }
  for (const { key, deputy } of cast) {
    if (deputy === undefined) continue;
    yield {
      operation: 'assignment.deputise',
      id: assignmentId(key, `deputy for ${deputy.of}`),
      of: assignmentId(deputy.of, deputy.role),
      person: id('person', key),
      from: deputy.from,
      to: deputy.to,
    };
  }
}

/** Everything of the demonstration but documents, as changes of an organisation in which nothing is. */
export const demonstrationChanges = (today: string): Change[] => [...tree(), ...roles(people(today))];

/** Log-in names are unique over all tenants: these are nobody else's. */
const loginOf = ({ key }: DemonstrationPerson) => `shili-${key}`;

/**
 * Fills a tenant with the invented authorities, units, people and projects, and gives each person a way in that has no
 * password. What was made before, and changed by those who tried the demonstration, stays as it is; a making that was
 * killed is finished by the next one. Answers whether anything was made.
 */
export async function makeDemonstration(
  store: Pick<Store, 'tenantList' | 'organisation' | 'accounts' | 'documents'>,
  tenant: number,
  now: Date,
): Promise<boolean> {
  const by: Stamp = { at: now, actor: PROGRAM, origin: '演示' };
  const settled = await store.tenantList.settle(tenant, { name: DEMONSTRATION_NAME, demonstration: true }, by);
  const organisation = store.organisation(tenant);
  const accounts = store.accounts(tenant);
  const cast = people(beijingDay(now));
  const [first] = cast;
  if (first === undefined) throw new Error('nobody in the demonstration');
  const isNew = (await organisation.person(id('person', first.key))) === undefined;
  if (isNew) await organisation.applyChanges(demonstrationChanges(beijingDay(now)), by);
  // What somebody added before there were people and units is the city's.
  await store.documents(tenant).adopt(CITY, by);
  const there = new Set((await accounts.list()).map(({ person }) => person));
  for (const person of cast) {
    const account = { person: id('person', person.key), login: loginOf(person), mustChange: false };
    if (!there.has(account.person)) await accounts.create(account, by);
  }
  return settled || isNew;
}

/** To whom an example belongs, by the name of its file: to a unit, or to the finance bureau of the city. */
export function placeOfExample(fileName: string): DocumentPlace {
  const key = DOCUMENT_UNITS.get(fileName);
  return key === undefined ? { authority: CITY } : { unit: unitId(key) };
}

/** Gives the third party the documents that it is to look at, once they are there. */
export async function giveDocuments(
  organisation: Organisation,
  documents: Pick<Documents, 'examples'>,
  now: Date,
): Promise<void> {
  const examples = await documents.examples();
  for (const { key, assignments } of people(beijingDay(now))) {
    for (const { role, given } of assignments) {
      const wanted = examples.filter(({ name, removed }) => !removed && given?.documents.includes(name));
      const held = await organisation.assignment(assignmentId(key, role));
      // Whoever has a document already, or none of the projects any more, was changed by hand.
      if (wanted.length === 0 || held === undefined || held.items.some(({ kind }) => kind === 'document')) continue;
      if (held.items.length === 0) continue;
      const items = [...held.items, ...wanted.map((document) => ({ kind: 'document' as const, id: document.id }))];
      await organisation.applyChanges([{ operation: 'assignment.change', id: held.id, items }], {
        at: now,
        actor: PROGRAM,
        origin: '演示',
      });
    }
  }
}

/** Those who are offered at the sign-in page, in the order of the roles, as far as they are still in that role today. */
export async function offeredRoles(organisation: Organisation, now: Date): Promise<OfferedRole[]> {
  const today = beijingDay(now);
  const tree = await organisation.tree(today);
  const offered: OfferedRole[] = [];
  for (const { key, offered: role } of people(today)) {
    if (role === undefined) continue;
    const person = await organisation.person(id('person', key));
    const held = person?.assignments.find(
      (one) => one.role === role && one.from <= today && (one.to === null || today <= one.to),
    );
    if (person === undefined || person.endedAt !== null || held === undefined) continue;
    const place =
      held.unit !== null
        ? tree.unit(held.unit)?.name
        : held.authority !== null
          ? tree.authority(held.authority)?.name
          : undefined;
    const { name, duty } = ROLES[role];
    offered.push({ role, name, duty, person: { id: person.id, name: person.name }, place: place ?? null });
  }
  return offered;
}
