/**
 * `npm run rules:measure`: reads every real document of ../shared, runs all rules over it and prints, per rule, its hits
 * and its precision as people judged it, and which findings of the golden readings are found, missed, or reported beyond
 * them. `npm run rules:measure -- 002` only those whose name begins so; `--all` prints each finding and its judgement;
 * `--unjudged` writes the findings that nobody has judged yet to the standard output, one a line; `--differences` those
 * of the second reader's sample on which the two readers differ.
 */
import { type Agreement, agreementOf, type Measured, measureRules, realReadings } from '../tests/real/rules.ts';

const args = process.argv.slice(2);
const prefixes = args.filter((arg) => !arg.startsWith('--'));
const readings = await realReadings(prefixes);
if (readings.length === 0) console.log('../shared is not there, or holds no such file: nothing to measure');
else {
  const measured = measureRules(readings);
  print(measured);
  printAgreement(agreementOf(measured.documents));
}

function printAgreement({ judged, same, gone, severities, rules, differences }: Agreement): void {
  const share = (n: number, of: number) => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
  console.log(
    `\nsecond reader: ${judged} findings of the sample, ${gone} of it no longer reported; both readers agree on ${same} (${share(same, judged)})`,
  );
  for (const one of severities)
    console.log(`  ${one.severity}: ${one.judged} judged, right ${share(one.right, one.judged)}, wrong ${one.wrong}`);
  console.log(`  they differ on: ${rules.map((one) => `${one.id} ${one.judged - one.same}/${one.judged}`).join(', ')}`);
  if (args.includes('--differences'))
    for (const { document, rule, key, first, second, reason } of differences)
      console.log([document, rule, key, `first ${first}`, `second ${second}`, reason].join('\t'));
}

function print({ rules, golden, documents }: Measured): void {
  for (const { document, findings } of documents) {
    if (args.includes('--unjudged') || args.includes('--all')) {
      for (const { finding, key, judgement } of findings) {
        if (args.includes('--all') || judgement === undefined)
          console.log([document, finding.rule, key, judgement ?? '?', finding.severity, finding.message].join('\t'));
      }
    }
  }
  console.log(`\n${'rule'.padEnd(32)} ${'severity'.padEnd(9)} hits  right wrong debatable unjudged  precision`);
  for (const { id, severity, hits, right, wrong, debatable, unjudged } of rules) {
    const judged = right + wrong + debatable;
    const precision = judged === 0 ? '' : `${((100 * (right + debatable / 2)) / judged).toFixed(1)} %`;
    console.log(
      `${id.padEnd(32)} ${severity.padEnd(9)} ${[hits, right, wrong, debatable, unjudged].map((n) => String(n).padStart(5)).join(' ')}  ${precision.padStart(9)}`,
    );
  }
  for (const severity of ['error', 'warning', 'info'] as const) {
    const found = documents.flatMap(({ findings }) => findings.filter(({ finding }) => finding.severity === severity));
    const count = (verdict: string) => found.filter(({ judgement }) => judgement === verdict).length;
    const judged = found.filter(({ judgement }) => judgement !== undefined).length;
    const share = (n: number) => (judged === 0 ? '–' : `${((100 * n) / judged).toFixed(1)} %`);
    console.log(
      `all of severity ${severity}: ${found.length} findings, ${judged} judged, right ${share(count('right'))}, right or debatable ${share(count('right') + count('debatable'))}`,
    );
  }
  for (const { document, counted, found, missed, beyond, alsoFound } of golden) {
    console.log(
      `\ngolden ${document}: ${found} of ${counted} counted findings found (${((100 * found) / counted).toFixed(1)} %), ${alsoFound} of those not counted found as well, ${beyond} reported beyond them`,
    );
    for (const miss of missed) console.log(`  missed ${miss.index}  ${miss.where}  ${miss.reason}`);
  }
  const counted = golden.reduce((n, one) => n + one.counted, 0);
  const found = golden.reduce((n, one) => n + one.found, 0);
  if (counted > 0)
    console.log(
      `\nall: ${found} of ${counted} counted golden findings found (${((100 * found) / counted).toFixed(1)} %)`,
    );
}
