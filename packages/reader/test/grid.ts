import type { Block, Grid, GridCell, OpenedDocument, Paragraph } from '@jizhun/model';

/**
 * Grids for tests, drawn as rows of fields separated by `|`: `<` goes on with the cell to the left, `^` with the cell
 * above, an empty field is a blank cell.
 */
export function grid(drawing: string, part = 'table 1'): Grid {
  const fields = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((f) => f.trim()));
  const columnCount = Math.max(...fields.map((f) => f.length));
  const cells: GridCell[] = [];
  const owner = new Map<string, GridCell>();
  for (const [row, line] of fields.entries()) {
    for (const [column, text] of line.entries()) {
      const left = text === '<' ? owner.get(`${row},${column - 1}`) : undefined;
      const above = text === '^' ? owner.get(`${row - 1},${column}`) : undefined;
      if (left) {
        left.columnSpan = Math.max(left.columnSpan, column - left.column + 1);
        owner.set(`${row},${column}`, left);
      } else if (above) {
        above.rowSpan = Math.max(above.rowSpan, row - above.row + 1);
        owner.set(`${row},${column}`, above);
      } else {
        const cell: GridCell = { row, column, rowSpan: 1, columnSpan: 1, text: text.replace(/\\n/g, '\n') };
        cells.push(cell);
        owner.set(`${row},${column}`, cell);
      }
    }
  }
  return { kind: 'grid', part, layout: 'exact', rowCount: fields.length, columnCount, cells };
}

/** A grid of extracted text: one row a line, fields separated by `|`, blank fields as the text has them. */
export function ragged(drawing: string, part = 'body'): Grid {
  const rows = drawing
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => line.split('|').map((f) => f.trim()));
  const cells = rows.flatMap((fields, row) =>
    fields.map((text, column): GridCell => ({ row, column, rowSpan: 1, columnSpan: 1, text, line: row + 1 })),
  );
  const columnCount = Math.max(...rows.map((r) => r.length));
  return { kind: 'grid', part, layout: 'ragged', rowCount: rows.length, columnCount, cells };
}

export function paragraph(text: string, line = 1): Paragraph {
  return { kind: 'paragraph', part: 'body', line, text };
}

export function opened(...blocks: (Block | string)[]): OpenedDocument {
  return {
    source: {
      name: '示例.docx',
      sha256: '0'.repeat(64),
      mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    },
    blocks: blocks.map((b, i) => (typeof b === 'string' ? paragraph(b, i + 1) : b)),
    notices: [],
  };
}
