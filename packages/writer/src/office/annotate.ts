import { openPackage } from '@jizhun/documents/office';
import type { Report } from '@jizhun/model';
import { commentDocx } from './docx/comments.ts';
import { findingNote } from './finding-note.ts';
import type { NoteOptions } from './notes.ts';
import { PackageEdit } from './package-edit.ts';
import { PartUnsuited } from './text-part.ts';
import { commentXlsx } from './xlsx/comments.ts';
import { ZipUnsuited } from './zip.ts';

/** The file with its comments, or why it can have none, in Chinese. */
export type Annotated = { ok: true; bytes: Uint8Array } | { ok: false; why: string };

/**
 * The docx or xlsx itself with its findings as comments at the cells: one a finding in a document, one a cell in a
 * workbook. Comments that are there stay, and everything else in the file stays as it is; it reads as it did. A finding
 * whose place the file does not have is told at its beginning.
 *
 * @param bytes the file as it came; not changed
 * @param document what was found in it
 * @param options.titleOf the title of a rule by its id
 * @throws DocumentRefused where the file itself cannot be opened
 */
export async function annotate(
  bytes: Uint8Array,
  name: string,
  { findings }: Pick<Report['documents'][number], 'findings'>,
  options: NoteOptions & { titleOf(rule: string): string },
): Promise<Annotated> {
  const opened = await openPackage(bytes, name);
  if (!opened) return { ok: false, why: '只有 docx 和 xlsx 文件可以加批注' };
  if (findings.length === 0) return { ok: true, bytes };
  const notes = findings.map((finding) => ({
    origins: finding.origins,
    lines: findingNote(finding, options.titleOf(finding.rule), opened.mediaType),
  }));
  try {
    const edit = new PackageEdit(opened, bytes);
    await (opened.kind === 'docx' ? commentDocx(edit, notes, options) : commentXlsx(edit, notes));
    return { ok: true, bytes: edit.bytes() };
  } catch (error) {
    if (error instanceof PartUnsuited) return { ok: false, why: error.message };
    if (error instanceof ZipUnsuited)
      return { ok: false, why: '文件的压缩方式特殊，不能改写；请用 Office 或 WPS 另存一份后再试' };
    throw error;
  }
}
