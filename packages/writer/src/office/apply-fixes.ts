import { openPackage } from '@jizhun/documents/office';
import {
  applyEdits,
  type Disclosure,
  type Edit,
  editKind,
  type Fix,
  type JsonPointer,
  type Origin,
} from '@jizhun/model';
import { DocxFile } from './docx/docx-file.ts';
import type { Changes, OfficeFile } from './file.ts';
import { type EditPlan, Planner, UnwritableEdit } from './plan.ts';
import { PartUnsuited } from './text-part.ts';
import { asRead, firstDifference } from './verify.ts';
import { WriteMerge } from './write-merge.ts';
import { XlsxFile } from './xlsx/xlsx-file.ts';
import { SpliceConflict } from './xml.ts';
import { ZipUnsuited } from './zip.ts';

/** A cell that gets other words. */
export interface ChangedCell {
  at: Origin;
  before: string;
  after: string;
}

/** An edit that was written into the file. */
export interface AppliedEdit {
  /** Which of the fixes, and which of its edits. */
  fix: number;
  edit: Edit;
  cells: ChangedCell[];
  row?: 'inserted' | 'removed';
}

/** An edit that was not, and why, in Chinese. */
export interface NotAppliedEdit {
  fix: number;
  edit: Edit;
  why: string;
}

export interface Fixed {
  /** The changed file; the very bytes that came where nothing was applied. */
  bytes: Uint8Array;
  applied: AppliedEdit[];
  notApplied: NotAppliedEdit[];
}

export interface FixOptions {
  /** Whether a value may take the place of a formula in a workbook. */
  overFormulas?: boolean;
}

/** Reads a changed file again; undefined where it cannot be read. */
export type ReadAgain = (bytes: Uint8Array, name: string) => Promise<Disclosure | undefined>;

interface Planned {
  fix: number;
  edits: readonly Edit[];
  plans: EditPlan[];
}

/**
 * Writes fixes into a docx or xlsx: only the cells that they speak of change, everything else in the file stays byte by
 * byte. A fix is written as a whole or not at all. What was written is read again and held against the reading with the
 * edits applied: a fix that does not read as it should is taken back, and says so.
 *
 * @param bytes the file as it came; not changed
 * @param disclosure its reading, with provenance, as `read` would give it
 * @param fixes of findings on that reading; all their paths speak of it
 * @throws DocumentRefused where the file itself cannot be opened
 */
export async function applyFixes(
  bytes: Uint8Array,
  name: string,
  disclosure: Disclosure,
  fixes: readonly Pick<Fix, 'edits'>[],
  read: ReadAgain,
  { overFormulas = false }: FixOptions = {},
): Promise<Fixed> {
  const notApplied: NotAppliedEdit[] = [];
  const refuse = (fix: number, edits: readonly Edit[], why: string, at?: number): void => {
    for (const [i, edit] of edits.entries())
      notApplied.push({
        fix,
        edit,
        why: at === undefined || at === i ? why : `同一处修改中的其他内容不能写入：${why}`,
      });
  };
  const refuseAll = (why: string): Fixed => {
    for (const [i, { edits }] of fixes.entries()) refuse(i, edits, why);
    return { bytes, applied: [], notApplied };
  };
  if (fixes.every(({ edits }) => edits.length === 0)) return { bytes, applied: [], notApplied };
  let file: OfficeFile | undefined;
  try {
    file = await openFile(bytes, name, partsOf(disclosure, fixes), overFormulas);
  } catch (error) {
    if (error instanceof PartUnsuited) return refuseAll(error.message);
    throw error;
  }
  if (!file) return refuseAll(`${kindWord(disclosure.source.mediaType)}不能改写，请改用 docx 或 xlsx 原文件`);

  const planner = new Planner(disclosure, file);
  const planned: Planned[] = [];
  for (const [i, { edits }] of fixes.entries()) {
    const outcome = applyEdits(disclosure, edits);
    if (!outcome.ok) {
      refuse(i, edits, outcome.message.replace(/。$/, ''), outcome.at);
      continue;
    }
    try {
      planned.push({ fix: i, edits, plans: planner.plan(edits) });
    } catch (error) {
      if (!(error instanceof UnwritableEdit)) throw error;
      refuse(i, edits, error.message, error.at);
    }
  }
  const writer = new Attempts(file, bytes, name, disclosure, read);
  const { accepted, rejected } = await writer.most(withoutConflicts(planned, refuse));
  for (const { fix, edits, why } of rejected) refuse(fix, edits, why);
  const applied = accepted.flatMap(({ fix, edits, plans }) =>
    edits.map((edit, i): AppliedEdit => {
      const { writes = [], inserted = [], removed = [] } = plans[i] ?? {};
      const cells = writes.map(({ spot, text }) => ({ at: spot.origin, before: spot.text, after: text }));
      const row = inserted.length > 0 ? 'inserted' : removed.length > 0 ? 'removed' : undefined;
      return { fix, edit, cells, ...(row && { row }) };
    }),
  );
  return { bytes: writer.bytes, applied, notApplied };
}

