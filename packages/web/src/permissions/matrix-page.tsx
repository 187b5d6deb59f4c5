import type { PermissionTable } from '@jizhun/api';
import type { Operation, Role } from '@jizhun/lifecycle';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import { permissionsQuery } from '../api/queries.ts';
import { Icon } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import '../theme/matrix.css';
import { type Cell, type CellPart, cellOf, explain, relationMark } from './matrix.ts';
import { type MatrixSearch, readMatrixSearch } from './search.ts';

const route = getRouteApi('/permissions');

/** Who may do what: one row for an operation, one column for a role. */
export function MatrixPage(): ReactNode {
  const search = readMatrixSearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  const { data: table, error, refetch, isPending } = useQuery(permissionsQuery);
  const field = useRef<InputRef>(null);
  useKeys({ '/': () => field.current?.focus({ cursor: 'all' }) });
  useEffect(() => {
    document.title = '权限 · 绩准';
  }, []);
  const change = (over: Partial<Record<keyof MatrixSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readMatrixSearch({ ...old, ...over }), replace: true });
  };
  const { q, role, relation, state, cell } = search;
  const narrowed = q ?? role ?? relation ?? state;

  return (
    <div className="page page-list matrix-page">
      <header className="page-head">
        <h1>权限</h1>
        <p className="secondary">每一格说明某个角色能否进行某项操作。没有准许的，一律不能。</p>
        <Button icon={<Icon name="print" />} onClick={() => print()}>
          打印
        </Button>
      </header>
      {table && (
        <search className="filters" aria-label="筛选">
          <SearchField
            ref={field}
            label="搜索操作"
            placeholder="搜索操作（按 / 键）"
            value={q ?? ''}
            onCommit={(text) => change({ q: text })}
          />
          <Choice label="角色" value={role} options={table.roles} onChange={(next) => change({ role: next })} />
          <Choice
            label="对象"
            value={relation}
            options={table.relations}
            onChange={(next) => change({ relation: next })}
          />
          <Choice
            label="状态"
            value={state}
            options={table.states.filter(({ id }) => id !== 'none')}
            onChange={(next) => change({ state: next })}
          />
          {narrowed !== undefined && (
            <Button type="link" onClick={() => void navigate({ search: {}, replace: true })}>
              清除筛选
            </Button>
          )}
        </search>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <div className="list-waiting" aria-busy="true" />}
      {table && (
        <>
          <Legend table={table} />
          <Matrix table={table} search={search} onCell={(next) => change({ cell: next })} />
          <Explanation table={table} cell={cell} />
          <Limits table={table} />
        </>
      )}
    </div>
  );
}

function Choice({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string | undefined;
  options: readonly { id: string; name: string }[];
  onChange: (value: string | undefined) => void;
}): ReactNode {
  return (
    <span className="filter">
      <span aria-hidden="true">{label}</span>
      <Select<string>
        aria-label={label}
        value={value ?? ''}
        options={[{ value: '', label: '全部' }, ...options.map(({ id, name }) => ({ value: id, label: name }))]}
        onChange={(next) => onChange(next === '' ? undefined : next)}
        popupMatchSelectWidth={false}
        getPopupContainer={besideSelect}
        className={value === undefined ? 'filter-select' : 'filter-select filter-on'}
      />
    </span>
  );
}

function Legend({ table }: { table: PermissionTable }): ReactNode {
  return (
    <p className="matrix-legend">
      {table.relations.map(({ id, name }) => (
        <span key={id}>
          <b>{relationMark[id]}</b> {name}
        </span>
      ))}
      <span>
        <b>*</b> 限某些状态
      </span>
      <span className="matrix-prohibited">
        <b>禁</b> 禁止
      </span>
    </p>
  );
}

interface MatrixProps {
  table: PermissionTable;
  search: MatrixSearch;
  onCell: (cell: string) => void;
}

const idOf = (role: Role, operation: Operation): string => `${role}:${operation}`;

