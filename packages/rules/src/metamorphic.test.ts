import type { BudgetTable, Disclosure, Finding } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosures as anyDisclosure } from '../test/any-disclosure.ts';
import { goldenAvailable, goldenNames, readGolden } from '../test/golden.ts';
import { indexDisclosure } from './disclosure-index.ts';
import { disclosure, profileOfExample, table } from './example.ts';
import { effectOf, holds, type Identity, residueOf } from './identity.ts';
import { checkDisclosures, rules } from './index.ts';
import { Missing } from './rule.ts';

/** What means the same must be judged the same; what was changed must be found where it was changed. */

if (!goldenAvailable) console.log('../shared is not there: nothing is rewritten in readings made by people');

const real = goldenAvailable ? goldenNames().map((name) => ({ name, one: readGolden(name) })) : [];
const examples = rules.flatMap(({ id, examples: { wrong, right } }) =>
  [...wrong, ...right]
    .filter(({ disclosures }) => disclosures.length === 1)
    .map((example) => ({
      name: `${id}: ${example.title}`,
      one: example.disclosures[0]!,
      profile: profileOfExample(id, example),
    })),
);
const cases: readonly { name: string; one: Disclosure; profile?: ReturnType<typeof profileOfExample> }[] = [
  ...real,
  ...examples,
];

function findingsOf({ one, profile }: (typeof cases)[number]): Finding[] {
  return checkDisclosures([one], profile ? { profile } : {}).documents[0]!.findings;
}

/** By what findings are known again, wherever they stand. */
function known(findings: readonly Finding[]): string[] {
  return findings.map(({ rule, severity, fingerprint }) => `${rule} ${severity} ${fingerprint}`).sort();
}

/** The same where the figures themselves are written otherwise. */
function about(findings: readonly Finding[]): string[] {
  return findings
    .map(({ rule, subject: { sheet, table: of, row, column } }) => [rule, sheet, of, row, column].join(' '))
    .sort();
}

const changeTables = (one: Disclosure, change: (table: BudgetTable) => BudgetTable): Disclosure => ({
  ...one,
  budgetTables: one.budgetTables.map(change),
  // A row that moves takes its place in the file with it; what stands where is no part of this test.
  provenance: {},
});

/** Lists of which every row stands for itself. */
const LISTS: readonly string[] = ['project-list', 'procurement', 'assets'];

const sums = rules.filter((rule) => rule.kind === 'identity');
/** All sums of a disclosure, one by one. */
const identitiesOf = (one: Disclosure): Identity[] =>
  sums.flatMap((rule) => {
    const values = Object.fromEntries(
      Object.entries(rule.parameters).map(([name, { default: value }]) => [name, value]),
    );
    return [...rule.find(indexDisclosure(one), values)].filter(
      (found): found is Identity => !(found instanceof Missing),
    );
  });

/** Whether a sum holds only because its figures are rounded. */
const isRounded = (identity: Identity): boolean => holds(identity) && residueOf(identity) !== 0n;

describe('what changes nothing', () => {
  it('the name of the file', () => {
    for (const one of cases) {
      const renamed = { ...one.one, source: { ...one.one.source, name: '另存为 (1).xlsx' } };
      expect(findingsOf({ ...one, one: renamed }), one.name).toEqual(findingsOf(one));
    }
  });

  it('blank rows in tables', () => {
    for (const one of cases) {
      const spaced = changeTables(one.one, (of) => {
        const blank = { label: '', cells: of.columns.map(() => null) };
        return { ...of, rows: of.rows.flatMap((row, i) => (i % 3 === 1 ? [row, blank] : [row])) };
      });
      expect(known(findingsOf({ ...one, one: spaced })), one.name).toEqual(
        known(findingsOf({ ...one, one: changeTables(one.one, (of) => of) })),
      );
    }
  });

  it('the order of the rows of a list', () => {
    for (const one of cases) {
      const turned = changeTables(one.one, (of) => {
        // Under a subtotal or a unit stand its own rows.
        const nested = of.rows.some(
          ({ code, label }) => code || /小计|其中/.test(label) || label === one.one.unit?.name,
        );
        if (!LISTS.includes(of.kind) || nested) return of;
        const total = of.rows.filter(({ label }) => /^(合计|总计)$/.test(label));
        return { ...of, rows: [...total, ...of.rows.filter((row) => !total.includes(row)).reverse()] };
      });
      const straight = changeTables(one.one, (of) => of);
      expect(known(findingsOf({ ...one, one: turned })), one.name).toEqual(
        known(findingsOf({ ...one, one: straight })),
      );
    }
  });

  it('the order of key tasks and of sentences', () => {
    for (const one of cases) {
      const turned = {
        ...one.one,
        goalSheets: one.one.goalSheets.map((sheet) => ({ ...sheet, tasks: sheet.tasks.toReversed() })),
        unread: one.one.unread.toReversed(),
        provenance: {},
      };
      expect(known(findingsOf({ ...one, one: turned })), one.name).toEqual(
        known(findingsOf({ ...one, one: { ...one.one, provenance: {} } })),
      );
    }
  });

  it('元 in the place of 万元', () => {
    for (const one of examples) {
      // Of a figure rounded to 万元 nobody knows how many 元 it was: not in real readings either.
      // A slip in the unit is one no longer when the unit is another.
      if (identitiesOf(one.one).some(isRounded) || /unit-slip/.test(one.name)) continue;
      const index = indexDisclosure(one.one);
      const inYuan = changeTables(one.one, (of) => of);
      inYuan.budgetTables = index.tables.map(({ table: of, columns }) =>
        of.moneyUnit !== '万元'
          ? of
          : {
              ...of,
              moneyUnit: '元',
              rows: of.rows.map((row) => ({
                ...row,
                cells: row.cells.map((cell, i) =>
                  typeof cell === 'number' && (columns[i]?.role === 'money' || /单价/.test(columns[i]?.key ?? ''))
                    ? Math.round(cell * 1e6) / 100
                    : cell,
                ),
              })),
            },
      );
      expect(about(findingsOf({ ...one, one: inYuan })), one.name).toEqual(
        about(findingsOf({ ...one, one: changeTables(one.one, (of) => of) })),
      );
    }
  });

  it('in random disclosures: the name of the file, and blank rows', () => {
    fc.assert(
      fc.property(anyDisclosure, fc.nat(5), (one, at) => {
        const spaced = changeTables(one, (of) => {
          const blank = { label: '', cells: of.columns.map(() => null) };
          return { ...of, rows: [...of.rows.slice(0, at), blank, ...of.rows.slice(at)] };
        });
        spaced.source = { ...one.source, name: '另存为.docx' };
        expect(known(findingsOf({ name: '', one: spaced }))).toEqual(known(findingsOf({ name: '', one })));
      }),
      { numRuns: 200 },
    );
  });
});

