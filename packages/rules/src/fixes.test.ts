import { applyEdits, type Disclosure, type Finding } from '@jizhun/model';
import { disclosureSchema } from '@jizhun/model/schema';
import { describe, expect, it } from 'vitest';
import { goldenAvailable, goldenNames, readGolden } from '../test/golden.ts';
import { checkDisclosures, rules } from './index.ts';

/** Only national defaults: an example must not depend on what a place's profile states today. */
const profile = () => ({ severity: {}, disabledRules: [], ruleParameters: {} });

const about = ({ rule, subject }: Finding): string => JSON.stringify([rule, subject]);
const key = (finding: Finding): string => `${about(finding)}${finding.paths[0]}`;
/** What must not be new: errors, whatever they are about. */
const errors = (findings: readonly Finding[]) => findings.filter(({ severity }) => severity === 'error').map(about);

/** Applies the fix of one finding, checks again, and says what became of it. */
function afterFix(disclosures: readonly Disclosure[], document: number, finding: Finding) {
  const outcome = applyEdits(disclosures[document]!, finding.fix!.edits);
  if (!outcome.ok) throw new Error(`${finding.rule}: ${outcome.message}`);
  const changed = disclosures.map((one, i) => (i === document ? outcome.disclosure : one));
  expect(disclosureSchema.safeParse(outcome.disclosure).error, finding.rule).toBeUndefined();
  return checkDisclosures(changed, { profile }).documents.map(({ findings }) => findings);
}

function expectMended(disclosures: readonly Disclosure[], title: string): number {
  const before = checkDisclosures(disclosures, { profile }).documents.map(({ findings }) => findings);
  let fixes = 0;
  for (const [document, findings] of before.entries()) {
    for (const finding of findings) {
      if (!finding.fix) continue;
      fixes++;
      const after = afterFix(disclosures, document, finding);
      const where = `${title}: ${finding.rule} ${finding.message}`;
      expect(after[document]!.map(key), where).not.toContain(key(finding));
      const known = errors(before.flat());
      const remaining = errors(after.flat());
      const fresh = remaining.filter((one) => !known.includes(one));
      // A sum that two slips had broken is told anew, of the other one: then there is one error less.
      if (fresh.length > 0) expect(remaining.length, `${where}\nnew: ${fresh.join('\n')}`).toBeLessThan(known.length);
    }
  }
  return fixes;
}

describe('a fix', () => {
  const withFix = new Set<string>();
  it.each(rules.map((rule) => ({ id: rule.id, rule })))(
    'of the examples of $id mends what it is offered for',
    ({ rule }) => {
      for (const { title, disclosures } of rule.examples.wrong) {
        if (expectMended(disclosures, title) > 0) withFix.add(rule.id);
      }
    },
  );

  it('is offered wherever a repair is mechanical', () => {
    expect([...withFix].sort()).toMatchInlineSnapshot(`
      [
        "basic-expenditure",
        "compound-value",
        "evaluation-budget",
        "evaluation-goal-text",
        "evaluation-target",
        "evaluation-weight",
        "execution-rate",
        "execution-score",
        "grade-vs-score",
        "half-over-full",
        "label-swap",
        "level-wording",
        "level2-differs",
        "missing-subtotal",
        "name-mismatch",
        "op-cost-lower-bound",
        "op-direction",
        "pct-over-100",
        "row-score",
        "row-shift",
        "score-sum",
        "sum-fund-source",
        "sum-project-vs-table",
        "table-balance",
        "table-row-sum",
        "text-unit-slip",
        "text-vs-table",
        "unit-garbled",
        "unit-missing",
        "unit-vs-money",
        "unit-wrong-kind",
        "value-absurd",
      ]
    `);
  });
});

if (!goldenAvailable) console.log('../shared is not there: fixes are not tried on readings made by people');

describe.runIf(goldenAvailable)('a fix on golden readings', () => {
  it.each(goldenAvailable ? goldenNames() : [])('%s', (name) => {
    expectMended([readGolden(name)], name);
  });
});
