import fc from 'fast-check';
import { expect, test } from 'vitest';
import { after, planned } from '../../test/organisation.ts';
import type { Change } from './changes.ts';
import { covers, dayAfter, holdsOn, overlap } from './days.ts';
import { flawsOf } from './flaws.ts';
import type { Snapshot } from './snapshot.ts';
import { lifeOf } from './state.ts';
import { treeOf } from './tree.ts';

const UNITS = ['u1', 'u2', 'u3', 'u4', 'u5', 'u6', 'u7', 'u8', 'u9', 'u10'] as const;
const NAMES = ['甲局', '乙局', '丙站', '丁所', '戊中心', '己处', '庚院', '辛馆', '壬校', '癸办'] as const;
const AUTHORITIES = ['a1', 'a2'] as const;

/** Days go on from change to change, now and then back: what comes later is mostly possible, not always. */
const step = fc.integer({ min: -1, max: 3 });
const unit = fc.constantFrom(...UNITS);
const name = fc.constantFrom(...NAMES);
const authority = fc.constantFrom(...AUTHORITIES);
const parent = fc.option(unit, { nil: null, freq: 2 });
const kind = fc.constantFrom('department' as const, 'unit' as const);
const code = fc.option(fc.constantFrom('001', '002', '003', '004', '005'), { nil: null });
const from = fc.constant('');
let made = 0;
const newUnit = fc.record({ name, kind, code }).map((rest) => ({ id: `n${++made}`, ...rest }));
const is = <const T extends string>(operation: T) => fc.constant(operation);

const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ operation: is('unit.add'), id: unit, from, name, kind, parent, authority }) },
  { weight: 4, arbitrary: fc.record({ operation: is('unit.change'), id: unit, from, parent }) },
  { weight: 2, arbitrary: fc.record({ operation: is('unit.change'), id: unit, from, name, code }) },
  { weight: 2, arbitrary: fc.record({ operation: is('unit.change'), id: unit, from, authority }) },
  {
    weight: 3,
    arbitrary: fc.record({
      operation: is('unit.merge'),
      units: fc.uniqueArray(unit, { minLength: 2, maxLength: 3 }),
      into: fc.oneof(
        unit,
        fc.record({ new: newUnit, authority }).map((one) => ({ ...one.new, authority: one.authority })),
      ),
      from,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      operation: is('unit.split'),
      id: unit,
      into: fc.array(newUnit, { minLength: 1, maxLength: 2 }),
      keeps: fc.boolean(),
      from,
    }),
  },
  { weight: 1, arbitrary: fc.record({ operation: is('unit.end'), id: unit, from }) },
);
const dayOf = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);

interface Told {
  snapshot: Snapshot;
  /** Changes that were made. */
  made: Change['operation'][];
}

/** What becomes of eight units, some below others. */
function organisationAfter([below, steps]: [(number | null)[], { change: Change; step: number }[]]): Told {
  let facts = after(
    planned([
      ...AUTHORITIES.map(
        (id, n): Change => ({ operation: 'authority.add', id, from: '2000-01-01', name: `财政局${n}` }),
      ),
      ...UNITS.slice(0, 8).map((id, n): Change => {
        const above = below[n] ?? null;
        const at =
          above === null ? { authority: 'a1' } : { parent: UNITS[Math.min(above, n - 1)] ?? null, authority: 'a1' };
        return { operation: 'unit.add', id, from: '2020-01-01', name: `单位${n}`, kind: 'unit', ...at };
      }),
    ]),
  );
  const made: Change['operation'][] = [];
  let day = 0;
  for (const { change, step } of steps) {
    day = Math.max(0, day + step);
    if (change.operation === 'unit.add' && facts.units.has(change.id)) continue;
    const plan = planned([{ ...change, from: dayOf(day) } as Change], facts);
    if (plan.refused.length === 0) made.push(change.operation);
    facts = after(plan);
  }
  return { snapshot: facts, made };
}

const told = fc
  .tuple(
    fc.array(fc.option(fc.integer({ min: 0, max: 7 }), { nil: null }), { minLength: 8, maxLength: 8 }),
    fc.array(fc.record({ change, step }), { minLength: 5, maxLength: 30 }),
  )
  .map(organisationAfter);
const histories = told.map(({ snapshot }) => snapshot);

