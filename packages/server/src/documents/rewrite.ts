import { createHash } from 'node:crypto';
import type { FixedEdit } from '@jizhun/api';
import type { Intake } from '@jizhun/intake';
import {
  applyCorrections,
  type Disclosure,
  type Edit,
  isRowCorrection,
  type Report,
  RowNames,
  rowPlaceOf,
  valueAt,
} from '@jizhun/model';
import { rules } from '@jizhun/rules';
import type { Documents, StoredCorrection } from '@jizhun/store';
import type { Fixed } from '@jizhun/writer';
import { documentNotFound, ProblemError } from '../http/problem.ts';
import type { Answer } from '../operation.ts';
import { collect } from './collect.ts';
import { annotateApart, fixApart, RewriteFailed } from './rewriting.ts';

type DocumentReport = Report['documents'][number];

interface RewriteServices {
  documents: Pick<Documents, 'original' | 'content'>;
  intake: Pick<Intake, 'read'>;
}

/** What of a document is to be written into a copy of its file. */
export interface Wish {
  /** Fingerprints of findings; undefined for all that can be fixed. */
  findings?: readonly string[] | undefined;
  /** Whether the corrections in force are written, too. */
  corrections: boolean;
}

/** A changed copy of a document's file. */
export interface Rewritten {
  name: string;
  mediaType: string;
  bytes: Uint8Array;
  edits: FixedEdit[];
}

/**
 * Writes corrections and fixes of a document into a copy of its file. The stored file stays as it is.
 *
 * @throws ProblemError 404 where there is no such document, 409 where the report has no such finding, 422 where the file
 *   cannot be written
 */
export async function fixedCopy(services: RewriteServices, id: string, wish: Wish): Promise<Rewritten> {
  const { documents, intake } = services;
  const { name, mediaType, bytes, content } = await originalOf(documents, id);
  if (!/openxmlformats/.test(mediaType)) throw notWritable(name, '只有 docx 和 xlsx 文件可以写入修改');
  const reading = JSON.parse(content.disclosure) as Disclosure;
  const report = JSON.parse(content.report) as DocumentReport;
  const chosen = chosenFindings(report, wish.findings);
  let disclosure: Disclosure = reading;
  const read = async (again: Uint8Array, of: string): Promise<Disclosure | undefined> => {
    const result = await intake.read(again, of);
    return result.ok ? result.disclosure : undefined;
  };
  const write = async (on: Uint8Array, fixes: readonly { edits: Edit[] }[]): Promise<Fixed> => {
    if (fixes.length === 0) return { bytes: on, applied: [], notApplied: [] };
    const fixed = await orRefused(name, fixApart({ bytes: on, name, disclosure, fixes }, read));
    if (fixed.applied.length > 0) disclosure = (await read(fixed.bytes, name)) ?? disclosure;
    return fixed;
  };

  const inForce = correctionEdits(reading, content.corrections);
  const corrections = wish.corrections ? inForce : [];
  const corrected = await write(bytes, corrections);
  const edits = editsOf(corrected, (fix) => ({ change: corrections[fix]?.change ?? 1 }));
  const fixes = chosen.map(({ fix, fingerprint, rule }) => ({ edits: fix?.edits ?? [], fingerprint, rule }));
  const about = (fix: number) => ({
    rule: fixes[fix]?.rule ?? '',
    ...(fixes[fix]?.fingerprint === undefined ? {} : { fingerprint: fixes[fix].fingerprint }),
  });
  const left = wish.corrections ? corrected.notApplied.map(({ edit }) => edit) : inForce.flatMap((one) => one.edits);
  if (left.some(({ path, from, to }) => rowPlaceOf(path)?.rest === '' && (from === undefined || to === undefined))) {
    // The report counts rows as they stand in force; in the file they stand elsewhere.
    const why = '有增删行的更正没有写入文件，问题所在的行与文件对不上；请先在文件中手工增删';
    for (const [i, { edits: own }] of fixes.entries())
      for (const { path } of own) edits.push({ ...about(i), path, cells: [], why });
    return { name: `${stem(name)}（修改）${extension(name)}`, mediaType, bytes: corrected.bytes, edits };
  }
  const fixed = await write(corrected.bytes, fixes);
  edits.push(...editsOf(fixed, about));
  return { name: `${stem(name)}（修改）${extension(name)}`, mediaType, bytes: fixed.bytes, edits };
}

/**
 * A copy of a document's file with the findings of its report as comments.
 *
 * @throws ProblemError 404 where there is no such document, 422 where the file can have none
 */
