import type { Example, Table } from './paper.ts';

/** An example as text, as it comes out of other systems: fields parted by tabs, merged cells as empty fields. */
export function writeText(example: Example): Uint8Array {
  const lines: string[] = [];
  for (const { parts } of example.sections) {
    for (const part of parts) {
      if (part.kind === 'table') lines.push(...tableLines(part), '');
      else lines.push(part.text, '');
    }
  }
  return new TextEncoder().encode(`${lines.join('\n').trimEnd()}\n`);
}

function tableLines({ rows, widths }: Table): string[] {
  const grid = rows.map(() => widths.map(() => ''));
  const taken = rows.map(() => new Set<number>());
  for (const [r, row] of rows.entries()) {
    let column = 0;
    for (const cell of row) {
      while (taken[r]?.has(column)) column++;
      for (let y = r; y < r + (cell.down ?? 1); y++) {
        for (let x = column; x < column + (cell.across ?? 1); x++) taken[y]?.add(x);
      }
      const line = grid[r];
      if (line) line[column] = cell.text.replace(/\n/g, ' ');
      column += cell.across ?? 1;
    }
  }
  return grid.map((line) => line.join('\t'));
}
