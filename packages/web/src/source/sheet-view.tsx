import { memo, type ReactNode, useMemo } from 'react';
import { lookOfPlace } from './source-cells.tsx';
import {
  columnLetters,
  keyOfCell,
  rowsOfGrid,
  type SourceCell,
  type SourceGrid,
  type SourceIndex,
} from './source-index.ts';

interface GridViewProps {
  grid: SourceGrid;
  index: SourceIndex;
  /** As a spreadsheet, with letters and numbers; else as a table of a document. */
  sheet: boolean;
  label: string;
}

/** Pixels of a full-width character, and the bounds of a column, in a spreadsheet. */
const CHARACTER = 12;
const NARROWEST = 44;
const WIDEST = 164;
/** Longer texts, in characters, get a column in which they can be read. */
const LONG = 7;

/** A sheet or table as the file holds it. */
export const GridView = memo(function GridView({ grid, index, sheet, label }: GridViewProps): ReactNode {
  const { columns, rows } = useMemo(() => rowsOfGrid(grid), [grid]);
  const widths = useMemo(() => (sheet ? widthsOf(grid, columns) : []), [grid, columns, sheet]);
  const hiddenRows = useMemo(() => new Set(grid.hiddenRows), [grid]);
  const hiddenColumns = useMemo(() => new Set(grid.hiddenColumns), [grid]);
  const all = Array.from({ length: columns }, (_, column) => column);
  const hides = (cell: SourceCell | { column: number }, row: number): string =>
    hiddenRows.has(row) || hiddenColumns.has(cell.column) || ('hidden' in cell && cell.hidden) ? ' src-hidden' : '';

  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells can be walked and chosen
      role="grid"
      aria-label={label}
      aria-readonly="true"
      className={sheet ? 'src-sheet' : 'src-table'}
      style={sheet ? { width: widths.reduce((sum, width) => sum + width, 40) } : undefined}
    >
      {sheet && (
        <>
          <colgroup>
            <col style={{ width: 40 }} />
            {all.map((column) => (
              <col key={column} style={{ width: widths[column] }} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th aria-label="行号" />
              {all.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={hiddenColumns.has(column) ? 'src-hidden' : undefined}
                  title={hiddenColumns.has(column) ? '文件中隐藏的列' : undefined}
                >
                  {columnLetters(column)}
                  {hiddenColumns.has(column) && <span className="src-hidden-word">隐藏</span>}
                </th>
              ))}
            </tr>
          </thead>
        </>
      )}
      <tbody>
        {rows.map((entry) => {
          if (entry.kind === 'gap') {
            return (
              <tr key={`gap-${entry.from}`} className="src-gap">
                <td colSpan={columns + (sheet ? 1 : 0)}>
                  第 {entry.from + 1}–{entry.to} 行空白
                </td>
              </tr>
            );
          }
          const { row, cells } = entry;
          return (
            <tr key={row}>
              {sheet && (
                <th
                  scope="row"
                  className={hiddenRows.has(row) ? 'src-hidden' : undefined}
                  title={hiddenRows.has(row) ? '文件中隐藏的行' : undefined}
                >
                  {row + 1}
                  {hiddenRows.has(row) && <span className="src-hidden-word">隐藏</span>}
                </th>
              )}
              {cells.map((cell) => {
                if (!('text' in cell)) {
                  return <td key={cell.column} className={`src src-blank${hides(cell, row)}`} />;
                }
                const key = keyOfCell(grid, cell);
                const { className, title } = lookOfPlace(index.usageOfCell(grid, cell), cell.text);
                const stored =
                  cell.stored !== undefined && String(cell.stored) !== cell.text
                    ? `保存的值：${cell.stored}`
                    : undefined;
                return (
                  <td
                    key={cell.column}
                    data-source={key}
                    tabIndex={-1}
                    rowSpan={cell.rowSpan > 1 ? cell.rowSpan : undefined}
                    colSpan={cell.columnSpan > 1 ? cell.columnSpan : undefined}
                    className={`${className}${typeof cell.stored === 'number' ? ' src-number' : ''}${!sheet && cell.columnSpan === 1 && widthOf(cell.text) > LONG ? ' src-long' : ''}${hides(cell, row)}`}
                    title={[title, stored].filter(Boolean).join('；') || undefined}
                  >
                    {cell.text}
                  </td>
                );
              })}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
});

/** Widths of the columns: the file's own are not kept, so that of what stands in them, within bounds. */
function widthsOf(grid: SourceGrid, columns: number): number[] {
  const widths = new Array<number>(columns).fill(NARROWEST);
  for (const { column, columnSpan, text } of grid.cells) {
    if (columnSpan > 1) continue;
    const longest = text.split('\n').reduce((most, line) => Math.max(most, widthOf(line)), 0);
    widths[column] = Math.min(WIDEST, Math.max(widths[column] ?? 0, 14 + longest * CHARACTER));
  }
  return widths;
}

/** Width in full-width characters. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character > '\u02ff' ? 1 : 0.55;
  return width;
}
