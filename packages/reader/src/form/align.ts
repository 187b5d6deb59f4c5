import { parseTarget, unitKindOf } from '@jizhun/model';
import { isLevel1, isLevel2 } from '../lexicon/levels.ts';
import type { SourceCell, SourceRow } from '../source/document.ts';
import type { Column } from './columns.ts';

/**
 * Puts the cells of a row under the columns of its block.
 *
 * Exact grids: by overlap. Ragged ones: extraction moved fields and dropped merged cells, so the assignment that keeps
 * the order and fits contents and positions best is sought (dynamic programming over fields × columns).
 */
export interface Placed {
  column: Column;
  cell: SourceCell;
  carried: boolean;
}

export function placeRow(row: SourceRow, columns: readonly Column[]): { placed: Placed[]; loose: SourceCell[] } {
  return row.grid.exact ? placeExact(row, columns) : placeRagged(row, columns);
}

function placeExact(row: SourceRow, columns: readonly Column[]): { placed: Placed[]; loose: SourceCell[] } {
  const placed: Placed[] = [];
  const taken = new Set<SourceCell>();
  for (const column of columns) {
    const over = row.cells.find(
      ({ cell }) =>
        cell.column < column.end && cell.end > column.start && !(cell.column < column.start && taken.has(cell)),
    );
    if (!over) continue;
    taken.add(over.cell);
    placed.push({ column, cell: over.cell, carried: over.carried });
  }
  return { placed, loose: row.filled.filter((cell) => !taken.has(cell)) };
}

const UNPLACED_FIELD = -10;

function placeRagged(row: SourceRow, columns: readonly Column[]): { placed: Placed[]; loose: SourceCell[] } {
  const fields = row.filled;
  const n = fields.length;
  const m = columns.length;
  // best[i][j]: the best score for the first i fields over the first j columns.
  const best: number[][] = Array.from({ length: n + 1 }, () => new Array<number>(m + 1).fill(Number.NEGATIVE_INFINITY));
  const step: ('field' | 'column' | 'both')[][] = Array.from({ length: n + 1 }, () =>
    new Array<'field' | 'column' | 'both'>(m + 1).fill('both'),
  );
  (best[0] as number[])[0] = 0;
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) continue;
      const field = fields[i - 1];
      const column = columns[j - 1];
      const options: [number, 'field' | 'column' | 'both'][] = [];
      if (field) options.push([(best[i - 1]?.[j] ?? Number.NEGATIVE_INFINITY) + UNPLACED_FIELD, 'field']);
      if (column) options.push([(best[i]?.[j - 1] ?? Number.NEGATIVE_INFINITY) + emptyCost(column), 'column']);
      if (field && column) {
        const fit = contentFit(field, column) + positionFit(field, column);
        // A row that prints a new first level prints its second level too, where the form has one.
        const lonely = column.role === 'level2' && j >= 2 && columns[j - 2]?.role === 'level1' ? 6 : 0;
        options.push([
          (best[i - 1]?.[j - 1] ?? Number.NEGATIVE_INFINITY) +
            fit +
            (lonely && i >= 2 && isLevel1(fields[i - 2]?.label ?? '') ? lonely : 0),
          'both',
        ]);
      }
      const [score, how] = options.reduce((a, b) => (b[0] > a[0] ? b : a));
      (best[i] as number[])[j] = score;
      (step[i] as ('field' | 'column' | 'both')[])[j] = how;
    }
  }
  const placed: Placed[] = [];
  const loose: SourceCell[] = [];
  for (let i = n, j = m; i > 0 || j > 0; ) {
    const how = step[i]?.[j];
    const field = fields[i - 1];
    const column = columns[j - 1];
    if (how === 'both' && field && column) {
      placed.unshift({ column, cell: field, carried: false });
      i--;
      j--;
    } else if (how === 'field' && field) {
      loose.unshift(field);
      i--;
    } else j--;
  }
  return { placed, loose };
}

function emptyCost(column: Column): number {
  if (column.role === 'level3') return -8;
  if (column.role === 'target') return -3;
  return 0;
}

function positionFit(field: SourceCell, column: Column): number {
  const away = Math.abs(field.column - column.start);
  return away === 0 ? 3 : -Math.min(3, away);
}

/** Whether a text is written as a target is: a bound, a figure, a percentage. */
export function looksLikeTarget(text: string): boolean {
  return (
    text.length <= 18 &&
    /^[≥≤≧≦＞＜>=<＝=~～约]|^\d|^(不少于|不低于|不超过|大于|小于|至少)/.test(text) &&
    parseTarget(text).operator !== null
  );
}

function contentFit(field: SourceCell, column: Column): number {
  const text = field.label;
  switch (column.role) {
    case 'block':
      return /^(年度)?绩效指标$|^名称$/.test(text) ? 6 : -8;
    case 'level1':
      return isLevel1(text) ? 6 : text.length <= 3 && !looksLikeTarget(text) ? -4 : -8;
    case 'level2':
      if (isLevel2(text)) return 5;
      return text.length <= 10 && !looksLikeTarget(text) ? 0 : -3;
    case 'level3':
      return looksLikeTarget(text) ? -4 : isLevel2(text) || isLevel1(text) ? -1 : 2;
    case 'task':
      return looksLikeTarget(text) ? -4 : 1;
    case 'operator':
      return /^([≥≤≧≦＞＜><=＝～~]+|大于等于|小于等于|大于|小于|等于)$/.test(text) ? 6 : -6;
    case 'target':
      if (looksLikeTarget(text)) return 4;
      return text.length <= 8 ? 1 : text.length <= 14 ? 0 : -1;
    case 'unit':
      return unitKindOf(text) !== undefined ? 4 : -3;
    case 'weight':
    case 'score':
    case 'sequence':
      return /^\d+(\.\d+)?$/.test(text) ? 3 : -5;
    default:
      return looksLikeTarget(text) ? -1 : 1;
  }
}
