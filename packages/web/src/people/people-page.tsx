import type { PersonInfo } from '@jizhun/api';
import { ROLES, roleNames } from '@jizhun/lifecycle';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { moment } from '../format/dates.ts';
import { useCan } from '../frame/me.ts';
import { ExportList } from '../organisation/export-list.tsx';
import { ImportStart } from '../organisation/import-start.tsx';
import { Icon } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import { State } from '../shared/state.tsx';
import { AddPerson } from './add-person.tsx';
import { PlaceSelect } from './place-select.tsx';
import { peopleQuery, unitTreeQuery } from './queries.ts';
import { accountStates, type PeopleSearch, readPeopleSearch } from './search.ts';
import { accountWord, assignmentPlace, assignmentTitle } from './words.ts';
import '../theme/data.css';

const route = getRouteApi('/people');

const accountFilter: Record<(typeof accountStates)[number], string> = {
  open: '可以登录',
  locked: '已锁定',
  disabled: '已停用',
  none: '没有账号',
};

/** Who is here, in which roles, and whether they can get in. */
export function PeoplePage(): ReactNode {
  const search = readPeopleSearch({ ...route.useSearch() });
  const navigate = route.useNavigate();
  const people = useInfiniteQuery(peopleQuery(search));
  const mayPlace = useCan('unit.read');
  const { data: tree } = useQuery({ ...unitTreeQuery, enabled: mayPlace });
  const mayAdd = useCan('person.manage');
  const mayAssign = useCan('role.assign');
  const mayReset = useCan('account.reset');
  // Whoever manages neither people nor accounts sees roles only.
  const accounts = mayAdd || mayReset;
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const field = useRef<InputRef>(null);
  useKeys({ '/': () => field.current?.focus({ cursor: 'all' }) });
  useEffect(() => {
    document.title = '人员 · 绩准';
  }, []);
  const change = (over: Partial<Record<keyof PeopleSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readPeopleSearch({ ...old, ...over }), replace: true });
  };
  const filtered = Object.keys(search).length > 0;
  const rows = people.data?.pages.flatMap((page) => page.people) ?? [];
  const count = people.data?.pages[0]?.count;

  return (
    <div className="page page-list">
      <header className="page-head">
        <h1>人员</h1>
        <p className="secondary" role="status">
          {count !== undefined && (filtered ? `符合条件 ${count} 人` : `共 ${count} 人`)}
        </p>
        <span className="page-actions">
          <ExportList kind="people" disabled={count === 0} />
          {(mayAdd || mayAssign) && <Button onClick={() => setImporting(true)}>导入</Button>}
          {mayAdd && (
            <Button type="primary" icon={<Icon name="add" />} onClick={() => setAdding(true)}>
              增加人员
            </Button>
          )}
        </span>
      </header>
      <search className="filters" aria-label="筛选">
        <SearchField
          ref={field}
          label="搜索人员"
          placeholder="姓名、工号、登录名（按 / 键）"
          value={search.q ?? ''}
          onCommit={(q) => change({ q })}
        />
        <span className="filter">
          <span aria-hidden="true">角色</span>
          <Select<string>
            aria-label="角色"
            value={search.role ?? ''}
            options={[{ value: '', label: '全部' }, ...roleNames.map((id) => ({ value: id, label: ROLES[id].name }))]}
            onChange={(role) => change({ role })}
            popupMatchSelectWidth={false}
            getPopupContainer={besideSelect}
            className="filter-select"
          />
        </span>
        {mayPlace && (
          <span className="filter">
            <span aria-hidden="true">单位</span>
            <PlaceSelect tree={tree} value={search.place} onChange={(place) => change({ place })} />
          </span>
        )}
        {accounts && (
          <span className="filter">
            <span aria-hidden="true">账号</span>
            <Select<string>
              aria-label="账号"
              value={search.account ?? ''}
              options={[
                { value: '', label: '全部' },
                ...accountStates.map((state) => ({ value: state, label: accountFilter[state] })),
              ]}
              onChange={(account) => change({ account })}
              popupMatchSelectWidth={false}
              getPopupContainer={besideSelect}
              className="filter-select"
            />
          </span>
        )}
        <label className="filter">
          <input
            type="checkbox"
            checked={search.left !== undefined}
            onChange={(event) => change({ left: event.target.checked ? 'show' : undefined })}
          />
          含已停用的人员
        </label>
        {filtered && (
          <Button type="link" onClick={() => void navigate({ search: {}, replace: true })}>
            清除筛选
          </Button>
        )}
      </search>
      {people.error && <ProblemNotice error={people.error} onRetry={() => void people.refetch()} />}
      {people.isPending && <div className="list-waiting" aria-busy="true" />}
      {people.data && rows.length === 0 && (
        <div className="empty">
          <p>{filtered ? '没有符合条件的人员。' : '这里列出人员、所任角色和账号情况。'}</p>
          <p className="secondary">{filtered ? '换一个词，或清除筛选后再看。' : '由系统管理员增加，或从表格导入。'}</p>
        </div>
      )}
      {rows.length > 0 && <PeopleTable people={rows} accounts={accounts} />}
      {people.hasNextPage && (
        <nav className="pager" aria-label="更多人员">
          <span>
            已列出 {rows.length} 人，共 {count} 人
          </span>
          <Button onClick={() => void people.fetchNextPage()} loading={people.isFetchingNextPage}>
            继续列出
          </Button>
        </nav>
      )}
      {importing && <ImportStart kind="people" onClose={() => setImporting(false)} />}
      {adding && <AddPerson onClose={() => setAdding(false)} />}
    </div>
  );
}

