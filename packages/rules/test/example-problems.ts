import type { Finding } from '@jizhun/model';
import { sameValue } from '@jizhun/model';
import { profileOfExample } from '../src/example.ts';
import { checkDisclosures } from '../src/index.ts';
import type { Example, Rule, WrongExample } from '../src/rule.ts';

/** What does not hold of examples, in words; the tests expect nothing of it, and mutation tests something of every change. */

/** The findings of an example, with all rules at once, as it runs: what another rule takes for itself is not found here. */
function findingsOf(id: string, example: Example, rules: readonly Rule[]): Finding[] {
  const { documents } = checkDisclosures(example.disclosures, { rules, profile: profileOfExample(id, example) });
  return documents.flatMap(({ findings }) => findings);
}

/** Of an example that the rule must report. */
export function wrongProblems(id: string, example: WrongExample, rules: readonly Rule[]): string[] {
  const mine = findingsOf(id, example, rules).filter(({ rule }) => rule === id);
  const [first] = mine;
  if (!first) return ['is not found'];
  const subject: Readonly<Record<string, unknown>> = { ...first.subject };
  return [
    ...Object.entries(example.subject).flatMap(([name, value]) =>
      sameValue(subject[name], value) ? [] : [`is about ${name} ${JSON.stringify(subject[name])}`],
    ),
    ...mine.flatMap(({ message, advice, basis, paths }) => [
      ...(/[\u4e00-\u9fff].*。$/s.test(message) ? [] : [`says ${message}`]),
      ...(/。$/.test(advice ?? '') ? [] : [`advises ${advice}`]),
      ...(/《/.test(basis ?? '') ? [] : [`rests on ${basis}`]),
      ...(paths.length > 0 ? [] : ['is nowhere']),
    ]),
  ];
}

/** Of an example of which the rule must say nothing. */
export function rightProblems(id: string, example: Example, rules: readonly Rule[]): string[] {
  return findingsOf(id, example, rules)
    .filter(({ rule }) => rule === id)
    .map(({ message }) => message);
}

/** What other rules say of an example: of one that is right nothing at all, of a wrong one nothing but advice. */
export function strangers(id: string, example: Example, wrong: boolean, rules: readonly Rule[]): string[] {
  return findingsOf(id, example, rules)
    .filter(({ rule, severity }) => (wrong ? rule !== id && severity !== 'info' : true))
    .map(({ rule, message }) => `${rule}: ${message}`);
}
