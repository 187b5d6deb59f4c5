import type { DocumentSummary } from '@jizhun/api';
import type { Severity } from '@jizhun/model';
import { Link, useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { moment } from '../format/dates.ts';
import { wan, yuan } from '../format/numbers.ts';
import { severities, severityWord } from '../format/words.ts';
import { Icon } from '../shared/icons.tsx';
import { showWithin } from '../shared/scroll.ts';
import { SeverityMark } from '../shared/severity.tsx';
import { toast } from '../shared/toasts.tsx';
import { type ListSearch, placeOf, type SortKey, yearOf } from './list-search.ts';
import { removeDocument } from './remove-document.ts';

/** Height of the head that sticks to the top of the list. */
const HEAD = 36;

interface Column {
  key: SortKey;
  title: string;
  className?: string;
  /** Numbers and times are first wanted largest first. */
  descendingFirst?: true;
  severity?: Severity;
}

const columns: readonly Column[] = [
  { key: 'unit', title: '单位', className: 'column-unit' },
  { key: 'place', title: '地区', className: 'column-place' },
  { key: 'year', title: '年度', descendingFirst: true },
  { key: 'name', title: '文件名', className: 'column-name' },
  { key: 'sheets', title: '目标表', className: 'number', descendingFirst: true },
  { key: 'indicators', title: '指标', className: 'number', descendingFirst: true },
  { key: 'amount', title: '金额（万元）', className: 'number', descendingFirst: true },
  ...severities.map(
    (severity): Column => ({
      key: severity,
      title: severityWord[severity],
      className: 'number',
      descendingFirst: true,
      severity,
    }),
  ),
  { key: 'added', title: '加入时间', descendingFirst: true },
];

interface DocumentTableProps {
  documents: readonly DocumentSummary[];
  sort: NonNullable<ListSearch['sort']>;
  onSort: (sort: NonNullable<ListSearch['sort']>) => void;
  /** Documents that are marked, to be looked at together. */
  marked: ReadonlySet<string>;
  onMark: (ids: readonly string[], on: boolean) => void;
}

/**
 * The list itself. Up and down, Home and End walk along the rows (one stop for the Tab key), Enter opens, Delete deletes.
 */
export function DocumentTable({ documents, sort, onSort, marked, onMark }: DocumentTableProps): ReactNode {
  const body = useRef<HTMLTableSectionElement>(null);
  const [current, setCurrent] = useState<string>();
  const stop = documents.some((d) => d.id === current) ? current : documents[0]?.id;

  const ids = documents.map(({ id }) => id);
  const all = ids.every((id) => marked.has(id));
  const some = ids.some((id) => marked.has(id));

  const walk = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.classList.contains('row-link')) return;
    const links = Array.from(body.current?.querySelectorAll<HTMLElement>('.row-link') ?? []);
    const at = links.indexOf(event.target);
    if (event.key === 'Delete') {
      const row = documents[at];
      if (!row) return;
      event.preventDefault();
      if (!row.may?.remove) {
        toast(`「${row.name}」您只能查看，不能删除。`);
        return;
      }
      (links[at + 1] ?? links[at - 1])?.focus();
      void removeDocument(row);
      return;
    }
    if (event.key === ' ') {
      const row = documents[at];
      if (row) onMark([row.id], !marked.has(row.id));
      event.preventDefault();
      return;
    }
    const to: Record<string, number> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: links.length - 1,
      PageDown: Math.min(links.length - 1, at + 10),
      PageUp: Math.max(0, at - 10),
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const link = links[next];
    link?.focus({ preventScroll: true });
    const row = link?.closest('tr');
    const list = body.current?.closest<HTMLElement>('.list');
    if (row && list) showWithin(list, row, 'nearest', HEAD);
  };

  return (
    <div className="list">
      <table className="list-table">
        <caption className="hidden">已加入的文件。上下键逐行移动，回车打开，空格勾选，Delete 删除。</caption>
        <thead>
          <tr>
            <th scope="col" className="column-mark">
              <input
                type="checkbox"
                aria-label="勾选本页全部文件"
                checked={all}
                ref={(box) => {
                  if (box) box.indeterminate = !all && some;
                }}
                onChange={() => onMark(ids, !all)}
              />
            </th>
            {columns.map((column) => (
              <Head key={column.key} column={column} sort={sort} onSort={onSort} />
            ))}
            <th scope="col" className="column-actions">
              <span className="hidden">操作</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={walk}>
          {documents.map((d) => (
            <Row
              key={d.id}
              document={d}
              stop={d.id === stop}
              onFocus={() => setCurrent(d.id)}
              marked={marked.has(d.id)}
              onMark={onMark}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ column, sort, onSort }: { column: Column } & Pick<DocumentTableProps, 'sort' | 'onSort'>): ReactNode {
  const ascending = sort === column.key;
  const descending = sort === `-${column.key}`;
  const next = (): NonNullable<ListSearch['sort']> => {
    if (ascending) return `-${column.key}`;
    if (descending) return column.key;
    return column.descendingFirst ? `-${column.key}` : column.key;
  };
  return (
    <th
      scope="col"
      className={column.className}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : 'none'}
    >
      <button type="button" className="sorter" onClick={() => onSort(next())}>
        {column.severity && <SeverityMark severity={column.severity} />}
        {column.title}
        <svg
          className={`sort-mark${ascending ? ' up' : descending ? ' down' : ''}`}
          viewBox="0 0 8 12"
          aria-hidden="true"
        >
          <path className="sort-up" d="M4 1l3 4H1z" />
          <path className="sort-down" d="M4 11l3-4H1z" />
        </svg>
      </button>
    </th>
  );
}

function Row({
  document: d,
  stop,
  onFocus,
  marked,
  onMark,
}: {
  document: DocumentSummary;
  stop: boolean;
  onFocus: () => void;
  marked: boolean;
  onMark: (ids: readonly string[], on: boolean) => void;
}): ReactNode {
  const navigate = useNavigate();
  const { error, warning, info } = d.findings;
  const aside = [
    ...(d.notice ? [d.notice] : []),
    ...(d.uncheckedCount > 0 ? [`${d.uncheckedCount} 项未能核对`] : []),
    ...(d.unreadCount > 0 ? [`${d.unreadCount} 处未归类`] : []),
  ].join(' · ');
  return (
    // A wider target for the mouse; the link in the row serves the keyboard.
    <tr
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('a, button, input, .column-mark') || getSelection()?.toString())
          return;
        void navigate({ to: '/documents/$id', params: { id: d.id } });
      }}
    >
      <td className="column-mark">
        <input
          type="checkbox"
          tabIndex={-1}
          aria-label={`勾选 ${d.name}`}
          checked={marked}
          onChange={(event) => onMark([d.id], event.target.checked)}
        />
      </td>
      <th scope="row" className="column-unit">
        <Link
          to="/documents/$id"
          params={{ id: d.id }}
          className="row-link"
          tabIndex={stop ? 0 : -1}
          onFocus={onFocus}
          draggable={false}
        >
          {d.unitName ?? d.title ?? d.name}
        </Link>{' '}
        {d.example && <span className="tag">示例</span>}
      </th>
      <td>{placeOf(d)}</td>
      <td className="column-year">{yearOf(d)}</td>
      <td className="column-name">
        {d.name}
        {aside && (
          <small className="secondary" title={aside}>
            {aside}
          </small>
        )}
      </td>
      <td className="number">{d.sheetCount}</td>
      <td className="number">{d.indicatorCount}</td>
      <td className="number" title={d.amountFen === null ? undefined : yuan(d.amountFen)}>
        {wan(d.amountFen)}
      </td>
      {error + warning + info === 0 ? (
        <Clean nothing={d.sheetCount + d.tableCount === 0} />
      ) : (
        severities.map((severity) => <Count key={severity} severity={severity} count={d.findings[severity]} />)
      )}
      <td className="column-added">
        <AddedAt iso={d.addedAt} />
      </td>
      <td className="column-actions">
        {d.may?.remove && (
          <button
            type="button"
            className="quiet-button"
            tabIndex={stop ? 0 : -1}
            aria-label={`删除 ${d.name}`}
            title="删除（Delete）"
            onClick={() => void removeDocument(d)}
          >
            <Icon name="remove" />
          </button>
        )}
      </td>
    </tr>
  );
}

/** Nothing wrong is one thing, nothing to look at another. */
function Clean({ nothing }: { nothing: boolean }): ReactNode {
  if (nothing) {
    return (
      <td colSpan={3} className="clean secondary">
        没有可核对的内容
      </td>
    );
  }
  return (
    <td colSpan={3} className="clean fine">
      <Icon name="fine" />
      未发现问题
    </td>
  );
}

function Count({ severity, count }: { severity: Severity; count: number }): ReactNode {
  if (count === 0) return <td className="number none">0</td>;
  return (
    <td className={`number count severity-${severity}`}>
      <SeverityMark severity={severity} />
      <span className="hidden">{severityWord[severity]}</span>
      {count}
    </td>
  );
}

/** Date and time of day, which may stand below each other on a narrow screen. */
function AddedAt({ iso }: { iso: string }) {
  const [date, time] = moment(iso).split(' ');
  return (
    <>
      <span>{date}</span> <span>{time}</span>
    </>
  );
}
