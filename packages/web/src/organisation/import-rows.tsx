import type { ImportDecision, ImportPreview, ImportRow } from '@jizhun/api';
import { Button, Select } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import { State } from '../shared/state.tsx';
import { actionWords, isShown, showable, stateWords } from './import-words.ts';
import type { ImportSearch } from './search.ts';

/** Rows that are made at a time. */
const PORTION = 100;

const IN_FRONT: ReadonlySet<string> = new Set(['name', 'code', 'staff']);

const decisionWords: Readonly<Record<ImportDecision, string>> = {
  accept: '按清单更名',
  same: '是同一个',
  new: '是另一个，新增',
  'leave-out': '不导入此行',
};

interface ImportRowsProps {
  preview: ImportPreview;
  search: ImportSearch;
  busy: boolean;
  onSearch: (over: Partial<Record<keyof ImportSearch, string | undefined>>) => void;
  onDecide: (decisions: Record<string, ImportDecision>) => void;
}

/** The rows as a table of differences: what is wrong or to be decided, what changes, field by field. */
export function ImportRows({ preview, search, busy, onSearch, onDecide }: ImportRowsProps): ReactNode {
  const { rows } = preview;
  const [most, setMost] = useState(PORTION);
  const counts = useMemo(
    () => new Map(showable.map(({ key }) => [key, rows.filter((row) => isShown(row, key, undefined)).length])),
    [rows],
  );
  const shown = useMemo(() => rows.filter((row) => isShown(row, search.show, search.q)), [rows, search]);
  const renames = shown.filter(({ state, options }) => state === 'undecided' && options.includes('accept'));
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="import-rows">
      <h2 id="import-rows" className="hidden">
        各行的处理
      </h2>
      <search className="filters" aria-label="筛选">
        <SearchField
          label="搜索清单中的行"
          placeholder="名称、代码"
          value={search.q ?? ''}
          onCommit={(q) => onSearch({ q })}
        />
        <span className="import-chips">
          <button
            type="button"
            className="import-chip"
            aria-pressed={search.show === undefined}
            onClick={() => onSearch({ show: undefined })}
          >
            全部<b>{rows.length}</b>
          </button>
          {showable
            .filter(({ key }) => (counts.get(key) ?? 0) > 0)
            .map(({ key, word }) => (
              <button
                key={key}
                type="button"
                className={`import-chip ${key}`}
                aria-pressed={search.show === key}
                onClick={() => onSearch({ show: search.show === key ? undefined : key })}
              >
                {word}
                <b>{counts.get(key)}</b>
              </button>
            ))}
        </span>
        {renames.length > 1 && (
          <Button
            size="small"
            disabled={busy}
            onClick={() => onDecide(Object.fromEntries(renames.map(({ key }) => [key, 'accept' as const])))}
          >
            {renames.length} 行都按清单更名
          </Button>
        )}
      </search>
      {shown.length === 0 && (
        <div className="empty">
          <p>没有符合条件的行。</p>
        </div>
      )}
      {shown.length > 0 && (
        <div className="list import-list">
          <table className="list-table plain-table import-rows">
            <caption className="hidden">清单各行将作何处理</caption>
            <thead>
              <tr>
                <th scope="col">位置</th>
                <th scope="col">名称</th>
                <th scope="col">处理</th>
                <th scope="col">差别和问题</th>
                <th scope="col">决定</th>
              </tr>
            </thead>
            <tbody>
              {shown.slice(0, most).map((row) => (
                <Row key={row.key} row={row} decision={preview.decisions[row.key]} busy={busy} onDecide={onDecide} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length > most && (
        <nav className="pager" aria-label="更多行">
          <span>
            已列出 {most} 行，共 {shown.length} 行
          </span>
          <Button onClick={() => setMost(most + 5 * PORTION)}>继续列出</Button>
        </nav>
      )}
    </section>
  );
}

function Row({
  row,
  decision,
  busy,
  onDecide,
}: {
  row: ImportRow;
  decision: ImportDecision | undefined;
  busy: boolean;
  onDecide: ImportRowsProps['onDecide'];
}): ReactNode {
  const { key, place, name, code, state, actions, differences, problems, options } = row;
  // Of something new, name and code stand in front already.
  const news = actions.includes('add') ? differences.filter(({ field }) => !IN_FRONT.has(field)) : differences;
  return (
    <tr>
      <td className="import-place">{place}</td>
      <th scope="row">
        {name === '' ? <span className="secondary">（没有名称）</span> : name}
        {code !== null && <small className="secondary">{code}</small>}
      </th>
      <td className="import-what">
        {state === 'ready' ? (
          actions.every((action) => action === 'same' || action === 'duplicate') ? (
            <span className="secondary">{actions.map((action) => actionWords[action]).join('、')}</span>
          ) : (
            <State kind="fine">{actions.map((action) => actionWords[action]).join('、')}</State>
          )
        ) : (
          <State kind={state === 'error' ? 'error' : state === 'undecided' ? 'warning' : 'quiet'}>
            {stateWords[state]}
          </State>
        )}
      </td>
      <td>
        <div className="import-differences">
          {news.map(({ field, name: what, from, to }) => (
            <span key={`${field} ${to}`}>
              <span className="secondary">{what}：</span>
              {from !== null && (
                <>
                  <del>{from}</del> →{' '}
                </>
              )}
              <ins>{to ?? '（空）'}</ins>
            </span>
          ))}
        </div>
        {problems.map(({ severity, cell, message, remedy }) => (
          <div key={`${cell} ${message}`} className="import-problem">
            <State kind={severity === 'error' ? 'error' : severity === 'decide' ? 'warning' : 'quiet'}>{cell}</State>
            <span>
              {message}
              <small>{remedy}</small>
            </span>
          </div>
        ))}
      </td>
      <td className="import-decision">
        {options.length > 0 && (
          <Select<ImportDecision>
            aria-label={`${place}的决定`}
            size="small"
            disabled={busy}
            {...(decision === undefined ? {} : { value: decision })}
            placeholder="请选定"
            options={options.map((value) => ({ value, label: decisionWords[value] }))}
            onChange={(next) => onDecide({ [key]: next })}
            getPopupContainer={besideSelect}
            popupMatchSelectWidth={false}
          />
        )}
      </td>
    </tr>
  );
}
