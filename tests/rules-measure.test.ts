import { describe, expect, it } from 'vitest';
import { sharedIsThere } from './real/files.ts';
import { agreementOf, measureRules, realReadings } from './real/rules.ts';

if (!sharedIsThere) console.log('../shared is not there: rules are not measured on real documents');

/** The numbers that rules must keep on the real documents, against what people found there and judged. */
describe.runIf(sharedIsThere)('rules on real documents', async () => {
  const { documents, golden } = measureRules(await realReadings());
  const all = documents.flatMap(({ findings }) => findings);

  it('find at least nine of ten of what people found', () => {
    const counted = golden.reduce((n, one) => n + one.counted, 0);
    const found = golden.reduce((n, one) => n + one.found, 0);
    expect(found / counted).toBeGreaterThanOrEqual(0.9);
  });

  it('have a reason for each miss', () => {
    for (const { document, missed } of golden)
      for (const { index, reason } of missed) expect(reason, `${document} ${index}`).not.toBe('');
  });

  it('say nothing that nobody has judged: npm run rules:measure -- --unjudged', () => {
    const unjudged = all.filter(({ judgement }) => judgement === undefined);
    expect(unjudged.map(({ finding, key }) => `${finding.rule} ${key}`)).toEqual([]);
  });

  it.each([
    ['error', 0.95],
    ['warning', 0.85],
  ] as const)('are right where they say %s', (severity, share) => {
    const mine = all.filter(({ finding }) => finding.severity === severity);
    const right = mine.filter(({ judgement }) => judgement === 'right').length;
    expect(right / mine.length).toBeGreaterThanOrEqual(share);
  });

  it('are right to a second reader as well, who judged a sample afresh', () => {
    const { judged, same, severities } = agreementOf(documents);
    const [errors, warnings] = severities.map(({ right, judged: n }) => right / n);
    expect(judged).toBeGreaterThanOrEqual(200);
    expect(same / judged).toBeGreaterThanOrEqual(0.85);
    expect(errors).toBeGreaterThanOrEqual(0.95);
    expect(warnings).toBeGreaterThanOrEqual(0.85);
  });
});
