import { type Disclosure, type JsonPointer, sameValue } from '@jizhun/model';
import { carryFix } from './carry.ts';
import {
  type DisclosureIndex,
  indexDisclosure,
  type KeptIndex,
  type SheetIndex,
  type TableIndex,
} from './disclosure-index.ts';
import { type Note, takeOver } from './finish.ts';
import { offered } from './fixes.ts';
import { holds, type Identity } from './identity.ts';
import { watchingLooks } from './looks.ts';
import { PrintedValues } from './printed-values.ts';
import { type Draft, Missing, type Scope } from './rule.ts';
import { cellsOf, type Stated, unifyCells } from './same-cell.ts';
import { type CheckOptions, type Setting, settingsOf } from './settings.ts';
import { Watched } from './watched.ts';
import { weigh } from './weigh.ts';

/** What the rules found in one disclosure by itself. */
export interface Found {
  /** In the order of the rules, within a rule in that of the document. */
  notes: readonly Note[];
  unchecked: readonly { rule: string; missing: string }[];
}

/** What the rules that see one part found there. */
interface Part {
  notes: Note[];
  missing: { setting: Setting; what: string }[];
  stated: StatedIdentity[];
  facts: { setting: Setting; fact: object }[];
  /** The rules that looked at no indicator. */
  blind: Setting[];
}

interface StatedIdentity {
  setting: Setting;
  identity: Identity;
  holds: boolean;
  /** Its printed cells by this provenance, once they were asked for. */
  cells?: readonly string[];
  provenance?: Disclosure['provenance'];
}

/** What is kept as long as nothing that was looked at has changed. */
interface Kept {
  part: Part;
  watched: Watched;
}

interface Weighing {
  /** All identities, and those of them that have a part in it. */
  all: readonly StatedIdentity[];
  relevant: readonly StatedIdentity[];
  provenance: Disclosure['provenance'];
  watched: Watched;
  notes: readonly Note[];
  /** Figures that a sum that does not hold blames. */
  blamed: ReadonlySet<JsonPointer>;
}

const LISTS = ['notes', 'missing', 'stated', 'facts'] as const;
const NO_SETTINGS: ReadonlySet<Setting> = new Set();
const NO_SUMS: Pick<Weighing, 'notes' | 'blamed'> = { notes: [], blamed: new Set() };

/**
 * The check of one disclosure, kept from edit to edit.
 *
 * A rule is shown what its scope says: those of one sheet or one table are run sheet by sheet and table by table, and
 * only where the sheet or table is another than before; those of the whole disclosure only where something is that they
 * looked at. Where nothing of a sheet but its indicators has changed, only rules are run again that looked at indicators.
 * Identities are weighed anew where one of those is another that a broken one hangs together with. What all rules may
 * look at (year, place, unit, source, what found no place) leads to a whole check when it changes.
 */
export class DocumentCheck {
  /** What is printed at its paths. */
  readonly printed = new PrintedValues();
  #options: CheckOptions;
  #settings: readonly Setting[];
  #scoped: ReturnType<typeof scoped>;
  #index: KeptIndex;
  #head: Disclosure;
  #sheets: readonly Part[] = [];
  #tables: readonly Part[] = [];
  #rest: Part | undefined;
  #whole = new Map<Setting, Kept>();
  #gathered = new Map<Setting, Part>();
  /** Rules that looked at indicators when they told the facts of all sheets together. */
  readonly #gazing = new Set<Setting>();
  #weighing: Weighing | undefined;
  #found: Found = { notes: [], unchecked: [] };
  /** What `unchecked` of what was found was made of. */
  #missing: Part['missing'] = [];

  constructor(disclosure: Disclosure, options: CheckOptions) {
    this.#options = options;
    this.#index = indexDisclosure(disclosure);
    this.#head = headOf(disclosure);
    this.#settings = settingsOf(disclosure, options);
    this.#scoped = scoped(this.#settings);
    this.#found = this.#check(undefined);
  }

  get index(): KeptIndex {
    return this.#index;
  }

  get disclosure(): Disclosure {
    return this.#index.disclosure;
  }

  get found(): Found {
    return this.#found;
  }

  /** How a rule runs on this disclosure; undefined where it does not. */
  setting(rule: Setting['rule']): Setting | undefined {
    return this.#settings.find((setting) => setting.rule === rule);
  }