export async function annotatedCopy(
  { documents }: Pick<RewriteServices, 'documents'>,
  id: string,
  now: Date,
): Promise<Omit<Rewritten, 'edits'>> {
  const { name, mediaType, bytes, content } = await originalOf(documents, id);
  // No thread is started for what cannot be done.
  if (!/openxmlformats/.test(mediaType)) throw notWritable(name, '只有 docx 和 xlsx 文件可以加批注');
  const report = JSON.parse(content.report) as DocumentReport;
  const { findings } = report;
  const at = now.toISOString();
  const annotated = await orRefused(name, annotateApart({ bytes, name, document: { findings }, at, titles }));
  if (!annotated.ok) throw notWritable(name, annotated.why);
  return { name: `${stem(name)}（批注）${extension(name)}`, mediaType, bytes: annotated.bytes };
}

/** A copy as the answer to a request. */
export function copyAnswer({ name, mediaType, bytes }: Omit<Rewritten, 'edits'>): Answer {
  const tag = `"${createHash('sha256').update(bytes).digest('hex')}"`;
  async function* pieces(): AsyncGenerator<Uint8Array> {
    yield bytes;
  }
  return { status: 200, file: { name, mediaType, byteCount: bytes.length, tag, pieces: pieces() } };
}

const titles = Object.fromEntries(rules.map(({ id, title }) => [id, title]));

/** A copy that could not be written in time or memory is the file's fault, as far as anyone can tell. */
async function orRefused<T>(name: string, writing: Promise<T>): Promise<T> {
  try {
    return await writing;
  } catch (error) {
    if (error instanceof RewriteFailed) throw notWritable(name, '写入时间过长，或所需的内存过大，已停止');
    throw error;
  }
}

async function originalOf(documents: RewriteServices['documents'], id: string) {
  const [original, content] = await Promise.all([documents.original(id), documents.content(id)]);
  if (original === undefined || content === undefined) throw documentNotFound();
  const { name, mediaType } = original;
  return { name, mediaType, bytes: await collect(original.pieces()), content };
}

function notWritable(fileName: string, why: string): ProblemError {
  return new ProblemError(422, 'not-writable', {
    title: '这份文件不能改写',
    detail: `“${fileName}”：${why}。`,
    remedy: '请用 Office 或 WPS 另存为 docx 或 xlsx 后重新加入，再下载。',
    fileName,
  });
}

function chosenFindings({ findings }: DocumentReport, wanted: readonly string[] | undefined) {
  const fixable = findings.filter(({ fix }) => fix !== undefined);
  if (wanted === undefined) return fixable;
  return wanted.map((fingerprint) => {
    const finding = fixable.find((one) => one.fingerprint === fingerprint);
    if (finding) return finding;
    throw new ProblemError(409, 'finding-gone', {
      title: '核对结果已经变化',
      detail: '核对结果中没有选中的这一处问题，或它不能机械修改；没有写出文件。',
      remedy: '请刷新页面后重新选择。',
    });
  });
}

/** The corrections in force as edits of the reading, those made together as one. */
function correctionEdits(reading: Disclosure, all: readonly StoredCorrection[]): { change: number; edits: Edit[] }[] {
  const standing = all.filter(({ withdrawnAt }) => withdrawnAt === undefined);
  const { disclosure: inForce, states } = applyCorrections(reading, standing);
  const applied = standing.filter((_, i) => states[i] === 'applied');
  const names = new RowNames(applied);
  const changes = new Map<number, Edit[]>();
  for (const correction of applied) {
    const place = rowPlaceOf(correction.path);
    const edit = editOf(correction, reading);
    // What was corrected in an added row is part of the row that comes in.
    if (place?.added !== undefined) {
      if (!isRowCorrection(correction)) continue;
      const there = names.toForce(correction.path);
      edit.path = `${place.list}/${place.index}`;
      edit.to = there === undefined ? correction.to : valueAt(inForce, there);
    }
    changes.set(correction.change, [...(changes.get(correction.change) ?? []), edit]);
  }
  return [...changes].map(([change, edits]) => ({ change, edits }));
}

/** A correction says null where nothing stands; an edit leaves it out, but for the cells of tables. */
function editOf({ path, from, to }: StoredCorrection, reading: Disclosure): Edit {
  const isCell = /\/cells\/\d+$/.test(path);
  return {
    path,
    from: from === null && !(isCell && valueAt(reading, path) === null) ? undefined : from,
    to: to === null && !isCell ? undefined : to,
  };
}

function editsOf(
  { applied, notApplied }: Fixed,
  about: (fix: number) => Pick<FixedEdit, 'rule' | 'fingerprint' | 'change'>,
): FixedEdit[] {
  return [
    ...applied.map(({ fix, edit, cells, row }) => ({ ...about(fix), path: edit.path, cells, ...(row && { row }) })),
    ...notApplied.map(({ fix, edit, why }) => ({ ...about(fix), path: edit.path, cells: [], why })),
  ];
}

const extension = (name: string): string => /\.[^./\\]+$/.exec(name)?.[0] ?? '';
const stem = (name: string): string => name.slice(0, name.length - extension(name).length);
