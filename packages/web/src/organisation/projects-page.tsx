import type { ProjectInfo } from '@jizhun/api';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, type InputRef, Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { today } from '../format/day.ts';
import { useCan } from '../frame/me.ts';
import { unitTreeQuery } from '../people/queries.ts';
import { Icon } from '../shared/icons.tsx';
import { useKeys } from '../shared/keys.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import { ExportList } from './export-list.tsx';
import { ImportStart } from './import-start.tsx';
import { ProjectForm } from './project-form.tsx';
import { projectsQuery } from './queries.ts';
import { type ProjectsSearch, readProjectsSearch } from './search.ts';
import { unitLabel, yearsWord } from './words.ts';
import '../theme/organisation.css';

const route = getRouteApi('/projects');

/** Years one looks for: some back, some ahead. */
function yearsAround(): string[] {
  const now = Number(today().slice(0, 4));
  return Array.from({ length: 9 }, (_none, at) => String(now + 2 - at));
}

/** The projects of all units that may be read. */
export function ProjectsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const list = useInfiniteQuery(projectsQuery(search));
  const { data: tree } = useQuery(unitTreeQuery);
  const manages = useCan('project.manage');
  const imports = useCan('unit.manage') && manages;
  const [adding, setAdding] = useState(false);
  const [importing, setImporting] = useState(false);
  const [changing, setChanging] = useState<ProjectInfo>();
  const field = useRef<InputRef>(null);
  useKeys({ '/': () => field.current?.focus({ cursor: 'all' }) });
  useEffect(() => {
    document.title = '项目 · 绩准';
  }, []);
  const change = (over: Partial<Record<keyof ProjectsSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readProjectsSearch({ ...old, ...over }), replace: true });
  };
  const units = useMemo(
    () => [
      { value: '', label: '全部' },
      ...(tree?.units ?? []).map((unit) => ({ value: unit.id, label: unitLabel(unit) })),
    ],
    [tree],
  );
  const filtered = Object.keys(search).length > 0;
  const rows = list.data?.pages.flatMap((page) => page.projects) ?? [];
  const count = list.data?.pages[0]?.count;
  return (
    <div className="page page-list">
      <header className="page-head">
        <h1>项目</h1>
        <p className="secondary" role="status">
          {count !== undefined && (filtered ? `符合条件 ${count} 个` : `共 ${count} 个`)}
        </p>
        <span className="page-actions">
          <ExportList kind="projects" disabled={count === 0} />
          {imports && <Button onClick={() => setImporting(true)}>导入</Button>}
          {manages && (
            <Button type="primary" icon={<Icon name="add" />} onClick={() => setAdding(true)}>
              增加项目
            </Button>
          )}
        </span>
      </header>
      <search className="filters" aria-label="筛选">
        <SearchField
          ref={field}
          label="搜索项目"
          placeholder="名称、编码（按 / 键）"
          value={search.q ?? ''}
          onCommit={(q) => change({ q })}
        />
        <span className="filter">
          <span aria-hidden="true">单位</span>
          <Select<string>
            aria-label="单位"
            showSearch={{ filterOption: (text, option) => String(option?.label ?? '').includes(text.trim()) }}
            value={search.unit ?? ''}
            options={units}
            onChange={(unit) => change({ unit })}
            popupMatchSelectWidth={320}
            getPopupContainer={besideSelect}
            className="filter-select"
          />
        </span>
        <span className="filter">
          <span aria-hidden="true">年度</span>
          <Select<string>
            aria-label="年度"
            value={search.year ?? ''}
            options={[
              { value: '', label: '全部' },
              ...[...new Set([...yearsAround(), ...(search.year === undefined ? [] : [search.year])])].map((year) => ({
                value: year,
                label: year,
              })),
            ]}
            onChange={(year) => change({ year })}
            popupMatchSelectWidth={false}
            getPopupContainer={besideSelect}
            className="filter-select"
          />
        </span>
        <label className="filter">
          <input
            type="checkbox"
            checked={search.ended !== undefined}
            onChange={(event) => change({ ended: event.target.checked ? 'show' : undefined })}
          />
          含已结束的
        </label>
        {filtered && (
          <Button type="link" onClick={() => void navigate({ search: {}, replace: true })}>
            清除筛选
          </Button>
        )}
      </search>
      {list.error && <ProblemNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <div className="list-waiting" aria-busy="true" />}
      {list.data && rows.length === 0 && (
        <div className="empty">
          <p>{filtered ? '没有符合条件的项目。' : '这里列出各单位的项目，一个项目可以跨几个年度。'}</p>
          <p className="secondary">
            {filtered
              ? '换一个词，或清除筛选后再看。'
              : manages
                ? '可以逐个增加，或下载模板，填好后一次导入。'
                : '由系统管理员或填报人增加。'}
          </p>
        </div>
      )}
      {rows.length > 0 && <ProjectTable projects={rows} onChange={manages ? setChanging : undefined} />}
      {list.hasNextPage && (
        <nav className="pager" aria-label="更多项目">
          <span>
            已列出 {rows.length} 个，共 {count} 个
          </span>
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            继续列出
          </Button>
        </nav>
      )}
      {adding && <ProjectForm tree={tree} unit={search.unit} onClose={() => setAdding(false)} />}
      {changing !== undefined && (
        <ProjectForm key={changing.id} tree={tree} project={changing} onClose={() => setChanging(undefined)} />
      )}
      {importing && <ImportStart kind="projects" onClose={() => setImporting(false)} />}
    </div>
  );
}

interface ProjectTableProps {
  projects: readonly ProjectInfo[];
  onChange: ((project: ProjectInfo) => void) | undefined;
}

function ProjectTable({ projects, onChange }: ProjectTableProps): ReactNode {
  const seesUnits = useCan('unit.read');
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
      <table className="list-table plain-table projects-table">
        <caption className="hidden">项目。上下键逐行移动，回车修改。</caption>
        <thead>
          <tr>
            <th scope="col">项目编码</th>
            <th scope="col">项目名称</th>
            <th scope="col">单位</th>
            <th scope="col">项目类别</th>
            <th scope="col">年度</th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <tr key={project.id}>
              <td className="unit-code">{project.code ?? <span className="secondary">—</span>}</td>
              <th scope="row">
                {onChange === undefined ? (
                  project.name
                ) : (
                  <button type="button" className="link-button row-link" onClick={() => onChange(project)}>
                    {project.name}
                  </button>
                )}
                {project.endedAt !== null && <span className="tag">已结束</span>}
              </th>
              <td>
                {seesUnits ? (
                  <Link to="/units" search={{ unit: project.unit.id }}>
                    {project.unit.name}
                  </Link>
                ) : (
                  project.unit.name
                )}
              </td>
              <td>{project.category ?? <span className="secondary">—</span>}</td>
              <td className="unit-code">{yearsWord(project.fromYear, project.toYear)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