  update(disclosure: Disclosure): void {
    const before = this.#index;
    const head = headOf(disclosure);
    if (sameValue(head, this.#head)) {
      this.#index = indexDisclosure(disclosure, before);
      this.#found = this.#check(before);
      return;
    }
    this.#index = indexDisclosure(disclosure);
    this.#head = head;
    this.#settings = settingsOf(disclosure, this.#options);
    this.#scoped = scoped(this.#settings);
    this.#gazing.clear();
    this.#whole.clear();
    this.#gathered.clear();
    this.#weighing = undefined;
    this.#found = this.#check(undefined);
  }

  #check(before: KeptIndex | undefined): Found {
    const index = this.#index;
    const changed = new Set<Setting>();
    const note = (part: Part | undefined) => {
      for (const { setting } of part?.facts ?? []) changed.add(setting);
    };
    /** The parts of a list that are not the same as before are looked at again. */
    const renew = <T>(
      now: readonly T[],
      then: readonly T[] | undefined,
      parts: readonly Part[],
      look: (one: T, blind: ReadonlySet<Setting>) => Part,
      restOf?: (one: T) => object,
    ): readonly Part[] => {
      if (then === now) return parts;
      const renewed = now.map((one, i) => {
        const known = parts[i];
        if (!then || !known) {
          const part = look(one, NO_SETTINGS);
          note(part);
          return part;
        }
        const old = then[i];
        if (old === one) return known;
        const same = old && restOf !== undefined && restOf(old) === restOf(one);
        const blind = same ? new Set(known.blind.filter((setting) => !this.#gazing.has(setting))) : NO_SETTINGS;
        const [kept, gone] = parted(known, blind);
        const part = look(one, blind);
        takeOver(part.notes, gone.notes);
        note(gone);
        note(part);
        return joined(kept, part);
      });
      for (const gone of parts.slice(now.length)) note(gone);
      return renewed;
    };
    const head = this.#head;
    const inCells = { ...head, unread: [] };
    const { tables, cells, wholes } = this.#scoped;
    this.#sheets = renew(
      index.sheets,
      before?.sheets,
      this.#sheets,
      (sheet, blind) => this.#look(sheet, blind),
      ({ rest }) => rest,
    );
    this.#tables = renew(index.tables, before?.tables, this.#tables, (table) =>
      looked([
        [tables, viewOf(head, [], [table])],
        [cells, viewOf(inCells, [], [table])],
      ]),
    );
    if (!before || !this.#rest) this.#rest = looked([[cells, viewOf(head, [], [])]]);

    for (const setting of wholes) {
      const known = this.#whole.get(setting);
      if (known?.watched.holdsFor(index)) continue;
      const watched = new Watched(index);
      const part = Watched.during([watched], () => looked([[[setting], watched]]));
      takeOver(part.notes, known?.part.notes ?? []);
      this.#whole.set(setting, { part, watched });
    }
    this.#gather(before ? changed : undefined);
    const parts = this.#parts();
    for (const { part } of this.#whole.values()) parts.push(part);
    for (const part of this.#gathered.values()) parts.push(part);
    return this.#together(parts);
  }

  /** What the rules that see one part found, part by part. */
  #parts(): Part[] {
    return [...this.#sheets, ...this.#tables, ...(this.#rest ? [this.#rest] : [])];
  }

  /** What rules find in one sheet: all that see it, or `only` these. */
  #look(sheet: SheetIndex, but: ReadonlySet<Setting>, only?: readonly Setting[]): Part {
    const inCells = { ...this.#head, unread: [] };
    const { sheets, cells } = only ? scoped(only) : this.#scoped;
    return looked(
      [
        [sheets, viewOf(this.#head, [sheet], [])],
        [cells, viewOf(inCells, [sheet], [])],
      ],
      but,
    );
  }

  /** What the facts of all parts come to; all of them, or those of the rules of which one has changed. */
  #gather(changed: ReadonlySet<Setting> | undefined): void {
    const facts = new Map<Setting, object[]>();
    for (const setting of this.#settings) {
      if (setting.rule.kind === 'gathered' && (!changed || changed.has(setting))) facts.set(setting, []);
    }
    if (facts.size === 0) return;
    for (const part of this.#parts()) for (const { setting, fact } of part.facts) facts.get(setting)?.push(fact);
    for (const [setting, all] of facts) {
      const { rule, values } = setting;
      if (rule.kind !== 'gathered') continue;
      const gather = (from: readonly object[]) => watchingLooks(() => [...rule.gather(from, values)]);
      let { result, looked } = gather(all);
      // Facts of a rule that looked at no indicators may be of sheets as they were: from now on it counts as one that does.
      if (looked && !this.#gazing.has(setting)) {
        this.#gazing.add(setting);
        this.#sheets = this.#sheets.map((part, i) => {
          const [, others] = parted(part, new Set([setting]));
          return joined(others, this.#look(this.#index.sheets[i]!, NO_SETTINGS, [setting]));
        });
        ({ result } = gather(
          this.#parts().flatMap(({ facts }) => facts.flatMap((one) => (one.setting === setting ? [one.fact] : []))),
        ));
      }
      const part = emptyPart();
      for (const one of result) put(part, setting, one);
      takeOver(part.notes, this.#gathered.get(setting)?.notes ?? []);
      this.#gathered.set(setting, part);
    }
  }

  #together(parts: readonly Part[]): Found {
    const notes = this.#inOrder(parts.flatMap((part) => part.notes));
    const { notes: broken, blamed } = this.#weigh(parts.flatMap((part) => part.stated));
    const all = [...notes, ...broken];
    const missing = parts.flatMap((part) => part.missing);
    return {
      notes:
        blamed.size === 0
          ? all
          : all.filter(({ draft }) => !draft.yields || !draft.paths.some((path) => blamed.has(path))),
      unchecked: sameItems(missing, this.#missing) ? this.#found.unchecked : this.#unchecked(missing),
    };
  }

  /** In the order of the rules; of one rule as they come. */
  #inOrder<T extends { setting: Setting }>(all: readonly T[]): T[] {
    const lists = new Map<Setting, T[]>();
    for (const one of all) {
      const list = lists.get(one.setting);
      if (list) list.push(one);
      else lists.set(one.setting, [one]);
    }
    return this.#settings.flatMap((setting) => lists.get(setting) ?? []);
  }

  #unchecked(missing: Part['missing']): Found['unchecked'] {
    this.#missing = missing;
    const said = new Set<string>();
    return this.#inOrder(missing).flatMap(({ setting: { rule }, what }) => {
      const key = `${rule.id} ${what}`;
      if (said.has(key)) return [];
      said.add(key);
      return { rule: rule.id, missing: what };
    });
  }

  #weigh(all: readonly StatedIdentity[]): Pick<Weighing, 'notes' | 'blamed'> {
    const { provenance } = this.disclosure;
    const known = this.#weighing;
    if (known?.provenance === provenance && sameItems(all, known.all) && known.watched.holdsFor(this.#index))
      return known;
    if (all.every((one) => one.holds)) return NO_SUMS;
    const stated = this.#inOrder(all);
    const open = stated.filter((one) => !one.holds);
    for (const one of stated) {
      if (one.cells && one.provenance === provenance) continue;
      one.cells = cellsOf(provenance, one.identity);
      one.provenance = provenance;
    }
    const relevant = hangingTogether(stated, open);
    if (
      known?.provenance === provenance &&
      sameItems(relevant, known.relevant) &&
      known.watched.holdsFor(this.#index)
    ) {
      known.all = all;
      return known;
    }
    const watched = new Watched(this.#index);
    const notes: Note[] = [];
    const blamed = new Set<JsonPointer>();
    const { entries, aliases } = unifyCells(
      relevant.map(({ setting, identity, cells }): Stated<Setting> => ({ rule: setting, identity, cells: cells! })),
    );
    for (const { rule: setting, broken } of weigh(entries)) {
      const { rule } = setting;
      if (rule.kind !== 'identity') continue;
      const said = rule.report(broken, watched);
      const draft = said.fix ? said : { ...said, ...offered(carryFix(broken, this.#index, aliases)) };
      const paths = draft.paths.flatMap((path) => [path, ...(aliases.get(path) ?? [])]);
      notes.push({ setting, draft: { ...draft, paths } });
      if (broken.odd) blamed.add(broken.odd.term.path);
      for (const path of broken.suspects) blamed.add(path);
    }
    takeOver(notes, known?.notes ?? []);
    this.#weighing = { all, relevant, provenance, watched, notes, blamed };
    return this.#weighing;
  }
}

/**
 * The broken identities and those that can have a part in finding their cause: what shares a cell with a broken one, and
 * what shares the total of such a one (see `carriedAlong` in weigh.ts).
 */
function hangingTogether(
  stated: readonly StatedIdentity[],
  open: readonly StatedIdentity[],
): readonly StatedIdentity[] {
  const first = new Set(open.flatMap(({ cells }) => cells!));
  const sharing = (cells: ReadonlySet<string>) => (one: StatedIdentity) => one.cells!.some((cell) => cells.has(cell));
  const second = new Set(stated.filter(sharing(first)).map(({ cells }) => cells![0]!));
  const near = sharing(first);
  const far = sharing(second);
  return stated.filter((one) => near(one) || far(one));
}

function sameItems<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((item, i) => item === other[i]);
}

function emptyPart(): Part {
  return { notes: [], missing: [], stated: [], facts: [], blind: [] };
}

function put(part: Part, setting: Setting, found: Draft | Missing): void {
  if (found instanceof Missing) part.missing.push({ setting, what: found.what });
  else part.notes.push({ setting, draft: found });
}

/** What rules find in what each is shown. */
function looked(
  shown: readonly (readonly [settings: readonly Setting[], view: DisclosureIndex])[],
  but: ReadonlySet<Setting> = NO_SETTINGS,
): Part {
  const part = emptyPart();
  for (const [settings, view] of shown) {
    for (const setting of settings) {
      if (but.has(setting)) continue;
      if (!watchingLooks(() => look(part, setting, view)).looked) part.blind.push(setting);
    }
  }
  return part;
}

function look(part: Part, setting: Setting, view: DisclosureIndex): void {
  const { rule, values } = setting;
  if (rule.kind === 'single') {
    for (const found of rule.find(view, values)) put(part, setting, found);
  } else if (rule.kind === 'identity') {
    for (const found of rule.find(view, values)) {
      if (found instanceof Missing) part.missing.push({ setting, what: found.what });
      else part.stated.push({ setting, identity: found, holds: holds(found) });
    }
  } else if (rule.kind === 'gathered') {
    for (const fact of rule.find(view, values)) part.facts.push({ setting, fact });
  }
}

/** What these rules left in a part, and what the others did. */
function parted(part: Part, settings: ReadonlySet<Setting>): [of: Part, others: Part] {
  if (settings.size === 0) return [emptyPart(), part];
  const of = emptyPart();
  const others = emptyPart();
  for (const list of LISTS) {
    for (const one of part[list]) {
      // Of the same list: what it holds fits.
      ((settings.has(one.setting) ? of : others)[list] as { setting: Setting }[]).push(one);
    }
  }
  for (const setting of part.blind) (settings.has(setting) ? of : others).blind.push(setting);
  return [of, others];
}

function joined(one: Part, other: Part): Part {
  return {
    notes: [...one.notes, ...other.notes],
    missing: [...one.missing, ...other.missing],
    stated: [...one.stated, ...other.stated],
    facts: [...one.facts, ...other.facts],
    blind: [...one.blind, ...other.blind],
  };
}

/** Rules by what they see. */
function scoped(settings: readonly Setting[]) {
  return {
    sheets: inScope(settings, ['sheet', 'indicator']),
    tables: inScope(settings, ['table']),
    cells: inScope(settings, ['cell']),
    wholes: inScope(settings, ['disclosure']),
  };
}

function inScope(settings: readonly Setting[], scopes: readonly Scope[]): readonly Setting[] {
  return settings.filter(({ rule }) => rule.kind !== 'across' && scopes.includes(rule.scope));
}

/** What all rules may look at, whatever their scope. */
function headOf({ schema, source, title, fiscalYear, place, unit, unread }: Disclosure): Disclosure {
  return {
    schema,
    source,
    ...(title === undefined ? {} : { title }),
    ...(fiscalYear === undefined ? {} : { fiscalYear }),
    ...(place === undefined ? {} : { place }),
    ...(unit === undefined ? {} : { unit }),
    goalSheets: [],
    budgetTables: [],
    statements: [],
    unread,
    provenance: {},
  };
}

function viewOf(disclosure: Disclosure, sheets: readonly SheetIndex[], tables: readonly TableIndex[]): DisclosureIndex {
  return {
    disclosure,
    sheets,
    tables,
    statements: [],
    tablesOf: (kind) => tables.filter((table) => table.kind === kind),
  };
}
