import { DocumentRefused, openDocument, openDocuments } from '@jizhun/documents';
import type { OpenedDocument } from '@jizhun/model';
import { readDisclosure } from '@jizhun/reader';
import { checkDisclosures } from '@jizhun/rules';

/**
 * Opens and reads one file; its rules are run when asked for.
 *
 * @returns 'read', or the code it was refused with
 * @throws whatever is thrown that is no refusal: a defect
 */
export async function runCase(bytes: Uint8Array, name: string, withRules: boolean): Promise<string> {
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
  if (withRules) checkDisclosures(disclosures);
  return 'read';
}
