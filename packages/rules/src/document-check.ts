import { type Disclosure, type JsonPointer, sameValue } from '@jizhun/model';
import { carryFix } from './carry.ts';
import { type DisclosureIndex, indexDisclosure, type SheetIndex, type TableIndex } from './disclosure-index.ts';
import { type Note, takeOver } from './finish.ts';
import { offered } from './fixes.ts';
import { holds, type Identity } from './identity.ts';
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
  relevant: readonly StatedIdentity[];
  provenance: Disclosure['provenance'];
  watched: Watched;
  notes: readonly Note[];
  /** Figures that a sum that does not hold blames. */
  blamed: ReadonlySet<JsonPointer>;
}

const NO_SUMS: Pick<Weighing, 'notes' | 'blamed'> = { notes: [], blamed: new Set() };

/**
 * The check of one disclosure, kept from edit to edit.
 *
 * A rule is shown what its scope says: those of one sheet or one table are run sheet by sheet and table by table, and
 * only where the sheet or table is another than before; those of the whole disclosure only where something is that they
 * looked at. Identities are weighed anew where one of those is another that a broken one hangs together with. What all
 * rules may look at (year, place, unit, source, what found no place) leads to a whole check when it changes.
 */
export class DocumentCheck {
  /** What is printed at its paths. */
  readonly printed = new PrintedValues();
  #options: CheckOptions;
  #settings: readonly Setting[] = [];
  #index: DisclosureIndex;
  #head: Disclosure;
  #sheets: readonly Part[] = [];
  #tables: readonly Part[] = [];
  #rest: Part | undefined;
  #whole = new Map<Setting, Kept>();
  #gathered = new Map<Setting, Part>();
  #weighing: Weighing | undefined;
  #found: Found;

  constructor(disclosure: Disclosure, options: CheckOptions) {
    this.#options = options;
    this.#index = indexDisclosure(disclosure);
    this.#head = headOf(disclosure);
    this.#settings = settingsOf(disclosure, options);
    this.#found = this.#check(undefined);
  }

  get index(): DisclosureIndex {
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
    this.#whole.clear();
    this.#gathered.clear();
    this.#weighing = undefined;
    this.#found = this.#check(undefined);
  }

