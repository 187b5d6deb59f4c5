import type { Authority, HeldAssignment, Person, Project, Succession, Unit, UnitTerm } from './types.ts';

/** What an entity is called in the trail. */
export type SubjectKind = 'authority' | 'unit' | 'project' | 'person' | 'assignment';

/** Undoes the last of what was done, where a change turns out to be impossible half way. */
type Undo = () => void;

/** Entities by id, over those that are there already, which are never changed themselves. */
export interface Table<T> {
  get(id: string): T | undefined;
  set(id: string, value: T): void;
  delete(id: string): void;
  /** All that are there now. */
  values(): Iterable<T>;
  /** Every one that was set or deleted, in the order in which it first was, with what it was at the beginning. */
  changed(): Iterable<{ id: string; before: T | undefined; after: T | undefined }>;
}

/** What stands under each kind. */
interface Kinds {
  authority: Authority;
  unit: Unit;
  succession: Succession;
  project: Project;
  person: Person;
  assignment: HeldAssignment;
}

type TouchedOf<K extends keyof Kinds> = {
  [Kind in K]: { kind: Kind; id: string; before: Kinds[Kind] | undefined; after: Kinds[Kind] | undefined };
}[K];

/** What was touched since the last `begin`, in order, with what it was then. */
export type Touched = TouchedOf<keyof Kinds>;

/** The organisation while changes are planned on it. */
export interface Draft {
  authorities: Table<Authority>;
  units: Table<Unit>;
  /** By `predecessor successor`. */
  successions: Table<Succession>;
  projects: Table<Project>;
  people: Table<Person>;
  assignments: Table<HeldAssignment>;
  /** Units that have, or once had, this parent in a term. */
  under(parent: string): Iterable<Unit>;
  /** Units that have, or once had, this name under this parent; without a parent, right under the authority. */
  named(parent: string | null, authority: string, name: string): Iterable<Unit>;
  /** Units that have, or once had, this code under the authority. */
  coded(authority: string, code: string): Iterable<Unit>;
  /** People with this 工号, of those that are loaded. */
  numbered(staffNumber: string): Iterable<Person>;
  /** Projects with this code, of those that are loaded. */
  projectsCoded(code: string): Iterable<Project>;
  /** What a person holds, or held, of what is loaded. */
  heldBy(person: string): Iterable<HeldAssignment>;
  /** Whether there is such a project or document that a third party may be given. */
  isThere(kind: 'project' | 'document', id: string): boolean;
  /** Whether a security administrator, of those that are loaded, cannot get in. */
  isShut(person: string): boolean;
  /** Begins a change. */
  begin(): void;
  /** What the change touched. */
  touched(): Touched[];
  /** Takes everything back since the last `begin`. */
  undo(): void;
}

/** What a draft begins with. */
export interface Facts {
  authorities: ReadonlyMap<string, Authority>;
  units: ReadonlyMap<string, Unit>;
  successions: ReadonlyMap<string, Succession>;
  projects: ReadonlyMap<string, Project>;
  people: ReadonlyMap<string, Person>;
  assignments: ReadonlyMap<string, HeldAssignment>;
  /** Documents that are there, of those that are asked for. */
  documents: ReadonlySet<string>;
  /** Security administrators without an account, or whose account is disabled, where one of them is to go. */
  shut: ReadonlySet<string>;
}

/** Unit ids by a key. Holds too many after an undo, never too few: who asks looks at the unit itself. */
type Index = Map<string, Set<string>>;
type Indexes = Record<'under' | 'named' | 'coded', Index>;

const place = (parent: string | null, authority: string) => parent ?? `authority ${authority}`;