function PeopleTable({ people, accounts }: { people: readonly PersonInfo[]; accounts: boolean }): ReactNode {
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (!(event.target instanceof HTMLElement) || !event.target.classList.contains('row-link')) return;
    const links = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('.row-link'));
    links[links.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside, caught as they bubble
    <div className="list" onKeyDown={walk}>
      <table className="list-table plain-table people-table">
        <caption className="hidden">人员。上下键逐行移动，回车打开。</caption>
        <thead>
          <tr>
            <th scope="col">姓名</th>
            <th scope="col">工号</th>
            <th scope="col">角色</th>
            {accounts && (
              <>
                <th scope="col">登录名</th>
                <th scope="col">账号</th>
                <th scope="col">最近登录</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonRow key={person.id} person={person} accounts={accounts} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function PersonRow({
  accounts,
  person: { id, name, staffNumber, account, assignments, endedAt },
}: {
  person: PersonInfo;
  accounts: boolean;
}): ReactNode {
  const navigate = useNavigate();
  const { word, kind } = accountWord(account);
  const current = assignments.filter(({ state }) => state !== 'over');
  const lastSignIn = account?.lastSignInAt;
  return (
    <tr
      className="row-target"
      onClick={(event) => {
        if ((event.target as HTMLElement).closest('a') || getSelection()?.toString()) return;
        void navigate({ to: '/people/$id', params: { id } });
      }}
    >
      <th scope="row">
        <Link to="/people/$id" params={{ id }} className="row-link">
          {name}
        </Link>
      </th>
      <td>{staffNumber ?? <span className="secondary">—</span>}</td>
      <td>
        {current.length === 0 ? (
          <span className="secondary">没有角色</span>
        ) : (
          <ul>
            {current.slice(0, 3).map((assignment) => (
              <li key={assignment.id}>
                {assignmentTitle(assignment)}
                <span className="secondary">　{assignmentPlace(assignment)}</span>
              </li>
            ))}
            {current.length > 3 && <li className="secondary">等 {current.length} 个角色</li>}
          </ul>
        )}
      </td>
      {accounts && (
        <>
          <td>{account?.login ?? <span className="secondary">—</span>}</td>
          <td>
            <State kind={endedAt === null ? kind : 'quiet'}>{endedAt === null ? word : '人员已停用'}</State>
          </td>
          <td className="data-time">
            {lastSignIn === null || lastSignIn === undefined ? (
              <span className="secondary">—</span>
            ) : (
              moment(lastSignIn)
            )}
          </td>
        </>
      )}
    </tr>
  );
}
