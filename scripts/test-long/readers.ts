import { readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../packages/rules/measure');

type Judgement = 'right' | 'debatable' | 'wrong';
/** document → rule → subject → what was said of it. */
type Judged<Said> = Record<string, Record<string, Record<string, Said>>>;

interface Sample {
  seed: number;
  pool: number;
  drawnAs: Record<string, { judged: number; right: number; wrong: number }>;
  judged: Judged<Judgement | { judgement: Judgement; mended?: boolean }>;
}

/** What two people who read findings on the real documents say of them, and how far they agree. */
export function readersLines(): string[] {
  const first = read<Judged<Judgement>>('judgements.json');
  const { seed, pool, drawnAs, judged } = read<Sample>('second-judge.json');
  const all = Object.entries(judged).flatMap(([document, rules]) =>
    Object.entries(rules).flatMap(([rule, keys]) =>
      Object.entries(keys).map(([key, said]) => ({
        first: first[document]?.[rule]?.[key],
        second: typeof said === 'string' ? said : said.judgement,
        mended: typeof said !== 'string' && said.mended === true,
      })),
    ),
  );
  const same = all.filter((one) => one.first === one.second).length;
  const notRight = all.filter(({ second }) => second !== 'right').length;
  const mended = all.filter((one) => one.mended).length;
  const share = (n: number, of: number): string => `${((100 * n) / of).toFixed(1)} %`;
  const severities = Object.entries(drawnAs).map(
    ([severity, { judged: n, right, wrong }]) =>
      `${severity} ${right} of ${n} right (${share(right, n)}), ${wrong} wrong`,
  );
  return [
    '## Findings judged twice',
    '',
    'One reader judged every finding on the real documents. A second one, who did not see that, read the source text of a',
    `sample: ${all.length} of ${pool} distinct findings, drawn by rule and severity (seed ${seed}). Both say the same of ${same}`,
    `(${share(same, all.length)}). By the second reader: ${severities.join('; ')};`,
    `of the ${notRight} not plainly right, the wording or the rule of ${mended} was mended since. Where they differ:`,
    '`npm run rules:measure -- --differences`.',
    '',
  ];
}

function read<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as T;
}
