import type { DocumentSource } from '@jizhun/api';
import type { Intake } from '@jizhun/intake';
import type { Block, Grid, OpenedDocument } from '@jizhun/model';
import type { Documents } from '@jizhun/store';
import { documentNotFound, ProblemError } from '../http/problem.ts';
import { collect } from './collect.ts';

/** Which piece of a large file is asked for: the one that holds this row (0-based) of this part. */
export interface Piece {
  part?: string | undefined;
  row?: number | undefined;
}

/** Stored files, opened again as they came. */
export interface Sources {
  /** Names what would be answered, without opening the file; undefined where there is no such document. */
  tag(id: string, piece: Piece): Promise<string | undefined>;
  /**
   * The whole of a file that is not large, else a piece of it.
   *
   * @throws ProblemError 404 where there is no such document or part, 422 where it can no longer be opened
   */
  open(id: string, piece: Piece): Promise<DocumentSource>;
}

export interface SourceServices {
  documents: Documents;
  intake: Pick<Intake, 'open'>;
  /** Of the openers: another one may see another document. */
  version: string;
}

/** Files of up to so many cells and paragraphs are answered whole; of larger ones, so many at a time. */
const WHOLE = 20_000;
const AT_ONCE = 4_000;
/** Opened files that are kept for the next piece, in characters of their JSON. */
const KEPT = 48 << 20;

export function createSources({ documents, intake, version }: SourceServices): Sources {
  /** The last used at the end. */
  const kept = new Map<string, { size: number; opened: Promise<OpenedDocument> }>();

  const opened = async (sha256: string, name: string, bytes: () => Promise<Uint8Array>): Promise<OpenedDocument> => {
    const there = kept.get(sha256);
    if (there !== undefined) {
      kept.delete(sha256);
      kept.set(sha256, there);
      return there.opened;
    }
    const entry = { size: 0, opened: openFile(name, bytes) };
    kept.set(sha256, entry);
    const forget = () => {
      if (kept.get(sha256) === entry) kept.delete(sha256);
    };
    async function openFile(name: string, bytes: () => Promise<Uint8Array>): Promise<OpenedDocument> {
      const result = await intake.open(await bytes(), name);
      if (!result.ok) {
        const { code, message, remedy, fileName } = result.refusal;
        throw new ProblemError(422, code, { title: '原件不能再次打开', detail: message, remedy, fileName });
      }
      entry.size = result.json.length;
      return JSON.parse(result.json) as OpenedDocument;
    }
    try {
      const document = await entry.opened;
      let total = [...kept.values()].reduce((sum, { size }) => sum + size, 0);
      for (const [key, { size }] of kept) {
        if (total <= KEPT) break;
        kept.delete(key);
        total -= size;
      }
      return document;
    } catch (error) {
      forget();
      throw error;
    }
  };

  return {
    async tag(id, { part, row }) {
      const original = await documents.original(id);
      if (original === undefined) return undefined;
      const piece = part === undefined ? '' : `-${Buffer.from(part).toString('base64url')}-${row ?? 0}`;
      return `W/"${original.sha256.slice(0, 32)}-${version}${piece}"`;
    },
    async open(id, piece) {
      const original = await documents.original(id);
      if (original === undefined) throw documentNotFound();
      const document = await opened(original.sha256, original.name, () => collect(original.pieces()));
      return pieceOf({ ...document, source: { ...document.source, name: original.name } }, piece);
    },
  };
}

const sizeOf = (block: Block): number => (block.kind === 'grid' ? block.cells.length : 1);
const rowsOf = (block: Block): number => (block.kind === 'grid' ? block.rowCount : 1);

/** What is answered of an opened file: all of it, or the asked piece. Exported for tests. */
export function pieceOf(
  { source, blocks, notices }: OpenedDocument,
  { part, row = 0 }: Piece,
  limits = { whole: WHOLE, atOnce: AT_ONCE },
): DocumentSource {
  const parts = new Map<string, DocumentSource['parts'][number]>();
  for (const block of blocks) {
    const entry = parts.get(block.part) ?? { part: block.part, cells: 0, rows: 0 };
    entry.cells += sizeOf(block);
    entry.rows += rowsOf(block);
    if (block.kind === 'grid' && block.title !== undefined) entry.title = block.title;
    parts.set(block.part, entry);
  }
  const { name, mediaType, pages } = source;
  const common = {
    source: { name, mediaType, ...(pages === undefined ? {} : { pages }) },
    parts: [...parts.values()],
    notices,
  };
  const total = common.parts.reduce((sum, { cells }) => sum + cells, 0);
  if (part !== undefined && !parts.has(part)) {
    throw new ProblemError(404, 'not-found', { title: '找不到', detail: `原件中没有“${part}”这一部分。` });
  }
  const wanted = part ?? blocks[0]?.part;
  if (total <= limits.whole || wanted === undefined) return { ...common, blocks };
  return {
    ...common,
    ...rowsAround(
      blocks.filter((block) => block.part === wanted),
      wanted,
      row,
      limits.atOnce,
    ),
  };
}

/**
 * The rows of a part around one of them, cut at fixed places so that neighbours join without gap. Rows count through
 * all blocks of the part; a paragraph is one row.
 */
function rowsAround(
  blocks: readonly Block[],
  part: string,
  row: number,
  atOnce: number,
): Required<Pick<DocumentSource, 'piece' | 'blocks'>> {
  let first = 0;
  const placed = blocks.map((block) => {
    const start = first;
    first += rowsOf(block);
    return { block, start };
  });
  const cuts = cutsOf(placed, first, atOnce);
  const asked = Math.min(Math.max(0, row), Math.max(0, first - 1));
  const at = cuts.findLastIndex((cut) => cut <= asked);
  const from = cuts[at] ?? 0;
  const to = cuts[at + 1] ?? first;
  const cut = placed.flatMap(({ block, start }): Block[] => {
    if (start >= to || start + rowsOf(block) <= from) return [];
    return block.kind === 'grid' ? [rowsOfGrid(block, from - start, to - start)] : [block];
  });
  return { piece: { part, from, to }, blocks: cut };
}

/** The first rows of the pieces: a new one where the rows so far hold `atOnce` cells, or 2,000 rows. */
function cutsOf(placed: readonly { block: Block; start: number }[], rows: number, atOnce: number): number[] {
  const counts = new Uint32Array(rows);
  for (const { block, start } of placed) {
    if (block.kind === 'paragraph') counts[start] = 1;
    else for (const { row } of block.cells) counts[start + row] = (counts[start + row] ?? 0) + 1;
  }
  const cuts = [0];
  let held = 0;
  for (let row = 0; row < rows; row++) {
    if (held > 0 && (held + (counts[row] ?? 0) > atOnce || row - (cuts.at(-1) ?? 0) >= 2_000)) {
      cuts.push(row);
      held = 0;
    }
    held += counts[row] ?? 0;
  }
  return cuts;
}

/** A grid with only the cells that begin in some rows; they keep their numbers. */
function rowsOfGrid(grid: Grid, from: number, to: number): Grid {
  if (from <= 0 && to >= grid.rowCount) return grid;
  return { ...grid, cells: grid.cells.filter(({ row }) => row >= from && row < to) };
}
