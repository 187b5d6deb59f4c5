import { applyEdits, type Disclosure, type JsonPointer, pointer } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosures as anyDisclosure } from '../test/any-disclosure.ts';
import { goldenAvailable, goldenNames, readGolden } from '../test/golden.ts';
import { goalSheet, income, indicator, disclosure as make, table } from './example.ts';
import { checkDisclosures, createChecker, rules } from './index.ts';

const examples = rules.flatMap(({ id, examples: { wrong, right } }) =>
  [...wrong, ...right].map(({ title, disclosures }) => ({ title: `${id}: ${title}`, disclosures })),
);

/** Every place where a value or an element of a list stands. */
function placesOf(value: unknown, path: JsonPointer = ''): JsonPointer[] {
  if (value === null || typeof value !== 'object') return [path];
  const inner = Object.entries(value).flatMap(([step, one]) => placesOf(one, path + pointer(step)));
  return Array.isArray(value) || path === '' ? inner : [path, ...inner];
}

/** What a person may do to a disclosure at such a place, or undefined where this cannot be done there. */
function edited(one: Disclosure, place: number, what: number): Disclosure | undefined {
  const paths = placesOf({ ...one, schema: null, source: null, provenance: null }).filter(
    (path) => !/^\/(schema|source|provenance)/.test(path),
  );
  const path = paths[place % paths.length] ?? '';
  const holder: JsonPointer = path.slice(0, path.lastIndexOf('/'));
  const at = (steps: JsonPointer): unknown =>
    steps
      .split('/')
      .slice(1)
      .reduce<unknown>(
        (value, step) => (value as Record<string, unknown>)[step.replace(/~1/g, '/').replace(/~0/g, '~')],
        one,
      );
  const from = at(path);
  const inList = Array.isArray(at(holder));
  const edit =
    typeof from === 'string'
      ? { path, from, to: what % 2 === 0 ? `${from}0` : '≥100%' }
      : typeof from === 'number'
        ? { path, from, to: what % 2 === 0 ? from + 1 : 0 }
        : inList
          ? what % 2 === 0
            ? { path, from, to: undefined }
            : { path, from: undefined, to: structuredClone(from) }
          : undefined;
  if (!edit) return undefined;
  const outcome = applyEdits(one, [edit]);
  // A value of another kind (a unit of money that is none) is no edit that anyone can make.
  return outcome.ok && disclosureSchema.safeParse(outcome.disclosure).success ? outcome.disclosure : undefined;
}

const edits = fc.array(fc.tuple(fc.nat(9), fc.nat(100_000), fc.nat(9)), { minLength: 1, maxLength: 6 });

/** Makes the edits one after another; after each the report must be that of a whole check. */
function follow(disclosures: readonly Disclosure[], all: readonly (readonly [number, number, number])[]): void {
  const now = [...disclosures];
  const checker = createChecker(now);
  for (const [which, place, what] of all) {
    const document = which % now.length;
    const one = edited(now[document]!, place, what);
    if (!one) continue;
    now[document] = one;
    const [updated, whole] = [checker.update(document, one), checkDisclosures(now)];
    if (JSON.stringify(updated) !== JSON.stringify(whole)) expect(updated).toEqual(whole);
  }
}

describe('createChecker', () => {
  it('reports after any edit what a whole check does', () => {
    fc.assert(fc.property(fc.array(anyDisclosure, { minLength: 1, maxLength: 3 }), edits, follow), { numRuns: 100 });
  });

  it('does so on the examples of the rules', () => {
    fc.assert(
      fc.property(fc.constantFrom(...examples), edits, ({ disclosures }, all) => follow(disclosures, all)),
      { numRuns: 150 },
    );
  });

  it.runIf(goldenAvailable)('does so on real readings', () => {
    const real = goldenNames().map(readGolden);
    fc.assert(
      fc.property(fc.constantFrom(...real), edits, (one, all) => follow([one], all)),
      { numRuns: 20 },
    );
    fc.assert(
      fc.property(edits, (all) => follow(real.slice(0, 3), all)),
      { numRuns: 3 },
    );
  });

  it('reports the same for a copy, and the same findings as the same objects', () => {
    const one = make({
      sheets: [
        goalSheet('示例培训经费', {
          funding: [income('资金总额', 110), income('一般公共预算资金', 100)],
          indicators: [indicator('满意度/服务对象满意度/学员满意度', '≥100%')],
        }),
        goalSheet('示例宣传经费', { indicators: [indicator('产出指标/质量指标/示例合格率', '≥120%')] }),
      ],
      tables: [table('project-list', '项目支出表', ['总计'], [['示例培训经费', 110]])],
    });
    const checker = createChecker([one]);
    const { findings } = checker.report.documents[0]!;
    expect(findings.length).toBeGreaterThan(1);
    const again = checker.update(0, structuredClone(one)).documents[0]!.findings;
    expect(again).toEqual(findings);
    const other = applyEdits(one, [{ path: '/goalSheets/1/name', from: '示例宣传经费', to: '示例宣传专项' }]);
    if (!other.ok) throw new Error(other.message);
    const ofFirst = (all: typeof findings) => all.filter(({ paths }) => paths[0]?.startsWith('/goalSheets/0/'));
    const kept = createChecker([one]);
    const before = ofFirst(kept.report.documents[0]!.findings);
    const after = ofFirst(kept.update(0, other.disclosure).documents[0]!.findings);
    expect(before.length).toBeGreaterThan(0);
    expect(after.length).toBe(before.length);
    after.forEach((finding, i) => {
      expect(finding).toBe(before[i]);
    });
  });

  it('checks everything anew where the year or the place is another', () => {
    const { disclosures } = examples.find(({ disclosures: [one] }) => (one?.goalSheets.length ?? 0) > 0)!;
    const [one, ...others] = disclosures;
    const checker = createChecker(disclosures);
    for (const other of [
      { ...one!, fiscalYear: 2020 },
      { ...one!, fiscalYear: 2020, place: { id: 'jiangsu' } },
    ])
      expect(checker.update(0, other)).toEqual(checkDisclosures([other, ...others]));
  });

  it('knows the positions of its disclosures', () => {
    const checker = createChecker([]);
    expect(() => checker.update(0, examples[0]!.disclosures[0]!)).toThrow(RangeError);
  });
});
