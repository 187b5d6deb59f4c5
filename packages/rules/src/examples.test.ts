import { describe, expect, it } from 'vitest';
import { chosenRules } from '../test/chosen-rules.ts';
import { profileOfExample } from './example.ts';
import { checkDisclosures } from './index.ts';

describe.each(chosenRules.map((rule) => ({ id: rule.id, rule })))('$id', ({ id, rule }) => {
  it.each(rule.examples.wrong)('finds: $title', (example) => {
    const { disclosures, subject } = example;
    // With all rules at once, as it runs: what another rule takes for itself is not found here.
    const report = checkDisclosures(disclosures, { profile: profileOfExample(id, example) });
    const mine = report.documents.flatMap(({ findings }) => findings.filter(({ rule: by }) => by === id));
    expect(mine.length).toBeGreaterThan(0);
    expect(mine[0]?.subject).toMatchObject(subject);
    for (const finding of mine) {
      expect(finding.message).toMatch(/[\u4e00-\u9fff].*。$/);
      expect(finding.advice).toMatch(/。$/);
      expect(finding.basis).toMatch(/《/);
      expect(finding.paths.length).toBeGreaterThan(0);
    }
  });

  it.each(rule.examples.right)('is silent: $title', (example) => {
    const report = checkDisclosures(example.disclosures, { profile: profileOfExample(id, example) });
    expect(report.documents.flatMap(({ findings }) => findings.filter(({ rule: by }) => by === id))).toEqual([]);
  });
});

describe('examples', () => {
  it('give one finding for one cause', () => {
    for (const rule of chosenRules) {
      for (const example of rule.examples.wrong) {
        const { title, disclosures } = example;
        const profile = profileOfExample(rule.id, example);
        const findings = checkDisclosures(disclosures, { profile }).documents.flatMap(({ findings: found }) => found);
        const strangers = findings.filter(({ rule: by, severity }) => by !== rule.id && severity !== 'info');
        expect(
          strangers.map(({ rule: by, message }) => `${by}: ${message}`),
          `${rule.id}: ${title}`,
        ).toEqual([]);
      }
    }
  });

  it('that are right give no finding of any rule', () => {
    for (const rule of chosenRules) {
      for (const example of rule.examples.right) {
        const { title, disclosures } = example;
        const profile = profileOfExample(rule.id, example);
        const findings = checkDisclosures(disclosures, { profile }).documents.flatMap(({ findings: found }) => found);
        expect(
          findings.map(({ rule: by, message }) => `${by}: ${message}`),
          `${rule.id}: ${title}`,
        ).toEqual([]);
      }
    }
  });
});
