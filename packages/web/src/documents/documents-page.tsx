import type { DocumentSummary } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { documentsQuery } from '../api/queries.ts';
import { useUploads } from '../frame/uploads.tsx';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { besideSelect } from '../shared/select.ts';
import { DocumentTable } from './document-table.tsx';
import { choices, type ListSearch, placeOf, readListSearch, selectDocuments, yearOf } from './list-search.ts';

const route = getRouteApi('/documents');
const PAGE = 100;
/** As many as the interface takes at a time. */
const MOST = 50;

/** What was marked stays so while one looks at a document and comes back. */
let lastMarked: ReadonlySet<string> = new Set();

export function DocumentsPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isPending } = useQuery(documentsQuery);
  const { choose } = useUploads();
  const documents = data?.documents;
  const shown = useMemo(() => selectDocuments(documents ?? [], search), [documents, search]);

  const [marked, showMarked] = useState(lastMarked);
  const setMarked = (next: ReadonlySet<string>): void => {
    lastMarked = next;
    showMarked(next);
  };
  // What was removed meanwhile is not checked with the others.
  const together = (documents ?? []).filter(({ id }) => marked.has(id)).map(({ id }) => id);
  const mark = (ids: readonly string[], on: boolean): void => {
    const next = new Set(marked);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    setMarked(next);
  };
  useEffect(() => {
    document.title = '文件 · 绩准';
  }, []);

  const change = (over: Partial<Record<keyof ListSearch, unknown>>): void => {
    void navigate({ search: (old) => readListSearch({ ...old, page: undefined, ...over }), replace: true });
  };
  const filtered = Object.keys(search).some((k) => k !== 'sort' && k !== 'page');
  const page = Math.min(search.page ?? 1, Math.max(1, Math.ceil(shown.length / PAGE)));

  return (
    <div className="page page-list">
      <header className="page-head">
        <h1>文件</h1>
        <p className="secondary" role="status">
          {documents && counted(documents, shown, filtered)}
        </p>
        <Button type="primary" icon={<Icon name="add" />} onClick={choose}>
          加入文件
        </Button>
      </header>
      {documents && documents.length > 0 && (
        <search className="filters" aria-label="筛选">
          <Filter
            label="地区"
            value={search.place}
            options={choices(documents, placeOf).map((p) => ({ value: p, label: p }))}
            onChange={(place) => change({ place })}
          />
          <Filter
            label="年度"
            value={search.year}
            options={choices(documents, yearOf).map((y) => ({ value: y, label: y }))}
            onChange={(year) => change({ year })}
          />
          <Filter
            label="问题"
            value={search.severity}
            options={[
              { value: 'error', label: '有错误' },
              { value: 'warning', label: '有警告' },
              { value: 'info', label: '有建议' },
              { value: 'none', label: '未发现问题' },
            ]}
            onChange={(severity) => change({ severity })}
          />
          <Filter
            label="示例"
            value={search.example}
            options={[
              { value: 'only', label: '只看示例' },
              { value: 'hide', label: '不看示例' },
            ]}
            onChange={(example) => change({ example })}
          />
          {filtered && (
            <Button
              type="link"
              onClick={() => void navigate({ search: (old) => (old.sort ? { sort: old.sort } : {}), replace: true })}
            >
              清除筛选
            </Button>
          )}
        </search>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <div className="list-waiting" aria-busy="true" />}
      {documents?.length === 0 && <NoDocuments onChoose={choose} />}
      {documents && documents.length > 0 && shown.length === 0 && (
        <div className="empty">
          <p>没有符合条件的文件。</p>
          <p className="secondary">换一个词，或清除筛选后再看。</p>
        </div>
      )}
      {shown.length > 0 && (
        <DocumentTable
          documents={shown.slice((page - 1) * PAGE, page * PAGE)}
          sort={search.sort ?? '-added'}
          onSort={(sort) => change({ sort: sort === '-added' ? undefined : sort })}
          marked={marked}
          onMark={mark}
        />
      )}
      {together.length > 0 && (
        <section className="list-chosen" aria-label="勾选的文件">
          <span role="status">
            已勾选 {together.length} 份{together.length > MOST && `，一次最多 ${MOST} 份`}
          </span>
          <Button
            type="primary"
            disabled={together.length < 2 || together.length > MOST}
            title={together.length < 2 ? '再勾选一份以上' : undefined}
            onClick={() => void navigate({ to: '/checks', search: { documents: together.join(',') } })}
          >
            一起核对
          </Button>
          <Button onClick={() => setMarked(new Set())}>取消勾选</Button>
          {together.length < 2 && <span className="secondary">再勾选一份以上，核对它们之间是否一致</span>}
        </section>
      )}
      {shown.length > PAGE && (
        <nav className="pager" aria-label="翻页">
          <Button disabled={page === 1} onClick={() => change({ page: page - 1 })}>
            上一页
          </Button>
          <span>
            第 {page} 页，共 {Math.ceil(shown.length / PAGE)} 页
          </span>
          <Button disabled={page * PAGE >= shown.length} onClick={() => change({ page: page + 1 })}>
            下一页
          </Button>
        </nav>
      )}
      <SecrecyNotice />
    </div>
  );
}

function counted(documents: readonly DocumentSummary[], shown: readonly DocumentSummary[], filtered: boolean): string {
  return filtered ? `共 ${documents.length} 份，符合条件 ${shown.length} 份` : `共 ${documents.length} 份`;
}

interface FilterProps<T extends string> {
  label: string;
  value: T | undefined;
  options: readonly { value: T; label: string }[];
  onChange: (value: T | undefined) => void;
}

function Filter<T extends string>({ label, value, options, onChange }: FilterProps<T>): ReactNode {
  return (
    <span className="filter">
      <span aria-hidden="true">{label}</span>
      <Select<string>
        aria-label={label}
        value={value ?? ''}
        options={[{ value: '', label: '全部' }, ...options]}
        onChange={(next) => onChange(options.find((o) => o.value === next)?.value)}
        popupMatchSelectWidth={false}
        getPopupContainer={besideSelect}
        className={value === undefined ? 'filter-select' : 'filter-select filter-on'}
      />
    </span>
  );
}

function NoDocuments({ onChoose }: { onChoose: () => void }): ReactNode {
  return (
    <div className="empty">
      <p>这里列出加入的预算绩效文件：每份文件的单位、年度、金额，以及核对出的问题。</p>
      <p className="secondary">
        把文件、文件夹或压缩包（.zip）拖到本页任意处，或选择文件加入。可以读取
        .docx、.xlsx、.doc、.xls、.pdf、网页和文本文件。
      </p>
      <Button type="primary" icon={<Icon name="add" />} onClick={onChoose}>
        加入文件
      </Button>
    </div>
  );
}
