import type { UnitLine } from '@jizhun/lifecycle';
import type { Stamp } from '../audit/event.ts';
import type { Scope } from '../scope.ts';
import type { Change } from './changes.ts';
import { factsFor } from './facts.ts';
import { flawsOf } from './flaws.ts';
import { flush } from './flush.ts';
import { holdOrganisation } from './guardians.ts';
import { shutOut } from './leaving.ts';
import { type Lists, listing } from './lists.ts';
import { type Plan, plan } from './plan.ts';
import { OrganisationRefusal, type Refused } from './refusal.ts';
import { loadSnapshot, revisionOf, type Snapshot } from './snapshot.ts';
import { type Tree, treeOf } from './tree.ts';
import type { Day } from './types.ts';

/** Trees of so many days are kept ready. */
const MOST_TREES = 8;

/** Who is there: authorities, units, projects, people, and who holds which role where. */
export interface Organisation extends Lists {
  /** The whole tree on a day. In memory while nothing changes. */
  tree(day: Day): Promise<Tree>;
  /** Where a unit stands on a day: see `Tree.lineOf`. */
  lineOf(unit: string, day: Day): Promise<UnitLine | undefined>;
  /** The tree's revision: another one for everything that is different in it. */
  revision(): Promise<number>;
  /**
   * Makes changes, each on what those before it made; all of them or none, with a row of the trail for everything that
   * they touch.
   *
   * @param actor id of the person who makes them, who may not give roles to themselves; left out for the program
   * @throws OrganisationRefusal with everything that is in the way
   */
  applyChanges(changes: readonly Change[], by: Stamp, actor?: string): Promise<void>;
  /** Reads the whole tree again and tells what in it contradicts itself, in Chinese; for inspections. */
  inspect(): Promise<{ units: number; flaws: string[] }>;
  /** What would be in the way of these changes; nothing is changed. */
  tryChanges(changes: readonly Change[], at: Date, actor?: string): Promise<Refused[]>;
}

/** The organisation of a tenant. */
export function organisationOf(scope: Scope): Organisation {
  const { db, tenant, run, recorded } = scope;
  let cached: Snapshot | undefined;
  const trees = new Map<Day, Tree>();

  const keep = (snapshot: Snapshot): void => {
    if (cached !== undefined && cached.revision >= snapshot.revision) return;
    cached = snapshot;
    trees.clear();
  };

  /** Reads the tree in one view, so that what is read fits its revision. */
  const load = (): Promise<Snapshot> =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .execute(async (tx) => loadSnapshot(tx, tenant, await revisionOf(tx, tenant)));

  /** The tree as it is stored now. */
  const snapshot = (): Promise<Snapshot> =>
    run(async () => {
      if (cached !== undefined && cached.revision === (await revisionOf(db, tenant))) return cached;
      const loaded = await load();
      keep(loaded);
      return loaded;
    });

  const tree = async (day: Day): Promise<Tree> => {
    const there = await snapshot();
    const known = trees.get(day);
    if (known?.revision === there.revision) return known;
    const made = treeOf(there, day);
    if (cached === there) {
      if (trees.size >= MOST_TREES) trees.clear();
      trees.set(day, made);
    }
    return made;
  };

  const whole = (refused: readonly Refused[]): void => {
    const [first, ...others] = refused;
    if (first !== undefined) throw new OrganisationRefusal([first, ...others]);
  };

  return {
    ...listing(scope),
    tree,
    lineOf: async (unit, day) => (await tree(day)).lineOf(unit),
    revision: () => run(() => revisionOf(db, tenant)),

    async applyChanges(changes, by, actor) {
      const after = await recorded(async (tx, _note, noteAll) => {
        const revision = await holdOrganisation(tx, tenant);
        const before = cached?.revision === revision ? cached : await loadSnapshot(tx, tenant, revision);
        const { draft, deeds, refused }: Plan = plan(
          await factsFor(tx, tenant, before, changes),
          changes,
          by.at,
          actor,
        );
        whole(refused);
        const changed = await flush(tx, tenant, draft);
        const shut = await shutOut(tx, tenant, draft, by);
        if (changed) {
          await tx
            .updateTable('organisation_head')
            .set({ revision: revision + 1 })
            .where('tenant_id', '=', tenant)
            .execute();
        }
        await noteAll([...deeds, ...shut]);
        if (!changed) return before;
        const rows = <T extends object>(table: { values(): Iterable<T> }, key: (row: T) => string) =>
          new Map([...table.values()].map((row) => [key(row), row]));
        return {
          revision: revision + 1,
          authorities: rows(draft.authorities, ({ id }) => id),
          units: rows(draft.units, ({ id }) => id),
          successions: rows(draft.successions, ({ predecessor, successor }) => `${predecessor} ${successor}`),
        } satisfies Snapshot;
      }, by);
      keep(after);
    },

    async inspect() {
      const stored = await run(load);
      return { units: stored.units.size, flaws: flawsOf(stored) };
    },

    async tryChanges(changes, at, actor) {
      const there = await snapshot();
      return run(async () => plan(await factsFor(db, tenant, there, changes), changes, at, actor).refused);
    },
  };
}
