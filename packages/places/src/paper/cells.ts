import { fromFen, groupDigits, type JsonPointer } from '@jizhun/model';
import type { BlockHead } from '../form.ts';
import type { Draft, PaperCell } from './paper.ts';

type Content = Omit<PaperCell, 'rowSpan' | 'columnSpan'>;

export function label(text: string): Content {
  return text ? { text, role: 'label', align: 'center', paths: [] } : blank();
}

export function head(text: string): Content {
  return { text, role: 'head', align: 'center', paths: [] };
}

export function text(value: string, ...paths: JsonPointer[]): Content {
  return value ? { text: value, role: 'text', align: 'left', paths } : { ...blank(), paths };
}

export function centred(value: string, ...paths: JsonPointer[]): Content {
  return { ...text(value, ...paths), align: 'center' };
}

export function target(value: string, ...paths: JsonPointer[]): Content {
  return value ? { text: value, role: 'target', align: 'center', paths } : { ...blank(), paths };
}

export function figure(value: number | undefined, ...paths: JsonPointer[]): Content {
  return value === undefined ? blank() : { text: String(value), role: 'number', align: 'right', paths };
}

/** An amount in 万元 with at least `decimals` decimals and as many more as it needs; the exact yuan besides. */
export function amount(fen: number, decimals: number, ...paths: JsonPointer[]): Content {
  return {
    text: groupDigits(fromFen(fen, '万元', decimals)),
    role: 'number',
    align: 'right',
    paths,
    exact: `${groupDigits(fromFen(fen, '元', 2))} 元`,
  };
}

export function blank(): Content {
  return { text: '', role: 'blank', paths: [] };
}

/** Cells side by side from an edge on; widths are scaled so that the last one ends at 100. */
export function across(from: number, cells: readonly (readonly [width: number, cell: Content])[]): Draft[] {
  const total = cells.reduce((sum, [width]) => sum + width, 0);
  const scale = total ? (100 - from) / total : 0;
  let edge = from;
  return cells.map(([width, cell], i) => {
    const start = edge;
    edge = i === cells.length - 1 ? 100 : edge + width * scale;
    return { from: start, to: edge, cell };
  });
}

/** Puts a merged label at the left of rows that begin at its right edge. */
export function withHead(blockHead: BlockHead, rows: Draft[][], content: Content = label(blockHead.label)): Draft[][] {
  const [first = [], ...others] = rows;
  if (!rows.length) return [];
  return [[{ from: 0, to: blockHead.width, rowSpan: rows.length, cell: content }, ...first], ...others];
}
