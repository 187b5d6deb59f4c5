import { DocumentRefused, openDocument, openDocuments } from '@jizhun/documents';
import type { OpenedDocument } from '@jizhun/model';
import { disclosureSchema, reportSchema } from '@jizhun/model/schema';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';

/**
 * Opens and reads one file and runs all rules over what it says.
 *
 * @returns 'read', or the code it was refused with
 * @throws whatever is thrown that is no refusal: a defect
 */
export async function runCase(bytes: Uint8Array, name: string): Promise<string> {
  let documents: OpenedDocument[];
  try {
    documents = name.endsWith('.zip')
      ? (await openDocuments(bytes, name)).flatMap((file) => ('document' in file ? [file.document] : []))
      : [await openDocument(bytes, name)];
  } catch (error) {
    if (error instanceof DocumentRefused) return error.code;
    throw error;
  }
  for (const block of documents.flatMap(({ blocks }) => blocks))
    if (block.kind === 'grid')
      for (const cell of block.cells)
        if (cell.row + cell.rowSpan > block.rowCount || cell.column + cell.columnSpan > block.columnCount)
          throw new Error(`a cell reaches out of its grid: ${JSON.stringify(cell)}`);
  const disclosures = documents.map(readDisclosure);
  const report = checkDisclosures(disclosures);
  // What is handed on is JSON: NaN and infinities would become null there.
  for (const disclosure of disclosures) expectSchema(disclosureSchema.safeParse(disclosure).error);
  expectSchema(reportSchema.safeParse(report).error);
  return 'read';
}

function expectSchema(error: { issues: readonly { path: PropertyKey[]; message: string }[] } | undefined): void {
  const issue = error?.issues[0];
  if (issue) throw new Error(`against the schema: ${issue.message} at ${issue.path.map(String).join('/')}`);
}
