import type { Baseline, Finding, KnownFinding, Report, Suppression } from '@jizhun/model';
import { knownFinding } from './baseline.ts';

/** Files that people keep beside their documents: suppressions, which they write by hand too, and baselines. */

const SUPPRESSIONS = 'jizhun/suppressions@1';
const BASELINE = 'jizhun/baseline@1';

/** A file of records that cannot be used. `message` is Chinese: each line a place and what is wrong, then what to do. */
export class RecordFileError extends Error {}

/** More mistakes than this are counted, not told one by one. */
const MOST_TOLD = 8;

/**
 * The suppressions of a file: `{ "schema": "jizhun/suppressions@1", "suppressions": [ … ] }`.
 *
 * @throws RecordFileError naming line and entry of whatever does not fit
 */
export function parseSuppressions(text: string, name: string): Suppression[] {
  const file = parseJson(text, name);
  const remedy = `请按 docs/suppressing.md 的写法更正。`;
  const entries = isObject(file) && file.schema === SUPPRESSIONS ? file.suppressions : undefined;
  if (!Array.isArray(entries))
    throw new RecordFileError(
      `文件“${name}”不是忽略清单：应为 {"schema": "${SUPPRESSIONS}", "suppressions": […]}。\n  ${remedy}`,
    );
  const lines = entryLines(text);
  const mistakes = entries.flatMap((entry: unknown, i) =>
    mistakesIn(entry).map((mistake) => `文件“${name}”第 ${lines[i] ?? 1} 行（第 ${i + 1} 条）：${mistake}`),
  );
  if (mistakes.length > 0) {
    const more = mistakes.length > MOST_TOLD ? [`另有 ${mistakes.length - MOST_TOLD} 处。`] : [];
    throw new RecordFileError([...mistakes.slice(0, MOST_TOLD), ...more, `  ${remedy}`].join('\n'));
  }
  return entries as Suppression[];
}

/** A file of suppressions as a person edits it: one field a line. */
export function printSuppressions(suppressions: readonly Suppression[]): string {
  return `${JSON.stringify({ schema: SUPPRESSIONS, suppressions }, null, 2)}\n`;
}

/** Who answers for findings, why, and how long. Without a reason the entry is a blank for a person to fill in. */
export type Answer = Pick<Suppression, 'reason' | 'by' | 'at' | 'expires'>;

/**
 * The suppressions that there are, and after them one for each finding that the report lists, for this version of its
 * file. One that is there already is not added again; one without a reason gets that of `answer`.
 */
export function addSuppressions(there: readonly Suppression[], report: Report, answer: Answer): Suppression[] {
  const all = [...there];
  const at = new Map(all.map((one, i) => [keyOf(one), i]));
  for (const { source, findings } of report.documents) {
    for (const finding of findings) {
      const made = suppressionFor(finding, source.sha256, answer);
      const place = at.get(keyOf(made));
      if (place === undefined) {
        at.set(keyOf(made), all.length);
        all.push(made);
      } else if (all[place]?.reason.trim() === '') all[place] = made;
    }
  }
  return all;
}

function suppressionFor(finding: Finding, version: string, { reason, by, at, expires }: Answer): Suppression {
  const { rule, fingerprint, about } = knownFinding(finding);
  return {
    rule,
    about,
    reason,
    ...(by === undefined ? {} : { by }),
    ...(at === undefined || reason.trim() === '' ? {} : { at }),
    ...(expires === undefined ? {} : { expires }),
    fingerprint,
    version,
  };
}

function keyOf({ rule, fingerprint, path, version }: Suppression): string {
  return JSON.stringify([rule, fingerprint, path, version]);
}

/**
 * The baseline of a file.
 *
 * @throws RecordFileError
 */
export function parseBaseline(text: string, name: string): Baseline {
  const file = parseJson(text, name);
  if (isBaseline(file)) return file;
  throw new RecordFileError(`文件“${name}”不是基线文件。\n  请用 jizhun check … --write-baseline “${name}” 重新生成。`);
}