function Matrix({ table, search, onCell }: MatrixProps): ReactNode {
  const { q, role: only, relation, state, cell: chosen } = search;
  const body = useRef<HTMLTableElement>(null);
  const roles = useMemo(() => table.roles.filter(({ id }) => only === undefined || id === only), [table, only]);
  const rows = useMemo(() => {
    const words = (q ?? '').toLowerCase().split(/\s+/);
    return table.operations
      .filter(({ id, name, group }) => words.every((word) => `${id} ${name} ${group}`.toLowerCase().includes(word)))
      .map((operation) => ({
        operation,
        cells: roles.map(({ id }) => cellOf(table, id, operation.id, { relation, state })),
      }));
  }, [table, roles, q, relation, state]);
  const first = rows[0] && roles[0] ? idOf(roles[0].id, rows[0].operation.id) : undefined;
  const there = rows.some(({ operation }) => roles.some(({ id }) => idOf(id, operation.id) === chosen));
  const stop = there ? chosen : first;

  // An address that names a cell shows it.
  useEffect(() => {
    body.current?.querySelector('.matrix-chosen')?.scrollIntoView({ block: 'center' });
  }, []);

  const walk = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.dataset.cell) return;
    const buttons = Array.from(body.current?.querySelectorAll<HTMLElement>('[data-cell]') ?? []);
    const at = buttons.indexOf(event.target);
    const to: Record<string, number> = {
      ArrowLeft: at % roles.length === 0 ? -1 : at - 1,
      ArrowRight: at % roles.length === roles.length - 1 ? -1 : at + 1,
      ArrowUp: at - roles.length,
      ArrowDown: at + roles.length,
      Home: at - (at % roles.length),
      End: at - (at % roles.length) + roles.length - 1,
    };
    const next = buttons[to[event.key] ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };

  if (rows.length === 0) {
    return (
      <div className="empty">
        <p>没有符合条件的操作。</p>
        <p className="secondary">换一个词，或清除筛选后再看。</p>
      </div>
    );
  }
  const groups = [...new Set(rows.map(({ operation }) => operation.group))];
  return (
    <div className="list matrix-list">
      <table className="list-table plain-table matrix" ref={body} onKeyDown={walk}>
        <caption className="hidden">权限表：行为操作，列为角色。方向键在格间移动，回车看说明。</caption>
        <thead>
          <tr>
            <th scope="col" className="matrix-operation">
              操作
            </th>
            {roles.map(({ id, name, duty }) => (
              <th key={id} scope="col" title={duty}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map((group) => (
          <tbody key={group}>
            <tr className="matrix-group">
              <th scope="rowgroup" colSpan={roles.length + 1}>
                {group}
              </th>
            </tr>
            {rows
              .filter(({ operation }) => operation.group === group)
              .map(({ operation, cells }) => (
                <tr key={operation.id}>
                  <th scope="row" title={operation.id}>
                    {operation.name}
                  </th>
                  {roles.map(({ id }, at) => (
                    <CellView
                      key={id}
                      id={idOf(id, operation.id)}
                      cell={cells[at] ?? { parts: [] }}
                      title={explain(table, id, operation.id, cells[at] ?? { parts: [] }).join('\n')}
                      stop={stop === idOf(id, operation.id)}
                      chosen={chosen === idOf(id, operation.id)}
                      onCell={onCell}
                    />
                  ))}
                </tr>
              ))}
          </tbody>
        ))}
      </table>
    </div>
  );
}

interface CellViewProps {
  id: string;
  cell: Cell;
  title: string;
  stop: boolean;
  chosen: boolean;
  onCell: (cell: string) => void;
}

const markOf = ({ relation, states }: CellPart): string =>
  `${relationMark[relation]}${states === undefined ? '' : '*'}`;

function CellView({ id, cell, title, stop, chosen, onCell }: CellViewProps): ReactNode {
  const refused = cell.parts.length === 0 && cell.prohibited === undefined;
  const kind = cell.prohibited !== undefined ? ' matrix-prohibited' : refused ? ' matrix-refused' : '';
  return (
    <td className={`matrix-cell${kind}${chosen ? ' matrix-chosen' : ''}`}>
      <button
        type="button"
        data-cell={id}
        tabIndex={stop ? 0 : -1}
        title={title}
        aria-pressed={chosen}
        onClick={() => onCell(id)}
        onFocus={(event) => {
          // By the keyboard only: a press of the mouse chooses by itself.
          if (event.currentTarget.matches(':focus-visible')) onCell(id);
        }}
      >
        <span className="matrix-mark" aria-hidden="true">
          {cell.prohibited !== undefined ? '禁' : refused ? '·' : cell.parts.map(markOf).join(' ')}
        </span>
        <span className="hidden">{title}</span>
      </button>
    </td>
  );
}

/** What the chosen cell means, in sentences. */
function Explanation({ table, cell }: { table: PermissionTable; cell: string | undefined }): ReactNode {
  const [roleId, operationId] = (cell ?? '').split(':');
  const role = table.roles.find(({ id }) => id === roleId)?.id;
  const operation = table.operations.find(({ id }) => id === operationId)?.id;
  return (
    <section className="matrix-explanation" aria-label="所选一格的说明" aria-live="polite">
      {role === undefined || operation === undefined ? (
        <p className="secondary">选择一格，这里说明对象、状态和依据。方向键可在格间移动。</p>
      ) : (
        explain(table, role, operation, cellOf(table, role, operation)).map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))
      )}
    </section>
  );
}

/** What can never be granted, and what nobody may be at the same time. */
function Limits({ table }: { table: PermissionTable }): ReactNode {
  const roleName = new Map(table.roles.map(({ id, name }) => [id, name]));
  const operationName = new Map(table.operations.map(({ id, name }) => [id, name]));
  const byBasis = new Map<string, string[]>();
  for (const { roles, basis } of table.incompatible) {
    const pair = roles.map((id) => roleName.get(id) ?? id).join(' 与 ');
    byBasis.set(basis, [...(byBasis.get(basis) ?? []), pair]);
  }
  return (
    <details className="matrix-limits">
      <summary>禁止授予的操作，不能兼任的角色</summary>
      <h2>禁止授予的操作</h2>
      <ul>
        {table.prohibitions.map(({ roles, operations, basis }) => (
          <li key={basis}>
            {roles.map((id) => roleName.get(id) ?? id).join('、')}：
            {operations.map((id) => operationName.get(id) ?? id).join('、')}
            <small className="secondary">{basis}</small>
          </li>
        ))}
      </ul>
      <h2>同一人不能兼任的角色</h2>
      <ul>
        {[...byBasis].map(([basis, pairs]) => (
          <li key={basis}>
            {pairs.join('；')}
            <small className="secondary">{basis}</small>
          </li>
        ))}
      </ul>
    </details>
  );
}
