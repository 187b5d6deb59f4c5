import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { today } from '../format/day.ts';
import { useCan } from '../frame/me.ts';
import { Icon } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import { AddUnit } from './add-unit.tsx';
import { DayInput } from './day-input.tsx';
import { ExportList } from './export-list.tsx';
import { ImportStart } from './import-start.tsx';
import { unitsQuery } from './queries.ts';
import { readUnitsSearch, type UnitsSearch } from './search.ts';
import { closable, countFitting, isFiltered, treeLines, unitsAbove } from './tree.ts';
import { UnitPanel } from './unit-panel.tsx';
import { UnitTree } from './unit-tree.tsx';
import { kindWords } from './words.ts';
import '../theme/data.css';
import '../theme/organisation.css';

const route = getRouteApi('/units');
const NONE: ReadonlySet<string> = new Set();

/** The authorities with their units, as they are on a day. */
export function UnitsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPending, isPlaceholderData } = useQuery(unitsQuery(search));
  const manages = useCan('unit.manage');
  const [closed, setClosed] = useState<ReadonlySet<string>>(NONE);
  const [dialog, setDialog] = useState<'add' | 'import'>();
  const field = useRef<InputRef>(null);
  useKeys({
    '/': () => field.current?.focus({ cursor: 'all' }),
    escape: () => (search.unit === undefined ? false : change({ unit: undefined })),
  });
  useEffect(() => {
    document.title = '单位 · 绩准';
  }, []);
  const change = (over: Partial<Record<keyof UnitsSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readUnitsSearch({ ...old, ...over }), replace: true });
  };
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => (data === undefined ? [] : treeLines(data, wanted, closed)), [data, wanted, closed]);
  const filtered = isFiltered(search);
  const fitting = useMemo(() => (data === undefined ? 0 : countFitting(data, wanted)), [data, wanted]);
  /** Shows a unit, also where it stood below one that is closed. */
  const choose = (unit: string): void => {
    const above = data === undefined ? [] : unitsAbove(data, unit);
    if (above.some((id) => closed.has(id))) setClosed(new Set([...closed].filter((id) => !above.includes(id))));
    change({ unit });
  };
  const toggle = (id: string): void => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const foldable = data === undefined ? [] : closable(data);
  const empty = data !== undefined && data.units.length === 0;

  return (
    <div className="page page-list">
      <header className="page-head">
        <h1>单位</h1>
        <p className="secondary" role="status">
          {data !== undefined &&
            `${data.day === today() ? '' : `${data.day}，`}${
              filtered ? `共 ${data.count} 个，符合条件 ${fitting} 个` : `共 ${data.count} 个`
            }`}
        </p>
        <span className="page-actions">
          <ExportList kind="units" {...(search.day === undefined ? {} : { day: search.day })} disabled={empty} />
          {manages && <Button onClick={() => setDialog('import')}>导入</Button>}
          {manages && (
            <Button type="primary" icon={<Icon name="add" />} onClick={() => setDialog('add')}>
              增加单位
            </Button>
          )}
        </span>
      </header>
      <search className="filters" aria-label="筛选">
        <SearchField
          ref={field}
          label="搜索单位"
          placeholder="名称、代码（按 / 键）"
          value={search.q ?? ''}
          onCommit={(q) => change({ q })}
        />
        {(data?.authorities.length ?? 0) > 1 && (
          <span className="filter">
            <span aria-hidden="true">财政部门</span>
            <Select<string>
              aria-label="财政部门"
              value={search.authority ?? ''}
              options={[
                { value: '', label: '全部' },
                ...(data?.authorities ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              onChange={(authority) => change({ authority })}
              popupMatchSelectWidth={false}
              getPopupContainer={besideSelect}
              className="filter-select"
            />
          </span>
        )}
        <span className="filter">
          <span aria-hidden="true">类型</span>
          <Select<string>
            aria-label="类型"
            value={search.kind ?? ''}
            options={[
              { value: '', label: '全部' },
              ...(['department', 'unit'] as const).map((kind) => ({ value: kind, label: kindWords[kind] })),
            ]}
            onChange={(kind) => change({ kind })}
            popupMatchSelectWidth={false}
            getPopupContainer={besideSelect}
            className="filter-select"
          />
        </span>
        <DayInput
          label="某日的单位"
          value={search.day ?? today()}
          onCommit={(day) => change({ day: day === today() ? undefined : day })}
        />
        <label className="filter">
          <input
            type="checkbox"
            checked={search.ended !== undefined}
            onChange={(event) => change({ ended: event.target.checked ? 'show' : undefined })}
          />
          含已终止、尚未设立的
        </label>
        {foldable.length > 0 && !filtered && (
          <Button type="link" onClick={() => setClosed(closed.size === 0 ? new Set(foldable) : NONE)}>
            {closed.size === 0 ? '全部收起' : '全部展开'}
          </Button>
        )}
        {(filtered || search.day !== undefined || search.ended !== undefined) && (
          <Button
            type="link"
            onClick={() =>
              void navigate({ search: search.unit === undefined ? {} : { unit: search.unit }, replace: true })
            }
          >
            清除筛选
          </Button>
        )}
      </search>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <div className="list-waiting" aria-busy="true" />}
      {data !== undefined && lines.length === 0 && (
        <div className="empty">
          <p>{filtered ? '没有符合条件的单位。' : '这里列出财政部门、主管部门和所属单位，以及它们历年的沿革。'}</p>
          <p className="secondary">
            {filtered
              ? '换一个词，或清除筛选后再看。'
              : manages
                ? '可以逐个增加，或下载模板，填好后一次导入。'
                : '由系统管理员增加、导入。'}
          </p>
        </div>
      )}
      {data !== undefined && lines.length > 0 && (
        <Columns panel={search.unit !== undefined} busy={isPlaceholderData}>
          <UnitTree lines={lines} chosen={search.unit} onChoose={choose} onToggle={toggle} />
          {search.unit !== undefined && (
            <UnitPanel
              key={search.unit}
              id={search.unit}
              onChoose={choose}
              onClose={() => change({ unit: undefined })}
            />
          )}
        </Columns>
      )}
      {dialog === 'add' && data !== undefined && (
        <AddUnit tree={data} onClose={() => setDialog(undefined)} onDone={choose} />
      )}
      {dialog === 'import' && <ImportStart kind="units" onClose={() => setDialog(undefined)} />}
    </div>
  );
}

function Columns({ panel, busy, children }: { panel: boolean; busy: boolean; children: ReactNode }): ReactNode {
  const leave = (event: KeyboardEvent<HTMLDivElement>): void => {
    // Esc within the panel goes back to the list.
    if (event.key !== 'Escape' || !panel) return;
    event.currentTarget.querySelector<HTMLElement>('.unit-tree')?.focus();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: catches a key of what is inside, as it bubbles
    <div className={panel ? 'units-columns with-panel' : 'units-columns'} aria-busy={busy} onKeyDown={leave}>
      {children}
    </div>
  );
}