/** A baseline with one finding a line, so that version control shows what came and went. */
export function printBaseline({ schema, documents }: Baseline): string {
  const parts = documents.map(({ findings, ...document }) => {
    const head = JSON.stringify(document).slice(0, -1);
    const list = findings.map((finding) => `\n      ${JSON.stringify(finding)}`).join(',');
    return `\n    ${head},"findings":[${list}${list === '' ? '' : '\n    '}]}`;
  });
  return `{\n  "schema": ${JSON.stringify(schema)},\n  "documents": [${parts.join(',')}${parts.length > 0 ? '\n  ' : ''}]\n}\n`;
}

type Fields = Readonly<Record<string, unknown>> &
  Partial<
    Record<'schema' | 'suppressions' | 'documents' | 'name' | 'sha256' | 'findings' | keyof Suppression, unknown>
  >;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isBaseline(value: unknown): value is Baseline {
  if (!isObject(value) || value.schema !== BASELINE || !Array.isArray(value.documents)) return false;
  return value.documents.every(
    (document: unknown) =>
      isObject(document) &&
      typeof document.name === 'string' &&
      typeof document.sha256 === 'string' &&
      Array.isArray(document.findings) &&
      document.findings.every(isKnown),
  );
}

function isKnown(value: unknown): value is KnownFinding {
  return (
    isObject(value) && (['rule', 'fingerprint', 'about'] as const).every((name) => typeof value[name] === 'string')
  );
}

const FIELDS = ['rule', 'fingerprint', 'path', 'reason', 'by', 'at', 'expires', 'version', 'about'] as const;

function mistakesIn(entry: unknown): string[] {
  if (!isObject(entry)) return ['应为 {…}，写成了别的内容。'];
  const wrong: string[] = [];
  for (const [name, value] of Object.entries(entry)) {
    if (!FIELDS.some((field) => field === name)) wrong.push(`没有“${name}”这一项，可写：${FIELDS.join('、')}。`);
    else if (typeof value !== 'string') wrong.push(`“${name}”应为引号中的文字，写成了 ${JSON.stringify(value)}。`);
  }
  if (entry.rule === undefined) wrong.push('没有写 rule（规则）。');
  if (entry.reason === undefined) wrong.push('没有写 reason（理由）。');
  if (entry.fingerprint === undefined && entry.path === undefined)
    wrong.push('没有写 fingerprint（指纹）或 path（位置），不知道指的是哪一处。');
  for (const name of ['at', 'expires'] as const) {
    const day = entry[name];
    if (typeof day === 'string' && !isDay(day)) wrong.push(`“${name}”应为日期，如 2024-12-31，写成了“${day}”。`);
  }
  const { path, version } = entry;
  if (typeof path === 'string' && path !== '' && !path.startsWith('/'))
    wrong.push(`“path”应为 JSON 指针，如 /goalSheets/0/indicators/3，写成了“${path}”。`);
  if (typeof version === 'string' && !/^[0-9a-f]{64}$/.test(version))
    wrong.push('“version”应为文件的 SHA-256：64 位小写十六进制数。');
  return wrong;
}

/** Whether the text is a day that there is: 2024-02-30 is none. */
export function isDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
  return day >= 1 && day <= days;
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    // The engine tells the place of a missing comma, but not always that of a character that has no business there.
    const told = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const at = told === undefined ? endOfTokens(text) : Number(told);
    const line = text.slice(0, at).split('\n').length;
    throw new RecordFileError(
      `文件“${name}”第 ${line} 行附近不合 JSON 的写法：可能缺少或多出逗号、引号、括号，或用了中文标点。\n  请更正后重试。`,
    );
  }
}

/** Where the first thing stands that is no token of JSON. */
function endOfTokens(text: string): number {
  const token = /[\s\ufeff{}[\]:,]+|"(?:[^"\\\n]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/y;
  let end = 0;
  while (token.test(text)) end = token.lastIndex;
  return end;
}

/** The lines on which the entries of the only list of a JSON text begin, from 1. */
function entryLines(text: string): number[] {
  const lines: number[] = [];
  let line = 1;
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (character === '\n') line++;
    else if (quoted) {
      if (character === '\\') i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '{' || character === '[') {
      if (depth === 2) lines.push(line);
      depth++;
    } else if (character === '}' || character === ']') depth--;
  }
  return lines;
}
