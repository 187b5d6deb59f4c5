import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Disclosure, type Finding, pointerSteps } from '@jizhun/model';
import { rules as allRules, checkDisclosures } from '@jizhun/rules';
import { readReal, realFiles } from './files.ts';

/** How rules are measured on the real documents: against what people found in them, and judged finding by finding. */

export type Judgement = 'right' | 'wrong' | 'debatable';

const FOLDER = path.resolve(import.meta.dirname, '../../packages/rules/measure');

/** document (first three digits of its name) → rule → subject → judgement. */
type Judgements = Record<string, Record<string, Record<string, Judgement>>>;

/** document → index of the golden finding → which rule finds it, and how the finding is known. */
type GoldenMap = Record<string, Record<string, { rules: string[]; sheets?: string[]; name?: string; miss?: string }>>;

interface Golden {
  goals: { id: string; kind: 'department' | 'project'; name: string }[];
  findings: { where: string; kind: string; detail: string; certain: boolean }[];
}

export interface Reading {
  name: string;
  /** `002`: its text, docx and xlsx say the same. */
  document: string;
  golden: string;
  disclosure: Disclosure;
}

export interface JudgedFinding {
  finding: Finding;
  key: string;
  judgement: Judgement | undefined;
}

/** What a second reader, who did not see the first one's judgements, says of a finding of the sample. */
type SecondJudgement = 'right' | { judgement: Judgement; reason: string; mended?: boolean };

/** The sample of packages/rules/measure/second-judge.json and how far both readers agree on it. */
export interface Agreement {
  /** Findings of the sample that both have judged. */
  judged: number;
  same: number;
  /** By the severity that the finding has now; those mended since count as they were judged. */
  severities: { severity: Finding['severity']; judged: number; right: number; wrong: number }[];
  /** Findings of the sample that are no longer reported. */
  gone: number;
  /** Rules on which they differ. */
  rules: { id: string; judged: number; same: number }[];
  differences: { document: string; rule: string; key: string; first: Judgement; second: Judgement; reason: string }[];
}

export interface Measured {
  documents: { document: string; name: string; findings: JudgedFinding[] }[];
  rules: {
    id: string;
    severity: string;
    hits: number;
    right: number;
    wrong: number;
    debatable: number;
    unjudged: number;
  }[];
  golden: {
    document: string;
    counted: number;
    found: number;
    alsoFound: number;
    beyond: number;
    missed: { index: number; where: string; reason: string }[];
  }[];
}

/** How far the second reader's sample agrees with the first one's judgements; of the documents in `documents` only. */
export function agreementOf(documents: Measured['documents']): Agreement {
  const { judged } = readJson<{ judged: Record<string, Record<string, Record<string, SecondJudgement>>> }>(
    'second-judge.json',
  );
  const known = new Map(
    documents.flatMap(({ document, findings }) =>
      findings.map((one) => [`${document}\t${one.finding.rule}\t${one.key}`, one] as const),
    ),
  );
  const here = new Set(documents.map(({ document }) => document));
  const both = Object.entries(judged).flatMap(([document, rules]) =>
    here.has(document)
      ? Object.entries(rules).flatMap(([rule, keys]) =>
          Object.entries(keys).map(([key, said]) => ({
            document,
            rule,
            key,
            one: known.get(`${document}\t${rule}\t${key}`),
            second: said === 'right' ? said : said.judgement,
            reason: said === 'right' ? '' : said.reason,
          })),
        )
      : [],
  );
  const compared = both.flatMap(({ one, ...rest }) =>
    one?.judgement ? [{ ...rest, first: one.judgement, severity: one.finding.severity }] : [],
  );
  const same = (list: readonly { first: Judgement; second: Judgement }[]): number =>
    list.filter(({ first, second }) => first === second).length;
  return {
    judged: compared.length,
    same: same(compared),
    severities: (['error', 'warning', 'info'] as const).map((severity) => {
      const mine = compared.filter((one) => one.severity === severity);
      return {
        severity,
        judged: mine.length,
        right: mine.filter(({ second }) => second === 'right').length,
        wrong: mine.filter(({ second }) => second === 'wrong').length,
      };
    }),
    gone: both.length - compared.length,
    rules: [...Map.groupBy(compared, ({ rule }) => rule)]
      .map(([id, list]) => ({ id, judged: list.length, same: same(list) }))
      .filter((one) => one.same < one.judged),
    differences: compared.filter(({ first, second }) => first !== second),
  };
}

export async function realReadings(prefixes: readonly string[] = []): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const file of realFiles()) {
    if (prefixes.length > 0 && !prefixes.some((prefix) => file.name.startsWith(prefix))) continue;
    readings.push({
      name: file.name,
      document: file.name.slice(0, 3),
      golden: file.golden,
      disclosure: await readReal(file),
    });
  }
  return readings;
}