async function openFile(
  bytes: Uint8Array,
  name: string,
  parts: ReadonlySet<string>,
  overFormulas: boolean,
): Promise<OfficeFile | undefined> {
  const opened = await openPackage(bytes, name);
  if (opened?.kind === 'docx') return DocxFile.open(opened, bytes);
  if (opened?.kind === 'xlsx') return XlsxFile.open(opened, bytes, name, parts, overFormulas);
  return undefined;
}

/** The worksheets on which the sheets and tables stand that the fixes speak of. */
function partsOf({ provenance }: Disclosure, fixes: readonly Pick<Fix, 'edits'>[]): Set<string> {
  const heads = new Set(fixes.flatMap(({ edits }) => edits.map(({ path }) => headOf(path))));
  const parts = new Set<string>();
  for (const [path, origins] of Object.entries(provenance))
    if (heads.has(headOf(path))) for (const { part } of origins) parts.add(part);
  return parts;
}

/** `/goalSheets/3` of all that lies in it. */
const headOf = (path: JsonPointer): string => /^\/[^/]+(?:\/\d+)?/.exec(path)?.[0] ?? '';

function kindWord(mediaType: string): string {
  if (mediaType === 'application/pdf') return 'PDF 文件';
  if (mediaType === 'application/msword') return '旧版 Word 文件（doc）';
  if (mediaType === 'application/vnd.ms-excel') return '旧版 Excel 文件（xls）';
  if (mediaType.includes('html')) return '网页文件';
  return mediaType.startsWith('text/') ? '文本文件' : '这种格式的文件';
}

/** Of fixes that touch the same cell or row in different ways the first holds. */
function withoutConflicts(
  planned: readonly Planned[],
  refuse: (fix: number, edits: readonly Edit[], why: string) => void,
): Planned[] {
  const merge = new WriteMerge();
  const removed = new Set<string>();
  const kept: Planned[] = [];
  for (const each of planned) {
    const writes = each.plans.flatMap((plan) => plan.writes);
    const gone = each.plans.flatMap((plan) => plan.removed.map(({ part, row }) => `${part}\n${row}`));
    const clash =
      !writes.every((write) => merge.accepts(write)) ||
      writes.some(({ spot }) => removed.has(`${spot.part}\n${spot.row}`)) ||
      gone.some((row) => removed.has(row));
    if (clash) {
      refuse(
        each.fix,
        each.edits,
        '与另一处修改改的是同一个单元格或同一行，先后写入会互相覆盖；请先改一处，重新核对后再改',
      );
      continue;
    }
    for (const write of writes) merge.add(write);
    for (const row of gone) removed.add(row);
    kept.push(each);
  }
  return kept;
}

const MISREAD = '写入后重新读取的结果与预期不同，为稳妥起见没有写入；请在文件中手工修改';

/** Writes as many fixes as read back as they should. */
class Attempts {
  bytes: Uint8Array;
  readonly #file: OfficeFile;
  readonly #name: string;
  readonly #disclosure: Disclosure;
  readonly #read: ReadAgain;

  constructor(file: OfficeFile, bytes: Uint8Array, name: string, disclosure: Disclosure, read: ReadAgain) {
    this.#file = file;
    this.bytes = bytes;
    this.#name = name;
    this.#disclosure = disclosure;
    this.#read = read;
  }

  /** All at once where that reads back; else halves, and halves of halves, each on top of what was accepted before. */
  async most(fixes: readonly Planned[]): Promise<{ accepted: Planned[]; rejected: (Planned & { why: string })[] }> {
    const accepted: Planned[] = [];
    const rejected: (Planned & { why: string })[] = [];
    const attempt = async (some: readonly Planned[]): Promise<void> => {
      if (some.length === 0) return;
      const why = await this.#try([...accepted, ...some]);
      if (why === undefined) {
        accepted.push(...some);
      } else if (some.length === 1) {
        rejected.push({ ...(some[0] as Planned), why });
      } else {
        const half = Math.ceil(some.length / 2);
        await attempt(some.slice(0, half));
        await attempt(some.slice(half));
      }
    };
    await attempt(fixes);
    return { accepted, rejected };
  }

