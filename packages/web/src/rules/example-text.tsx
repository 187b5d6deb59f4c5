import type { ReactNode } from 'react';

const SEPARATOR = ' | ';

/** An example as the catalogue notes it: plain lines, and tables as lines whose cells are parted by ` | `. */
export function ExampleText({ text }: { text: string }): ReactNode {
  return (
    <div className="example-text">
      {blocksOf(text).map((block, i) =>
        'rows' in block ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text have no other name than their place
          <ExampleTable key={i} rows={block.rows} />
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a text have no other name than their place
          <p key={i}>{block.line}</p>
        ),
      )}
    </div>
  );
}

type Block = { line: string } | { rows: string[][] };

/** Lines that follow one another and have as many cells are one table. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  for (const line of text.split('\n')) {
    // An empty last cell leaves only its separator.
    const cells = line
      .replace(/ \|$/, `${SEPARATOR} `)
      .split(SEPARATOR)
      .map((cell) => cell.trim());
    const last = blocks.at(-1);
    if (cells.length === 1) blocks.push({ line });
    else if (last && 'rows' in last && last.rows[0]?.length === cells.length) last.rows.push(cells);
    else blocks.push({ rows: [cells] });
  }
  return blocks;
}

function ExampleTable({ rows: [head = [], ...rows] }: { rows: string[][] }): ReactNode {
  return (
    <table>
      <thead>
        <tr>
          {head.map((cell, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: heads may repeat
            <th key={i} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, r) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of an example have no other name than their place
          <tr key={r}>
            {row.map((cell, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: cells have no other name than their place
              <td key={i} className={/^-?[\d.,]+$/.test(cell) ? 'number' : undefined}>
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
