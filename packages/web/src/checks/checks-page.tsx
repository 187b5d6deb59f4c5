import type { CheckedTogether, DocumentSummary } from '@jizhun/api';
import { type Finding, type JsonPointer, placeWords } from '@jizhun/model';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { checkQuery, rulesQuery } from '../api/queries.ts';
import { whereOf } from '../document/findings.ts';
import { placeOf } from '../documents/list-search.ts';
import { severities } from '../format/words.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SeverityLabel } from '../shared/severity.tsx';
import '../theme/document.css';
import { idsOf } from './search.ts';

const route = getRouteApi('/checks');

/** 一起核对: what several documents say differently, with the way to each of the places. */
export function ChecksPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const ids = idsOf(search);
  const { data, error, refetch, isFetching } = useQuery(checkQuery(ids));
  const { data: catalogue } = useQuery(rulesQuery);
  const titles = new Map((catalogue?.rules ?? []).map(({ id, title }) => [id, title]));
  useEffect(() => {
    document.title = '一起核对 · 绩准';
  }, []);
  const leaveOut = (id: string): void => {
    const rest = ids.filter((one) => one !== id).join(',');
    void navigate({ search: rest === '' ? {} : { documents: rest }, replace: true });
  };
  const all = data?.report.documents.flatMap(({ findings }) => findings) ?? [];

  return (
    <div className="page checks">
      <header className="page-head">
        <div className="document-title">
          <Link to="/documents" className="crumb">
            文件
          </Link>
          <span aria-hidden="true">/</span>
          <h1>一起核对</h1>
        </div>
        <p className="secondary" role="status">
          {isFetching && ids.length > 1 ? '正在核对…' : data && `${ids.length} 份文件，${told(all)}`}
        </p>
        <Button icon={<Icon name="print" />} onClick={() => print()} disabled={!data}>
          打印
        </Button>
      </header>
      {ids.length < 2 && (
        <div className="empty">
          <p>这里列出几份文件相互不一致之处：同一指标、同一项目、同一金额，在两份文件中写得不同。</p>
          <p className="secondary">在文件列表中勾选两份以上，再选“一起核对”。</p>
          <Link to="/documents">回到文件列表</Link>
        </div>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <ol className="checks-documents" aria-label="一起核对的文件">
            {data.documents.map((one) => (
              <li key={one.id}>
                <Link to="/documents/$id" params={{ id: one.id }}>
                  {nameOf(one)}
                </Link>
                <span className="secondary">{factsOf(one)}</span>
                <button
                  type="button"
                  className="quiet-button"
                  aria-label={`不再一起核对 ${one.name}`}
                  title="不再一起核对"
                  onClick={() => leaveOut(one.id)}
                >
                  <Icon name="close" />
                </button>
              </li>
            ))}
          </ol>
          {all.length === 0 && (
            <div className="empty">
              <p>
                <Icon name="fine" /> 没有发现相互不一致之处。
              </p>
              <p className="secondary">
                按编码、名称对应得上的内容才能比较：同一项目、同一指标、同一单位。各份文件自身的问题见各自的页面。
              </p>
            </div>
          )}
          {data.report.documents.map(({ findings }, i) => {
            const own = data.documents[i];
            if (!own || findings.length === 0) return null;
            return (
              <section key={own.id} className="checks-group" aria-label={`${nameOf(own)}，${own.name}`}>
                <h2>
                  {nameOf(own)} <span className="secondary">{factsOf(own)}</span>
                </h2>
                <ul>
                  {findings.map((finding, n) => (
                    <FindingItem
                      // biome-ignore lint/suspicious/noArrayIndexKey: findings of a report have no other name than their order
                      key={n}
                      finding={finding}
                      title={titles.get(finding.rule) ?? finding.rule}
                      own={own}
                      documents={data.documents}
                    />
                  ))}
                </ul>
              </section>
            );
          })}
          <Unchecked checked={data} titles={titles} />
        </>
      )}
    </div>
  );
}

const nameOf = ({ unitName, title, name }: DocumentSummary): string => unitName ?? title ?? name;

const factsOf = (one: DocumentSummary): string =>
  [one.place && placeOf(one), one.fiscalYear !== undefined && `${one.fiscalYear} 年度`, one.name]
    .filter(Boolean)
    .join(' · ');

function told(findings: readonly Finding[]): string {
  const counts = severities.map((severity) => findings.filter((f) => f.severity === severity).length);
  const words = ['错误', '警告', '建议'];
  const parts = counts.flatMap((count, i) => (count > 0 ? [`${words[i]} ${count} 处`] : []));
  return parts.length > 0 ? parts.join('，') : '未发现相互不一致之处';
}

function FindingItem({
  finding,
  title,
  own,
  documents,
}: {
  finding: Finding;
  title: string;
  own: DocumentSummary;
  documents: readonly DocumentSummary[];
}): ReactNode {
  const { severity, message, advice, basis, subject, paths, origins, others } = finding;
  const where = [subject.sheet ?? subject.table, whereOf(finding)].filter(Boolean).join(' › ');
  return (
    <li className={`checks-finding finding-${severity}`}>
      <p>
        <SeverityLabel severity={severity} />{' '}
        <Link to="/rules/$id" params={{ id: finding.rule }}>
          {title}
        </Link>
        {where && <span className="secondary">　{where}</span>}
      </p>
      <p className="finding-message">{message}</p>
      {advice && (
        <p className="finding-advice">
          <b>怎么办</b>
          {advice}
        </p>
      )}
      <ul className="checks-places">
        <Place document={own} path={paths[0]} origins={origins} word="此处" />
        {(others ?? []).map((other, i) => {
          const there = documents[other.document];
          return (
            there && (
              // biome-ignore lint/suspicious/noArrayIndexKey: places have no other name than their order
              <Place key={i} document={there} path={other.paths[0]} origins={other.origins} word="对照" />
            )
          );
        })}
      </ul>
      {basis && <p className="secondary">依据：{basis}</p>}
    </li>
  );
}

/** One of the places that do not agree, with the way to it. */
function Place({
  document: there,
  path,
  origins,
  word,
}: {
  document: DocumentSummary;
  path: JsonPointer | undefined;
  origins: Finding['origins'];
  word: string;
}): ReactNode {
  const [origin] = origins;
  return (
    <li>
      <span className="secondary">{word}</span>
      <Link
        to="/documents/$id"
        params={{ id: there.id }}
        search={path === undefined ? {} : { cell: path, tab: 'source' }}
      >
        {there.name}
      </Link>
      {origin && <span className="secondary">{placeWords(origin, there.mediaType).join(' · ')}</span>}
    </li>
  );
}

/** Rules across documents that lacked one side, once each. */
function Unchecked({ checked, titles }: { checked: CheckedTogether; titles: ReadonlyMap<string, string> }): ReactNode {
  const missing = new Map<string, string>();
  for (const { unchecked } of checked.report.documents) {
    for (const { rule, missing: what } of unchecked) missing.set(`${rule}\n${what}`, what);
  }
  return (
    <details className="panel-fold">
      <summary>
        用到的规则 {checked.rules.length} 条{missing.size > 0 && `，未能核对 ${missing.size} 项`}
      </summary>
      <ul>
        {[...missing].map(([key, what]) => (
          <li key={key}>
            {titles.get(key.split('\n')[0] ?? '') ?? key.split('\n')[0]}：缺{what}
          </li>
        ))}
        {checked.rules.map((id) => (
          <li key={id}>
            <Link to="/rules/$id" params={{ id }}>
              {titles.get(id) ?? id}
            </Link>
          </li>
        ))}
      </ul>
    </details>
  );
}