  #check(before: DisclosureIndex | undefined): Found {
    const index = this.#index;
    const settings = this.#settings;
    const changed = new Set<Setting>();
    const note = (part: Part | undefined) => {
      for (const { setting } of part?.facts ?? []) changed.add(setting);
    };
    /** The parts of a list that are not the same as before are looked at again. */
    const renew = <T>(
      now: readonly T[],
      then: readonly T[] | undefined,
      parts: readonly Part[],
      look: (one: T) => Part,
    ): readonly Part[] => {
      if (then === now) return parts;
      const renewed = now.map((one, i) => {
        const known = parts[i];
        if (then && known && then[i] === one) return known;
        const part = look(one);
        if (known) takeOver(part.notes, known.notes);
        note(known);
        note(part);
        return part;
      });
      for (const gone of parts.slice(now.length)) note(gone);
      return renewed;
    };
    const head = this.#head;
    const inCells = { ...head, unread: [] };
    const ofSheets = inScope(settings, ['sheet', 'indicator']);
    const ofTables = inScope(settings, ['table']);
    const ofCells = inScope(settings, ['cell']);
    this.#sheets = renew(index.sheets, before?.sheets, this.#sheets, (sheet) =>
      looked([
        [ofSheets, viewOf(head, [sheet], [])],
        [ofCells, viewOf(inCells, [sheet], [])],
      ]),
    );
    this.#tables = renew(index.tables, before?.tables, this.#tables, (table) =>
      looked([
        [ofTables, viewOf(head, [], [table])],
        [ofCells, viewOf(inCells, [], [table])],
      ]),
    );
    if (!before || !this.#rest) this.#rest = looked([[ofCells, viewOf(head, [], [])]]);

    for (const setting of inScope(settings, ['disclosure'])) {
      const known = this.#whole.get(setting);
      if (known?.watched.holdsFor(index)) continue;
      const watched = new Watched(index);
      const part = looked([[[setting], watched]]);
      takeOver(part.notes, known?.part.notes ?? []);
      this.#whole.set(setting, { part, watched });
    }
    const parts = [...this.#sheets, ...this.#tables, this.#rest];
    this.#gather(parts, before ? changed : undefined);
    for (const { part } of this.#whole.values()) parts.push(part);
    for (const part of this.#gathered.values()) parts.push(part);
    return this.#together(parts);
  }

  /** What the facts of all parts come to; all of them, or those of the rules of which one has changed. */
  #gather(parts: readonly Part[], changed: ReadonlySet<Setting> | undefined): void {
    const facts = new Map<Setting, object[]>();
    for (const setting of this.#settings) {
      if (setting.rule.kind === 'gathered' && (!changed || changed.has(setting))) facts.set(setting, []);
    }
    if (facts.size === 0) return;
    for (const part of parts) for (const { setting, fact } of part.facts) facts.get(setting)?.push(fact);
    for (const [setting, all] of facts) {
      const { rule, values } = setting;
      if (rule.kind !== 'gathered') continue;
      const part = emptyPart();
      for (const one of rule.gather(all, values)) put(part, setting, one);
      takeOver(part.notes, this.#gathered.get(setting)?.notes ?? []);
      this.#gathered.set(setting, part);
    }
  }

  #together(parts: readonly Part[]): Found {
    const notes = new Map<Setting, Note[]>();
    const missing = new Map<Setting, Set<string>>();
    const stated = new Map<Setting, StatedIdentity[]>();
    for (const part of parts) {
      for (const note of part.notes) listOf(notes, note.setting).push(note);
      for (const one of part.stated) listOf(stated, one.setting).push(one);
      for (const { setting, what } of part.missing) {
        const known = missing.get(setting);
        if (known) known.add(what);
        else missing.set(setting, new Set([what]));
      }
    }
    const inOrder = <T>(lists: ReadonlyMap<Setting, Iterable<T>>): T[] =>
      this.#settings.flatMap((setting) => [...(lists.get(setting) ?? [])]);
    const { notes: broken, blamed } = this.#weigh(inOrder(stated));
    const all = [...inOrder(notes), ...broken];
    return {
      notes:
        blamed.size === 0
          ? all
          : all.filter(({ draft }) => !draft.yields || !draft.paths.some((path) => blamed.has(path))),
      unchecked: this.#settings.flatMap((setting) =>
        [...(missing.get(setting) ?? [])].map((what) => ({ rule: setting.rule.id, missing: what })),
      ),
    };
  }

  #weigh(stated: readonly StatedIdentity[]): Pick<Weighing, 'notes' | 'blamed'> {
    const open = stated.filter((one) => !one.holds);
    if (open.length === 0) return NO_SUMS;
    const { provenance } = this.disclosure;
    for (const one of stated) {
      if (one.cells && one.provenance === provenance) continue;
      one.cells = cellsOf(provenance, one.identity);
      one.provenance = provenance;
    }
    const relevant = hangingTogether(stated, open);
    const known = this.#weighing;
    if (
      known?.provenance === provenance &&
      known.relevant.length === relevant.length &&
      known.relevant.every((one, i) => one === relevant[i]) &&
      known.watched.holdsFor(this.#index)
    )
      return known;
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
    this.#weighing = { relevant, provenance, watched, notes, blamed };
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

function listOf<K, T>(lists: Map<K, T[]>, key: K): T[] {
  const known = lists.get(key);
  if (known) return known;
  const list: T[] = [];
  lists.set(key, list);
  return list;
}

function emptyPart(): Part {
  return { notes: [], missing: [], stated: [], facts: [] };
}

function put(part: Part, setting: Setting, found: Draft | Missing): void {
  if (found instanceof Missing) part.missing.push({ setting, what: found.what });
  else part.notes.push({ setting, draft: found });
}

/** What rules find in what each is shown. */
function looked(shown: readonly (readonly [settings: readonly Setting[], view: DisclosureIndex])[]): Part {
  const part = emptyPart();
  for (const [settings, view] of shown) {
    for (const setting of settings) {
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
  }
  return part;
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
