import type { Fix, JsonPointer } from '@jizhun/model';
import type { DisclosureIndex } from './disclosure-index.ts';
import { type Exact, exact, numberOfExact, type PrintedUnit, printExact } from './exact.ts';
import type { Broken } from './identity.ts';

type Edit = Fix['edits'][number];

/** A figure as it is stored: where, in what unit, and what stands there. */
interface Stored {
  path: JsonPointer;
  /** 'fen' for what is kept as integer fen. */
  unit: PrintedUnit | 'fen';
  from: unknown;
}

/** How the value that a term of an identity speaks of is stored; undefined where it is none that a person writes. */
function storedAt(index: DisclosureIndex, path: JsonPointer, value: Exact, blank: boolean): Stored | undefined {
  const cell = /^\/budgetTables\/(\d+)\/rows\/(\d+)\/cells\/(\d+)$/.exec(path);
  if (cell) {
    const table = index.tables[Number(cell[1])];
    const from = table?.table.rows[Number(cell[2])]?.cells[Number(cell[3])];
    const column = table?.columns[Number(cell[3])];
    if (!table || !column || from === undefined || column.role === 'text') return undefined;
    const unit = column.role === 'money' ? table.unit : null;
    if (typeof from === 'number' ? exact(from, unit) !== value : !blank) return undefined;
    return { path, unit, from };
  }
  const line = /^\/goalSheets\/(\d+)\/(funding|tasks)\/(\d+)(?:\/fen)?$/.exec(path);
  if (line) {
    const sheet = index.sheets[Number(line[1])];
    const fen =
      line[2] === 'tasks' ? sheet?.sheet.tasks[Number(line[3])]?.fen : sheet?.funding[Number(line[3])]?.line.fen;
    if (fen === undefined || BigInt(fen) !== value) return undefined;
    return { path: path.endsWith('/fen') ? path : `${path}/fen`, unit: 'fen', from: fen };
  }
  const said = /^\/statements\/(\d+)$/.exec(path);
  const statement = said && index.statements[Number(said[1])];
  // 减少 12 is kept as 12 with its direction: a sum of changes may have turned its sign.
  if (!statement || statement.value !== value) return undefined;
  return { path: `${path}/value`, unit: statement.unit, from: statement.statement.value };
}

function editOf(index: DisclosureIndex, path: JsonPointer, { term, expected }: NonNullable<Broken['odd']>): Edit[] {
  const stored = storedAt(index, path, term.value, term.blank === true);
  if (!stored || expected < 0n) return [];
  const to = stored.unit === 'fen' ? Number(expected) : numberOfExact(expected, stored.unit);
  if (stored.unit === 'fen' ? !Number.isSafeInteger(to) : exact(to, stored.unit) !== expected) return [];
  return [{ path: stored.path, from: stored.from, to }];
}

/**
 * The repair of a sum of which one figure is known to be wrong: that figure as the others give it, at every place of the
 * disclosure that the one printed cell was read to. Undefined where no figure is to blame, or it is a product.
 */
export function carryFix(
  broken: Broken,
  index: DisclosureIndex,
  aliases: ReadonlyMap<JsonPointer, readonly JsonPointer[]>,
): Fix | undefined {
  const { odd, identity } = broken;
  if (!odd || broken.perhapsRounding || (identity.factors && odd.term !== identity.total)) return undefined;
  const paths = [odd.term.path, ...(aliases.get(odd.term.path) ?? [])];
  const edits = paths.flatMap((path) => editOf(index, path, odd));
  // A cell of which one reading cannot be edited would say two things afterwards.
  if (edits.length < paths.length) return undefined;
  const amount = `${printExact(odd.expected, identity.unit)}${identity.unit ? ` ${identity.unit}` : ''}`;
  return { title: `“${odd.term.label}”改为 ${amount}`, edits };
}