  /** Writes these fixes into the file as it came, and keeps the result where it reads back; else why not. */
  async #try(fixes: readonly Planned[]): Promise<string | undefined> {
    const edits = unique(fixes.flatMap((each) => each.edits));
    const wanted = applyEdits(this.#disclosure, edits);
    if (!wanted.ok) return wanted.message.replace(/。$/, '');
    const plans = fixes.flatMap((each) => each.plans);
    const changes = changesOf(plans);
    let bytes: Uint8Array;
    try {
      bytes = await this.#file.save(changes);
    } catch (error) {
      if (error instanceof ZipUnsuited) return '文件的压缩方式特殊，不能改写；请用 Office 或 WPS 另存一份后再改';
      if (error instanceof SpliceConflict) return '与另一处修改改的是同一行，不能同时写入';
      if (error instanceof PartUnsuited) return error.message;
      throw error;
    }
    const actual = await this.#read(bytes, this.#name);
    if (!actual) return MISREAD;
    const touched = new Set(changes.writes.map(({ spot }) => spot.key));
    const { rows, paths } = newPlaces(edits, changes);
    const expected = asRead(wanted.disclosure, actual, edits);
    const gone = new Set(changes.removed.map(({ part, row }) => `${part}\n${row}`));
    if (firstDifference(actual, expected, touched, rows, gone, paths) !== undefined) return MISREAD;
    this.bytes = bytes;
    return undefined;
  }
}

/** Equal edits of several findings are one. */
function unique(edits: readonly Edit[]): Edit[] {
  const seen = new Set<string>();
  return edits.filter((edit) => {
    if (edit.from === undefined) return true;
    const key = JSON.stringify([edit.path, edit.to ?? null, edit.to === undefined]);
    return !seen.has(key) && seen.add(key);
  });
}

function changesOf(plans: readonly EditPlan[]): Changes {
  const merge = new WriteMerge();
  for (const write of plans.flatMap((plan) => plan.writes)) merge.add(write);
  return {
    writes: merge.writes,
    inserted: plans.flatMap((plan) => plan.inserted),
    removed: plans.flatMap((plan) => plan.removed),
  };
}

/** The rows that are new, as they are numbered afterwards, and the pointers that must read exactly as asked. */
function newPlaces(
  edits: readonly Edit[],
  { inserted, removed }: Changes,
): { rows: Set<string>; paths: JsonPointer[] } {
  const rows = new Set<string>();
  const order = inserted.map((each, i) => ({ ...each, i })).sort((a, b) => a.after - b.after || a.i - b.i);
  for (const [n, { part, after }] of order.entries()) {
    const above = order.slice(0, n).filter((each) => each.part === part).length;
    const gone = removed.filter((each) => each.part === part && each.row <= after).length;
    rows.add(`${part}\n${after + 1 + above - gone}`);
  }
  return { rows, paths: edits.flatMap((edit) => pathAfter(edit, edits) ?? []) };
}

const IN_LIST = /^(.*)\/(\d+)$/;

/** Where a value stands when all edits are made, which move what comes after them in a list; undefined when it is gone. */
function pathAfter(edit: Edit, edits: readonly Edit[]): JsonPointer | undefined {
  if (edit.from !== undefined && edit.to === undefined) return undefined;
  const moving = edits.flatMap((each) => {
    const [, list, index] = IN_LIST.exec(each.path) ?? [];
    const kind = editKind(each);
    return kind === 'replace' || list === undefined ? [] : [{ each, kind, list, index: Number(index) }];
  });
  const inserted = edit.from === undefined;
  let path = edit.path;
  for (const list of new Set(moving.map((m) => m.list))) {
    const rest = edit.path.startsWith(`${list}/`) ? edit.path.slice(list.length + 1) : undefined;
    const [, digits, tail] = /^(\d+)(.*)$/.exec(rest ?? '') ?? [];
    if (digits === undefined) continue;
    const index = Number(digits);
    const own = inserted && tail === '';
    const steps = moving.filter((m) => m.list === list);
    const come = steps.filter(
      (m) =>
        m.kind === 'insert' &&
        (m.index < index || (m.index === index && (!own || edits.indexOf(m.each) < edits.indexOf(edit)))),
    );
    const gone = steps.filter((m) => m.kind === 'remove' && m.index < index);
    path = `${list}/${index + come.length - gone.length}${tail}`;
  }
  return path;
}
