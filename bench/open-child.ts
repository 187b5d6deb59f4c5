/** `node bench/open-child.ts documents|sheetjs FILE`: opens a workbook once and says how long and how much memory it took. */
import { readFileSync } from 'node:fs';

const [by, file = ''] = process.argv.slice(2);
const bytes = new Uint8Array(readFileSync(file));
const { ms, cells } = by === 'sheetjs' ? await withSheetJs() : await withDocuments();
console.log(JSON.stringify({ ms, cells, peakBytes: process.resourceUsage().maxRSS * 1024 }));

async function withDocuments(): Promise<{ ms: number; cells: number }> {
  const { openDocument } = await import('@jizhun/documents');
  const start = performance.now();
  const { blocks } = await openDocument(bytes, 'large.xlsx');
  const ms = performance.now() - start;
  return { ms, cells: blocks.reduce((sum, block) => sum + ('cells' in block ? block.cells.length : 0), 0) };
}

async function withSheetJs(): Promise<{ ms: number; cells: number }> {
  const { read } = await import('@e965/xlsx');
  const start = performance.now();
  const { SheetNames, Sheets } = read(bytes, { dense: true });
  const ms = performance.now() - start;
  const rows = SheetNames.flatMap((name) => (Sheets[name]?.['!data'] ?? []) as readonly (readonly unknown[])[]);
  return { ms, cells: rows.reduce((sum, row) => sum + row.filter((cell) => cell !== undefined).length, 0) };
}
