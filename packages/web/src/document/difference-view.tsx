import { type Disclosure, type JsonPointer, pointerSteps, tellCorrectionValue, valueAt } from '@jizhun/model';
import { type ReactNode, useState } from 'react';
import { type CellChange, type Difference, middleOf, type RowChange } from './fixes.ts';
import { fieldName, nameOf } from './value-names.ts';

/** A value of an edit as it is told to a person. */
export function tellEdit(path: JsonPointer, value: unknown): string {
  if (value === null || value === undefined) return '空白';
  if (typeof value === 'object') {
    const { raw, level3, label, name } = value as Record<string, unknown>;
    return String(raw ?? level3 ?? label ?? name ?? '');
  }
  const last = pointerSteps(path).at(-1);
  const kind = last === 'fen' ? 'money' : /\/cells\/\d+$/.test(path) ? 'cell' : 'text';
  return tellCorrectionValue(kind, value as string | number);
}

/** So many values are told at once; a unit may be written wrongly in every row of a document. */
const TOLD = 8;

/** What a fix would change: value by value, and rows in a small table before and after. */
export function DifferenceView({
  disclosure,
  difference,
  onPath,
}: {
  disclosure: Disclosure;
  difference: Difference;
  onPath?: (path: JsonPointer) => void;
}): ReactNode {
  const { values, rows } = difference;
  const [whole, setWhole] = useState(false);
  const left = whole ? 0 : Math.max(0, values.length - TOLD);
  return (
    <div className="change-table">
      {values.length > 0 && (
        <table className="change-table-values">
          <thead>
            <tr>
              <th scope="col">位置</th>
              <th scope="col">现在</th>
              <th scope="col">改为</th>
            </tr>
          </thead>
          <tbody>
            {values.slice(0, values.length - left).map((change, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: changes have no other name than their order
              <tr key={i}>
                <th scope="row">
                  <Place name={nameOf(disclosure, change.path)} path={change.path} onPath={onPath} />
                </th>
                <Sides change={change} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {left > 0 && (
        <button type="button" className="text-button" onClick={() => setWhole(true)}>
          展开其余 {left} 处
        </button>
      )}
      {rows.length > 0 && <Rows disclosure={disclosure} rows={rows} onPath={onPath} />}
    </div>
  );
}

function Place({
  name,
  path,
  onPath,
}: {
  name: string;
  path: JsonPointer;
  onPath: ((path: JsonPointer) => void) | undefined;
}): ReactNode {
  return onPath ? (
    <button type="button" className="sum-label" onClick={() => onPath(path)}>
      {name}
    </button>
  ) : (
    name
  );
}

function Sides({ change }: { change: CellChange }): ReactNode {
  const { from = '', to = '' } = change;
  const middle = middleOf(from, to);
  return (
    <>
      <td>
        {change.from === undefined ? (
          <span className="secondary">无</span>
        ) : (
          <Text
            before={middle.before}
            after={middle.after}
            middle={<del>{middle.from}</del>}
            none={middle.from === ''}
          />
        )}
      </td>
      <td>
        {change.to === undefined ? (
          <span className="secondary">删去</span>
        ) : (
          <Text before={middle.before} after={middle.after} middle={<ins>{middle.to}</ins>} none={middle.to === ''} />
        )}
      </td>
    </>
  );
}

/** What stays is shortened where it is long: one looks for what changes. */
function Text(props: { before: string; after: string; middle: ReactNode; none: boolean }): ReactNode {
  const { before, after, middle, none } = props;
  const kept = 24;
  return (
    <>
      {before.length > kept ? `…${before.slice(-kept)}` : before}
      {!none && middle}
      {after.length > kept ? `${after.slice(0, kept)}…` : after}
    </>
  );
}

const rowWord = { changed: '改', added: '增加', removed: '删去' } as const;

/** What a row is called that changes: by what stays of it, so that one finds it in the form. */
function rowName(disclosure: Disclosure, { path, kind, cells }: RowChange): string {
  if (kind !== 'changed') return rowWord[kind];
  const row = valueAt(disclosure, path) as Record<string, unknown> | undefined;
  const changing = new Set(cells.map((cell) => cell.path));
  const kept = ['level3', 'level2', 'level1', 'label', 'name'].find(
    (field) => typeof row?.[field] === 'string' && row[field] !== '' && !changing.has(`${path}/${field}`),
  );
  return kept === undefined ? rowWord.changed : String(row?.[kept]);
}

/** Rows that change together, each column once: what was is struck out, what will be stands beside it. */
function Rows({
  disclosure,
  rows,
  onPath,
}: {
  disclosure: Disclosure;
  rows: readonly RowChange[];
  onPath: ((path: JsonPointer) => void) | undefined;
}): ReactNode {
  const columnOf = ({ path }: CellChange): string => path.replace(/^\/\w+\/\d+\/\w+\/[\d+]+\//, '');
  const columns = [...new Set(rows.flatMap(({ cells }) => cells.map(columnOf)))];
  return (
    <table className="change-table-rows">
      <thead>
        <tr>
          <th scope="col">行</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {fieldName(disclosure, `${rows[0]?.path}/${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a row may be taken out here and added there
          <tr key={i} className={`row-${row.kind}`}>
            <th scope="row">
              {row.kind === 'added' ? (
                rowWord.added
              ) : (
                <Place name={rowName(disclosure, row)} path={row.path} onPath={onPath} />
              )}
            </th>
            {columns.map((column) => {
              const cell = row.cells.find((one) => columnOf(one) === column);
              return (
                <td key={column}>
                  {cell?.from !== undefined && cell.from !== '' && <del>{cell.from}</del>}
                  {cell?.to !== undefined && cell.to !== '' && <ins>{cell.to}</ins>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
