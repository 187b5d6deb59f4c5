import type { ImportApplied, ImportKind, ImportPreview, ImportSettings } from '@jizhun/api';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { RequestFailed, sendJson } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { moment } from '../format/dates.ts';
import { FormProblem } from '../shared/form-problem.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { besideSelect } from '../shared/select.ts';
import { DayInput } from './day-input.tsx';
import { ImportAccountsPanel } from './import-accounts.tsx';
import { ImportColumns } from './import-columns.tsx';
import { ImportMissingList } from './import-missing.tsx';
import { ImportRows } from './import-rows.tsx';
import { countWords } from './import-words.ts';
import { importQuery, refreshOrganisation } from './queries.ts';
import { type ImportSearch, readImportSearch } from './search.ts';
import '../theme/data.css';
import '../theme/organisation.css';

const route = getRouteApi('/imports/$id');

const places: Readonly<Record<ImportKind, { to: '/units' | '/people' | '/projects'; name: string }>> = {
  units: { to: '/units', name: '单位' },
  people: { to: '/people', name: '人员' },
  projects: { to: '/projects', name: '项目' },
};

/** What a list would do, row by row; settled here, then done as a whole. */
export function ImportPage(): ReactNode {
  const { id } = route.useParams();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch, isFetching } = useQuery(importQuery(id));
  const [applied, setApplied] = useState<ImportApplied>();
  useEffect(() => {
    document.title = '导入 · 绩准';
  }, []);
  const settle = useMutation({
    mutationFn: (settings: ImportSettings) =>
      sendJson<ImportPreview>('PUT', `/imports/${encodeURIComponent(id)}`, settings),
    onSuccess: (preview) => queryClient.setQueryData(importQuery(id).queryKey, preview),
  });
  const apply = useMutation({
    mutationFn: (version: string) =>
      sendJson<ImportApplied>('POST', `/imports/${encodeURIComponent(id)}/apply`, { version }),
    onSuccess: (answer) => {
      setApplied(answer);
      refreshOrganisation();
      void refetch();
    },
    onError: (failure) => {
      // What was shown is not so any more: the fresh preview comes at once.
      if (failure instanceof RequestFailed && failure.problem.status === 409) void refetch();
    },
  });
  const change = (over: Partial<Record<keyof ImportSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readImportSearch({ ...old, ...over }), replace: true });
  };
  if (error && data === undefined) return <ProblemNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined)
    return (
      <div className="page" aria-busy="true">
        <h1>导入</h1>
        <p className="secondary">正在读取、核对……</p>
      </div>
    );
  // What was just settled is shown at once; what it comes to, when it is known.
  const settling = settle.isPending ? settle.variables : {};
  const preview: ImportPreview = {
    ...data,
    day: settling.day ?? data.day,
    authority: settling.authority === undefined ? data.authority : settling.authority,
    decisions: settling.decisions ?? data.decisions,
    leaveOutErrors: settling.leaveOutErrors ?? data.leaveOutErrors,
  };
  const place = places[data.kind];
  const finished = data.appliedAt !== null;
  const busy = settle.isPending || isFetching;
  return (
    <div className="page">
      <p className="crumb">
        <Link to={place.to}>{place.name}</Link>
      </p>
      <header className="page-head">
        <h1>
          导入{place.name}：{data.fileName}
        </h1>
        <p className="secondary" role="status">
          {busy ? '正在核对……' : `${data.rows.length} 行${finished ? '' : `；${countWords(data)}`}`}
        </p>
      </header>
      {finished && (
        <section className="import-section import-done" aria-label="结果">
          <h2>已导入</h2>
          <p>
            {moment(data.appliedAt ?? '')} 已导入
            {applied === undefined ? '' : `：${countWords({ counts: applied.counts })}`}。每项变动都已记入操作记录。
          </p>
          <p>
            <Link to={place.to}>到{place.name}页查看</Link>
          </p>
          {data.kind === 'people' && <ImportAccountsPanel id={id} waiting={applied?.accounts ?? 0} />}
        </section>
      )}
      {data.withheld !== null && <p className="import-withheld">{data.withheld}</p>}
      {data.notices.length > 0 && (
        <details className="import-section">
          <summary>打开文件时的说明 {data.notices.length} 条</summary>
          <ul>
            {data.notices.map((notice) => (
              <li key={notice}>{notice}</li>
            ))}
          </ul>
        </details>
      )}
      {!finished && (
        <>
          <ImportColumns preview={data} busy={busy} onSettle={(tables) => settle.mutate({ tables })} />
          <Settings preview={preview} busy={busy} onSettle={(settings) => settle.mutate(settings)} />
          <FormProblem error={settle.error} />
          <ImportRows
            preview={preview}
            search={search}
            busy={busy}
            onSearch={change}
            onDecide={(decisions) => settle.mutate({ decisions: { ...data.decisions, ...decisions } })}
          />
          {data.missing.length > 0 && (
            <ImportMissingList
              missing={data.missing}
              day={data.day}
              busy={busy}
              onEnd={(end) => settle.mutate({ end })}
            />
          )}
          <FormProblem error={apply.error} />
          <section className="import-apply" aria-label="导入">
            <p>
              {data.ready
                ? `将一并进行：${countWords({ counts: data.counts }, true)}；中途出错则一处也不改。`
                : whyNot(data)}
            </p>
            <Button
              type="primary"
              disabled={!data.ready || busy}
              loading={apply.isPending}
              onClick={() => apply.mutate(data.version)}
            >
              {apply.isPending ? '正在导入……' : '导入'}
            </Button>
          </section>
        </>
      )}
      <SecrecyNotice />
    </div>
  );
}

