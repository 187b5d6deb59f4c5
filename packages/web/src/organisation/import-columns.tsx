import type { ImportKind, ImportPreview, ImportSettings, ImportTable } from '@jizhun/api';
import { Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { besideSelect } from '../shared/select.ts';
import { State } from '../shared/state.tsx';
import { fieldNames } from './import-words.ts';

type Settled = NonNullable<ImportSettings['tables']>;

interface ImportColumnsProps {
  preview: ImportPreview;
  busy: boolean;
  onSettle: (tables: Settled) => void;
}

/** Which column is what. Open where a person is needed; folded where everything is sure. */
export function ImportColumns({ preview, busy, onSettle }: ImportColumnsProps): ReactNode {
  const { kind, tables } = preview;
  const none = !tables.some(({ used }) => used);
  return tables.map((table) => {
    const unsure = table.used && table.columns.some(({ field, sure }) => field !== null && !sure);
    return (
      <TableColumns
        key={table.table}
        kind={kind}
        table={table}
        busy={busy}
        open={unsure || none}
        several={tables.length > 1}
        onSettle={(settled) => onSettle([settled])}
      />
    );
  });
}

interface TableColumnsProps {
  kind: ImportKind;
  table: ImportTable;
  busy: boolean;
  open: boolean;
  several: boolean;
  onSettle: (table: Settled[number]) => void;
}

function TableColumns({ kind, table, busy, open: wanted, several, onSettle }: TableColumnsProps): ReactNode {
  const [open, setOpen] = useState(wanted);
  const { used, headerRows, columns, heads, rowCount, skipped } = table;
  const names = fieldNames[kind];
  const fields = Object.fromEntries(
    columns.flatMap(({ column, field }) => (field === null ? [] : [[String(column), field]])),
  );
  const settle = (over: Partial<Settled[number]>): void =>
    onSettle({ table: table.table, used, headerRows, fields, ...over });
  const unused = columns.filter(({ field, header }) => field === null && header !== '');
  const choose = (column: number, field: string): void => {
    const others = Object.entries(fields).filter(([key, value]) => key !== String(column) && value !== field);
    const next = Object.fromEntries(field === '' ? others : [...others, [String(column), field]]);
    settle({ fields: next, used: Object.values(next).includes('name') });
  };
  return (
    <details className="import-section" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>各列当作哪一项{several ? `：${table.name}` : ''}</h2>
        <span className="secondary">
          {used
            ? `读出 ${rowCount} 行${skipped.length > 0 ? `，另有 ${skipped.length} 行不是数据` : ''}${
                unused.length > 0 ? `；未使用 ${unused.map(({ header }) => header).join('、')}` : ''
              }`
            : '不导入'}
        </span>
      </summary>
      <p className="import-settings">
        <label className="filter">
          <input
            type="checkbox"
            checked={used}
            disabled={busy || !Object.values(fields).includes('name')}
            onChange={(event) => settle({ used: event.target.checked })}
          />
          导入这张表
        </label>
        <span className="filter">
          <span aria-hidden="true">表头到第几行为止</span>
          <Select<number>
            aria-label="表头到第几行为止"
            disabled={busy}
            value={headerRows === null ? -1 : headerRows[1]}
            options={[
              { value: -1, label: '没有表头' },
              ...heads.map((texts, row) => ({
                value: row,
                label: `第 ${row + 1} 行　${texts
                  .filter((text) => text !== '')
                  .join('　')
                  .slice(0, 30)}`,
              })),
            ]}
            onChange={(row) => settle({ headerRows: row < 0 ? null : [Math.min(headerRows?.[0] ?? row, row), row] })}
            getPopupContainer={besideSelect}
            popupMatchSelectWidth={false}
          />
        </span>
      </p>
      <table className="list-table plain-table import-columns">
        <caption className="hidden">各列当作哪一项</caption>
        <thead>
          <tr>
            <th scope="col">列</th>
            <th scope="col">表头</th>
            <th scope="col">当作</th>
            <th scope="col">内容</th>
          </tr>
        </thead>
        <tbody>
          {columns.map(({ column, letter, header, field, sure, samples }) => (
            <tr key={column} className={field !== null && !sure ? 'import-unsure' : ''}>
              <td>{letter}</td>
              <th scope="row">{header === '' ? <span className="secondary">（没有）</span> : header}</th>
              <td>
                <Select<string>
                  aria-label={`${letter} 列当作`}
                  size="small"
                  disabled={busy}
                  value={field ?? ''}
                  options={[
                    { value: '', label: '不使用' },
                    ...Object.entries(names).map(([value, label]) => ({ value, label })),
                  ]}
                  onChange={(next) => choose(column, next)}
                  getPopupContainer={besideSelect}
                />{' '}
                {field !== null && !sure && <State kind="warning">请核对</State>}
              </td>
              <td className="secondary">{samples.join('、')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {skipped.length > 0 && (
        <details>
          <summary>没有当作数据的 {skipped.length} 行</summary>
          <ul>
            {skipped.map(({ cell, text, why }) => (
              <li key={cell}>
                {cell}（{why}）：<span className="secondary">{text}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </details>
  );
}