/** A draft over what is there. */
export function draftOf(facts: Facts): Draft {
  let journal: Undo[] = [];
  let firsts = new Map<string, Touched>();

  function table<T>(
    base: ReadonlyMap<string, T>,
    touched: (id: string, before: T | undefined, after: T | undefined) => Touched,
    onSet?: (value: T) => void,
  ): Table<T> {
    const over = new Map<string, T | undefined>();
    const get = (id: string) => (over.has(id) ? over.get(id) : base.get(id));
    const put = (id: string, value: T | undefined) => {
      const before = get(id);
      const had = over.has(id);
      journal.push(() => {
        if (had) over.set(id, before);
        else over.delete(id);
      });
      const now = touched(id, before, value);
      const key = `${now.kind} ${id}`;
      firsts.set(key, touched(id, (firsts.get(key) ?? now).before as T | undefined, value));
      over.set(id, value);
      if (value !== undefined) onSet?.(value);
    };
    return {
      get,
      set: put,
      delete: (id) => put(id, undefined),
      *values() {
        for (const [id, value] of base) if (!over.has(id)) yield value;
        for (const value of over.values()) if (value !== undefined) yield value;
      },
      *changed() {
        for (const [id, after] of over) yield { id, before: base.get(id), after };
      },
    };
  }

  let indexes: Indexes | undefined;
  const add = (index: Index, key: string, id: string) => {
    const ids = index.get(key);
    if (ids === undefined) index.set(key, new Set([id]));
    else ids.add(id);
  };
  const list = ({ under, named, coded }: Indexes, { id, terms }: Unit) => {
    for (const { parent, authority, name, code } of terms) {
      const there = place(parent, authority);
      if (parent !== null) add(under, parent, id);
      add(named, `${there} ${name}`, id);
      if (code !== null) add(coded, `${authority} ${code}`, id);
    }
  };
  const units = table(
    facts.units,
    (id, before, after) => ({ kind: 'unit', id, before, after }),
    (unit) => {
      if (indexes !== undefined) list(indexes, unit);
    },
  );
  const indexed = () => {
    if (indexes === undefined) {
      indexes = { under: new Map(), named: new Map(), coded: new Map() };
      for (const unit of units.values()) list(indexes, unit);
    }
    return indexes;
  };
  const numbers: Index = new Map();
  const people = table(
    facts.people,
    (id, before, after) => ({ kind: 'person', id, before, after }),
    ({ id, staffNumber }) => {
      if (staffNumber !== null) add(numbers, staffNumber, id);
    },
  );
  for (const { id, staffNumber } of facts.people.values()) if (staffNumber !== null) add(numbers, staffNumber, id);
  const codes: Index = new Map();
  const projects = table(
    facts.projects,
    (id, before, after) => ({ kind: 'project', id, before, after }),
    ({ id, code }) => {
      if (code !== null) add(codes, code, id);
    },
  );
  for (const { id, code } of facts.projects.values()) if (code !== null) add(codes, code, id);
  const holders: Index = new Map();
  const assignments = table(
    facts.assignments,
    (id, before, after) => ({ kind: 'assignment', id, before, after }),
    ({ id, person }) => add(holders, person, id),
  );
  for (const { id, person } of facts.assignments.values()) add(holders, person, id);
  const found = (ids: ReadonlySet<string> | undefined): Unit[] =>
    [...(ids ?? [])].map((id) => units.get(id)).filter((unit) => unit !== undefined);

  return {
    authorities: table(facts.authorities, (id, before, after) => ({ kind: 'authority', id, before, after })),
    units,
    successions: table(facts.successions, (id, before, after) => ({ kind: 'succession', id, before, after })),
    projects,
    people,
    assignments,
    under: (parent) => found(indexed().under.get(parent)),
    named: (parent, authority, name) => found(indexed().named.get(`${place(parent, authority)} ${name}`)),
    coded: (authority, code) => found(indexed().coded.get(`${authority} ${code}`)),
    numbered: (staffNumber) =>
      [...(numbers.get(staffNumber) ?? [])]
        .map((id) => people.get(id))
        .filter((person) => person !== undefined)
        .filter((person) => person.staffNumber === staffNumber),
    projectsCoded: (code) =>
      [...(codes.get(code) ?? [])]
        .map((id) => projects.get(id))
        .filter((project) => project !== undefined)
        .filter((project) => project.code === code),
    heldBy: (person) =>
      [...(holders.get(person) ?? [])].map((id) => assignments.get(id)).filter((held) => held !== undefined),
    isThere: (kind, id) => (kind === 'project' ? projects.get(id) !== undefined : facts.documents.has(id)),
    isShut: (person) => facts.shut.has(person),
    begin() {
      journal = [];
      firsts = new Map();
    },
    touched: () => [...firsts.values()],
    undo() {
      for (const undo of journal.reverse()) undo();
      journal = [];
      firsts = new Map();
    },
  };
}

/** The last term of a unit: every unit has one. */
export function lastTerm({ id, terms }: Pick<Unit, 'id' | 'terms'>): UnitTerm {
  const last = terms.at(-1);
  if (last === undefined) throw new Error(`unit ${id} without a term`);
  return last;
}

/** From the first to the last day of a unit. */
export function lifeOf(unit: Pick<Unit, 'id' | 'terms'>): { from: string; to: string | null } {
  const { from = '' } = unit.terms[0] ?? {};
  return { from, to: lastTerm(unit).to };
}