function whyNot({ counts, missing, rows, tables }: ImportPreview): string {
  if (!tables.some(({ used }) => used)) return '没有认出清单的表头：请在上面指定表头和各列。';
  const { error = 0, undecided = 0 } = counts;
  if (error > 0) return `还有 ${error} 行有错：改正清单后重新导入，或选择有错的行不导入。`;
  if (undecided > 0) return `还有 ${undecided} 行待决定。`;
  if (missing.some(({ problem }) => problem !== null)) return '选定停用的单位中有不能停用的。';
  return rows.length === 0 ? '清单中没有内容。' : '与现有内容相同，没有需要导入的。';
}

interface SettingsProps {
  preview: ImportPreview;
  busy: boolean;
  onSettle: (settings: ImportSettings) => void;
}

function Settings({ preview, busy, onSettle }: SettingsProps): ReactNode {
  const { kind, day, authority, authorities, leaveOutErrors, counts } = preview;
  return (
    <fieldset className="import-settings" disabled={busy}>
      <legend className="hidden">导入的方式</legend>
      <DayInput
        label={kind === 'units' ? '变动从哪一天起' : kind === 'people' ? '没有写起始日期的，从' : '核对的日期'}
        value={day}
        disabled={busy}
        onCommit={(next) => onSettle({ day: next })}
      />
      {kind === 'units' && authorities.length > 1 && (
        <span className="filter">
          <span aria-hidden="true">没有写财政部门的新单位归</span>
          <Select<string>
            aria-label="没有写财政部门的新单位归"
            value={authority ?? ''}
            options={[
              { value: '', label: '（未选定）' },
              ...authorities.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(next) => onSettle({ authority: next === '' ? null : next })}
            getPopupContainer={besideSelect}
          />
        </span>
      )}
      {((counts.error ?? 0) > 0 || leaveOutErrors) && (
        <label className="filter">
          <input
            type="checkbox"
            checked={leaveOutErrors}
            onChange={(event) => onSettle({ leaveOutErrors: event.target.checked })}
          />
          有错的行不导入
        </label>
      )}
    </fieldset>
  );
}
