import type { Origin, Severity } from '@jizhun/model';
import type { PaperCell, PaperTable } from '@jizhun/places';
import { type CSSProperties, type KeyboardEvent, memo, type ReactNode, useMemo } from 'react';
import { severities, severityWord } from '../format/words.ts';
import { showWithin } from '../shared/scroll.ts';
import { SeverityMark } from '../shared/severity.tsx';
import type { PlacedFinding } from './findings.ts';
import { howWord } from './origins.ts';
import { type CellKey, cellKey, neighbour, placesOf, type Step } from './paper-index.ts';

/** What stands quietly at the edge of a cell. */
export interface CellMark {
  findings?: readonly PlacedFinding[];
  how?: Origin['how'];
  /** What was printed and what a person made of it, in words. */
  corrected?: string;
}

interface PaperViewProps {
  paper: PaperTable;
  /** Width of each column in percent. */
  shares: readonly number[];
  marks: ReadonlyMap<CellKey, CellMark>;
  /** Cells that are chosen, or that the chosen finding is about; the first is the one to look at. */
  chosen: readonly CellKey[];
  onChoose: (key: CellKey) => void;
  /** F2 or a double click. */
  onEdit: (key: CellKey) => void;
  onLeave: () => void;
}

const steps = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

/**
 * A form or table as it is printed. One stop for the Tab key; arrow keys walk from cell to cell, merged cells counted
 * in, and choose as they go.
 */
export const PaperView = memo(function PaperView({
  paper,
  shares,
  marks,
  chosen,
  onChoose,
  onEdit,
  onLeave,
}: PaperViewProps): ReactNode {
  const grid = useMemo(() => placesOf(paper), [paper]);
  const stop = chosen[0] ?? cellKey(paper.id, 0, 0);
  const chosenSet = new Set(chosen);
  const headRows = Math.min(paper.headRows, paper.rows.length);

  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const from = (event.target as HTMLElement).dataset.cell;
    if (from === undefined) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onLeave();
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(from);
    } else if (event.key === 'F2') {
      event.preventDefault();
      onEdit(from);
    } else if (steps.has(event.key)) {
      event.preventDefault();
      const next = neighbour(grid, from, event.key as Step);
      if (!next) return;
      const cell = event.currentTarget.querySelector<HTMLElement>(`[data-cell="${next.key}"]`);
      cell?.focus({ preventScroll: true });
      const pane = event.currentTarget.closest<HTMLElement>('.paper-pane');
      if (cell && pane) showWithin(pane, cell, 'nearest', event.currentTarget.tHead?.offsetHeight);
      if (next.cell.paths.length > 0) onChoose(next.key);
    }
  };

  const rows = (from: number, to: number): ReactNode =>
    paper.rows.slice(from, to).map((row, i) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: rows of a printed form have no other name than their place
      <tr key={i}>
        {row.map((cell, c) => {
          const key = cellKey(paper.id, from + i, c);
          return (
            <Cell
              key={key}
              id={key}
              cell={cell}
              inHead={from + i < headRows}
              mark={marks.get(key)}
              chosen={key === chosen[0] ? 'first' : chosenSet.has(key) ? 'also' : undefined}
              stop={key === stop}
              onChoose={onChoose}
              onEdit={onEdit}
            />
          );
        })}
      </tr>
    ));

  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its cells can be walked and chosen
      role="grid"
      className="form"
      aria-label={paper.title}
      aria-readonly="true"
      data-columns={paper.columnWidths.length}
      onKeyDown={onKeyDown}
    >
      <colgroup>
        {shares.map((share, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name than their place
          <col key={i} style={{ width: `${share.toFixed(3)}%` }} />
        ))}
      </colgroup>
      {headRows > 0 && <thead className="form-head">{rows(0, headRows)}</thead>}
      <tbody>{rows(headRows, paper.rows.length)}</tbody>
    </table>
  );
});

interface CellProps {
  id: CellKey;
  cell: PaperCell;
  inHead: boolean;
  mark: CellMark | undefined;
  /** The cell to look at, or one of the others that the finding is about. */
  chosen: 'first' | 'also' | undefined;
  stop: boolean;
  onChoose: (key: CellKey) => void;
  onEdit: (key: CellKey) => void;
}

const Cell = memo(function Cell({ id, cell, inHead, mark, chosen, stop, onChoose, onEdit }: CellProps): ReactNode {
  const heading = cell.role === 'head' || (cell.role === 'label' && cell.text !== '');
  const Tag = heading ? 'th' : 'td';
  const selectable = cell.paths.length > 0;
  const depth = depthOf(cell.text);
  const style: CSSProperties = {
    ...(cell.align ? { textAlign: cell.align } : {}),
    ...(depth > 0 ? { paddingLeft: `calc(6px + ${depth}em)` } : {}),
  };
  const worst = severities.find((s) => mark?.findings?.some((p) => p.finding.severity === s));
  return (
    // The table takes the keys for all its cells.
    <Tag
      data-cell={id}
      className={`cell cell-${cell.role}${selectable ? ' selectable' : ''}${chosen ? ` chosen ${chosen}` : ''}`}
      scope={heading ? (inHead || cell.role === 'head' ? 'col' : 'row') : undefined}
      rowSpan={cell.rowSpan}
      colSpan={cell.columnSpan}
      style={style}
      title={[cell.exact, mark?.corrected].filter(Boolean).join('\n') || undefined}
      tabIndex={stop ? 0 : -1}
      aria-selected={selectable ? chosen !== undefined : undefined}
      onClick={selectable ? () => onChoose(id) : undefined}
      onDoubleClick={selectable ? () => onEdit(id) : undefined}
    >
      {depth > 0 ? cell.text.trimStart() : cell.text}
      {worst && <FindingMark worst={worst} findings={mark?.findings ?? []} />}
      {mark?.corrected !== undefined && (
        <span className="corrected-mark">
          <span className="hidden">（已更正：{mark.corrected}）</span>
        </span>
      )}
      {mark?.how && (
        <span className={`how-mark how-${mark.how}`} title={howWord(mark.how)}>
          <span className="hidden">（{howWord(mark.how)}）</span>
        </span>
      )}
    </Tag>
  );
});

/** Depth of a label in characters: leading blanks show it, and a second line should hang as deep as the first. */
function depthOf(text: string): number {
  const blanks = /^[ \u3000]*/.exec(text)?.[0] ?? '';
  return [...blanks].reduce((sum, blank) => sum + (blank === ' ' ? 0.5 : 1), 0);
}

function FindingMark({ worst, findings }: { worst: Severity; findings: readonly PlacedFinding[] }): ReactNode {
  return (
    <span className="finding-mark">
      <SeverityMark severity={worst} />
      <span className="hidden">
        （{severityWord[worst]}
        {findings.length > 1 ? `等 ${findings.length} 处问题` : ''}）
      </span>
    </span>
  );
}