test('the histories below hold every kind of change', () => {
  const made = fc.sample(told, { numRuns: 300, seed: 1 }).flatMap((one) => one.made);
  const counts = Map.groupBy(made, (operation) => operation);
  for (const operation of ['unit.add', 'unit.change', 'unit.merge', 'unit.split', 'unit.end'] as const)
    expect(counts.get(operation)?.length ?? 0, operation).toBeGreaterThan(30);
});

/** Days on which something may be different, and those before them. */
const daysIn = ({ units }: Snapshot) => [
  ...new Set(
    [...units.values()].flatMap(({ terms }) =>
      terms.flatMap(({ from, to }) => [from, ...(to === null ? [] : [to, dayAfter(to)])]),
    ),
  ),
];

test('the terms of a unit follow each other without gaps and overlaps', () => {
  fc.assert(
    fc.property(histories, ({ units }) => {
      for (const { terms } of units.values()) {
        for (const [at, { from, to }] of terms.entries()) {
          if (to !== null) expect(to >= from).toBe(true);
          const next = terms[at + 1];
          if (next !== undefined) expect(to === null ? undefined : dayAfter(to)).toBe(next.from);
        }
      }
    }),
    { numRuns: 300 },
  );
});

test('on no day is there a cycle, a unit without the one above it, a foreign authority, or a name twice', () => {
  fc.assert(
    fc.property(histories, (snapshot) => {
      const { units } = snapshot;
      for (const { id, terms } of units.values()) {
        for (const term of terms) {
          const above = term.parent === null ? undefined : units.get(term.parent);
          expect(term.parent === null || above !== undefined).toBe(true);
          if (above === undefined) continue;
          expect(covers(lifeOf(above), term)).toBe(true);
          for (const one of above.terms) if (overlap(one, term)) expect(one.authority).toBe(term.authority);
          expect(id).not.toBe(term.parent);
        }
      }
      for (const day of daysIn(snapshot)) {
        const tree = treeOf(snapshot, day);
        const there = [...units.values()].filter(({ terms }) => terms.some((term) => holdsOn(term, day)));
        expect(new Set(tree.units.map(({ id }) => id))).toEqual(new Set(there.map(({ id }) => id)));
        const names = tree.units.map(({ parent, authority, name }) => `${parent ?? authority} ${name}`);
        expect(new Set(names).size).toBe(names.length);
        const codes = tree.units
          .filter(({ code }) => code !== null)
          .map(({ authority, code }) => `${authority} ${code}`);
        expect(new Set(codes).size).toBe(codes.length);
        for (const { id, parent } of tree.units) {
          const line = tree.lineOf(id);
          expect(line?.units[0]).toBe(id);
          expect(line?.units[1] ?? null).toBe(parent);
          expect(new Set(line?.units).size).toBe(line?.units.length);
          for (const above of line?.units.slice(1) ?? []) expect(tree.below(above)).toContain(id);
        }
      }
    }),
    { numRuns: 200 },
  );
});

const moment = fc.integer({ min: -5, max: 40 }).map(dayOf);

test('following a unit forward and back is the same way, and leads somewhere unless it ended', () => {
  fc.assert(
    fc.property(histories, fc.tuple(moment, moment), (snapshot, days) => {
      const [first, last] = days.toSorted();
      if (first === undefined || last === undefined) return;
      const tree = treeOf(snapshot, last);
      const earlier = treeOf(snapshot, first);
      for (const { id } of earlier.units) {
        for (const later of tree.followed(id, first, last)) expect(tree.followed(later, last, first)).toContain(id);
        const goesOn = snapshot.units.get(id)?.terms.some((term) => holdsOn(term, last));
        if (goesOn === true) expect(tree.followed(id, first, last)).toContain(id);
      }
      for (const { id } of tree.units) {
        for (const before of tree.followed(id, last, first)) expect(tree.followed(before, first, last)).toContain(id);
      }
    }),
    { numRuns: 300 },
  );
});

test('an inspection has nothing to say of what changes leave, and tells what they would not', () => {
  fc.assert(
    fc.property(histories, fc.nat(), (snapshot, which) => {
      expect(flawsOf(snapshot)).toEqual([]);
      const units = [...snapshot.units.values()];
      const unit = units[which % units.length];
      if (unit === undefined) return;
      const [first, ...others] = unit.terms;
      if (first === undefined) return;
      const tampered = { ...unit, terms: [{ ...first, to: '1999-12-31' }, ...others] };
      expect(flawsOf({ ...snapshot, units: new Map(snapshot.units).set(unit.id, tampered) })).not.toEqual([]);
    }),
    { numRuns: 100 },
  );
});