describe('one changed digit', () => {
  /** Every figure of every table, one after another: what is found is what the sums that contain it say. */
  const sweep = (one: Disclosure): number => {
    let swept = 0;
    one.budgetTables.forEach((of, t) => {
      of.rows.forEach((row, r) => {
        row.cells.forEach((cell, c) => {
          if (typeof cell !== 'number' || Math.abs(cell) < 1) return;
          const path = `/budgetTables/${t}/rows/${r}/cells/${c}`;
          const changed = changeTables(one, (table) => table);
          // The digit before the point: 9 becomes 0, every other one more.
          const digit = Math.floor(Math.abs(cell)) % 10;
          const to = cell + Math.sign(cell) * (digit === 9 ? -9 : 1);
          changed.budgetTables = one.budgetTables.map((table, i) =>
            i !== t
              ? table
              : {
                  ...table,
                  rows: table.rows.map((old, j) =>
                    j !== r ? old : { ...old, cells: old.cells.map((value, k) => (k === c ? to : value)) },
                  ),
                },
          );
          const containing = identitiesOf(changed).filter(
            (identity) =>
              effectOf(identity, path) !== 0n || identity.factors?.some((factor) => factor.path === path) === true,
          );
          const broken = containing.filter((identity) => !holds(identity));
          const { findings } = checkDisclosures([changed], { rules: sums }).documents[0]!;
          if (broken.length === 0) expect(findings, path).toEqual([]);
          else {
            expect(findings.length, path).toBeGreaterThan(0);
            // One cause, not a cascade.
            expect(findings.length, path).toBeLessThanOrEqual(broken.length);
            const cells = new Set(
              broken.flatMap(({ total, parts, factors }) => [
                total.path,
                ...parts.map((part) => part.path),
                ...(factors ?? []).map((factor) => factor.path),
              ]),
            );
            for (const { paths } of findings)
              expect(
                paths.some((at) => cells.has(at)),
                path,
              ).toBe(true);
            expect(
              findings.some(({ paths }) => paths.includes(path)),
              path,
            ).toBe(true);
          }
          swept++;
        });
      });
    });
    return swept;
  };

  it('is found in tables that add up both ways', () => {
    const one = disclosure({
      tables: [
        table(
          'expenditure-summary',
          '部门支出总表',
          ['合计', '基本支出', '项目支出'],
          [
            ['合计', 60, 24, 36],
            ['示例甲', 33, 13, 20],
            ['示例乙', 27, 11, 16],
          ],
        ),
      ],
    });
    expect(identitiesOf(one).every(holds)).toBe(true);
    expect(sweep(one)).toBe(9);
  });

  it.runIf(goldenAvailable)('is found in every table of real readings whose sums hold', () => {
    let swept = 0;
    for (const { one } of real) {
      const bare = { ...one, provenance: {}, goalSheets: [], statements: [] };
      if (bare.budgetTables.length > 0 && identitiesOf(bare).every(holds)) swept += sweep(bare);
    }
    expect(swept).toBeGreaterThan(100);
  });
});