/** What a finding is about, without the names of units: the sheet's name or 部门整体, then the innermost name. */
export function subjectKey({ goalSheets }: Disclosure, { subject }: Finding): string {
  const whole = goalSheets.some(({ scope, name }) => scope === 'department' && name === subject.sheet);
  const { table, section, level1, level2, level3, row, column } = subject;
  const where = whole ? '部门整体' : (subject.sheet ?? table ?? section ?? '');
  return [where, level3 ?? row ?? level2 ?? level1 ?? '', column ?? ''].filter(Boolean).join('｜');
}

export function measureRules(readings: readonly Reading[]): Measured {
  const judgements = readJson<Judgements>('judgements.json');
  const map = readJson<GoldenMap>('golden-map.json');
  const documents = readings.map(({ name, document, disclosure }) => ({
    document,
    name,
    findings: checkDisclosures([disclosure]).documents[0]!.findings.map((finding): JudgedFinding => {
      const key = subjectKey(disclosure, finding);
      return { finding, key, judgement: judgements[document]?.[finding.rule]?.[key] };
    }),
  }));
  const all = documents.flatMap(({ findings }) => findings);
  return {
    documents,
    rules: allRules.map(({ id, severity }) => {
      const mine = all.filter(({ finding }) => finding.rule === id);
      const count = (judgement: Judgement | undefined) => mine.filter((one) => one.judgement === judgement).length;
      return {
        id,
        severity,
        hits: mine.length,
        right: count('right'),
        wrong: count('wrong'),
        debatable: count('debatable'),
        unjudged: count(undefined),
      };
    }),
    golden: readings
      .filter(({ name, golden }) => name.endsWith('.txt') && existsSync(golden))
      .map((reading) =>
        againstGolden(
          reading,
          documents.find(({ name }) => name === reading.name)!.findings,
          map[reading.document] ?? {},
        ),
      ),
  };
}

function readJson<T>(name: string): T {
  return JSON.parse(readFileSync(path.join(FOLDER, name), 'utf8')) as T;
}

/** Counted are those marked certain, but for rounding, typos, damage of extraction and blank contact fields. */
export function isCounted({ kind, detail, where, certain }: Golden['findings'][number]): boolean {
  return certain && kind !== 'typo' && kind !== 'ocr' && !/rounding/.test(detail) && !/联系电话$/.test(where);
}

function againstGolden(
  { document, golden: file, disclosure }: Reading,
  findings: readonly JudgedFinding[],
  map: GoldenMap[string],
): Measured['golden'][number] {
  const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;
  const touched = findings.map(({ finding }) => ({ finding, ...namesOf(disclosure, finding) }));
  const used = new Set<Finding>();
  let counted = 0;
  let found = 0;
  let alsoFound = 0;
  const missed: Measured['golden'][number]['missed'] = [];
  golden.findings.forEach((one, index) => {
    const entry = map[String(index)];
    const sheets = (entry?.sheets ?? []).map((id) => golden.goals.find((goal) => goal.id === id)?.name ?? id);
    const matches = entry
      ? touched.filter(
          ({ finding, names, sheets: theirs }) =>
            entry.rules.includes(finding.rule) &&
            (sheets.length === 0 || sheets.some((name) => theirs.has(name))) &&
            (!entry.name ||
              finding.message.includes(entry.name) ||
              [...names].some((name) => name.includes(entry.name!))),
        )
      : [];
    const covers = sheets.every((name) => matches.some(({ sheets: theirs }) => theirs.has(name)));
    const hit = matches.length > 0 && covers;
    if (hit) for (const { finding } of matches) used.add(finding);
    if (!isCounted(one)) {
      if (hit) alsoFound++;
      return;
    }
    counted++;
    if (hit) found++;
    else missed.push({ index, where: one.where, reason: entry?.miss ?? '' });
  });
  return { document, counted, found, alsoFound, beyond: findings.length - used.size, missed };
}

/** The sheets and the printed names that a finding's values belong to. */
function namesOf({ goalSheets }: Disclosure, { subject, paths }: Finding): { sheets: Set<string>; names: Set<string> } {
  const sheets = new Set<string>(subject.sheet ? [subject.sheet] : []);
  const names = new Set<string>(Object.values(subject).filter((value) => typeof value === 'string'));
  for (const at of paths) {
    const [root, sheet, part, item] = pointerSteps(at);
    const one = root === 'goalSheets' ? goalSheets[Number(sheet)] : undefined;
    if (!one) continue;
    sheets.add(one.name);
    if (part === 'indicators') names.add(one.indicators[Number(item)]?.level3 ?? '');
    if (part === 'attributes' && item) names.add(item);
    if (part === 'funding') names.add(one.funding[Number(item)]?.label ?? '');
  }
  return { sheets, names };
}
