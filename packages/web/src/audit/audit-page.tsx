import type { AuditEvent, AuditVerification, Checkpoint } from '@jizhun/api';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useEffect } from 'react';
import { checkpointNow, documentsQuery, trailQuery, verifyTrail } from '../api/queries.ts';
import { moment } from '../format/dates.ts';
import { useCan } from '../frame/me.ts';
import { personQuery } from '../people/queries.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { onlyWord } from './search.ts';
import { changesOf, operationWord } from './words.ts';

const route = getRouteApi('/audit');

/** What happened, the newest first; who looks here is on record too. */
export function AuditPage(): ReactNode {
  const search = route.useSearch();
  const { document: only, person } = search;
  const word = onlyWord(search);
  const about = word === undefined ? undefined : `只列${word}的记录`;
  const trail = useInfiniteQuery(trailQuery(search));
  const documents = useQuery(documentsQuery);
  const { data: one } = useQuery({ ...personQuery(person ?? ''), enabled: person !== undefined });
  const verifies = useCan('audit.verify');
  const exports = useCan('audit.export');
  const verification = useMutation({ mutationFn: verifyTrail });
  const checkpoint = useMutation({ mutationFn: checkpointNow, onSuccess: save });
  useEffect(() => {
    document.title = '操作记录 · 绩准';
  }, []);
  const names = new Map(documents.data?.documents.map(({ id, name }) => [id, name]));
  const events = trail.data?.pages.flatMap((page) => page.events) ?? [];
  const count = trail.data?.pages[0]?.count;
  const failure = trail.error ?? verification.error ?? checkpoint.error;

  return (
    <div className="page">
      <header className="page-head">
        <h1>操作记录</h1>
        <p className="secondary" role="status">
          {only !== undefined
            ? `只列“${names.get(only) ?? '一份文件'}”的记录`
            : person !== undefined
              ? `只列与${one?.name ?? '此人'}有关的记录`
              : (about ?? (count !== undefined && `共 ${count} 条`))}
        </p>
      </header>
      <div className="filters">
        {verifies && (
          <>
            <Button onClick={() => verification.mutate()} loading={verification.isPending}>
              核对是否完整
            </Button>
            <Button onClick={() => checkpoint.mutate()} loading={checkpoint.isPending}>
              立检查点并下载
            </Button>
          </>
        )}
        {exports && (
          <Button href="/api/v1/audit/export" download icon={<Icon name="download" />}>
            导出全部
          </Button>
        )}
        {word !== undefined && (
          <Link to="/audit" search={{}}>
            看全部记录
          </Link>
        )}
      </div>
      <p className="secondary">
        记录只增不改，逐条带有前一条的摘要。检查点请另存到别处：日后末尾被删或整段被重写，凭它能够查出。查阅、导出、核对本身也有记录。
      </p>
      {verification.data && <Outcome verification={verification.data} />}
      {failure && <ProblemNotice error={failure} onRetry={() => void trail.refetch()} />}
      {trail.data && events.length === 0 && (
        <div className="empty">
          <p>还没有记录。</p>
        </div>
      )}
      {events.length > 0 && (
        <table className="list-table plain-table audit-table">
          <caption className="hidden">操作记录，最近的在前</caption>
          <thead>
            <tr>
              <th scope="col" className="number">
                编号
              </th>
              <th scope="col">时间</th>
              <th scope="col">谁</th>
              <th scope="col">做了什么</th>
              <th scope="col">内容</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <Row key={event.seq} event={event} names={names} />
            ))}
          </tbody>
        </table>
      )}
      {trail.hasNextPage && (
        <p>
          <Button onClick={() => void trail.fetchNextPage()} loading={trail.isFetchingNextPage}>
            更早的记录
          </Button>
        </p>
      )}
    </div>
  );
}

function Outcome({ verification: { whole, detail, count } }: { verification: AuditVerification }): ReactNode {
  return whole ? (
    <p className="audit-whole" role="status">
      <Icon name="fine" /> 完整：{count} 条操作记录{detail}
    </p>
  ) : (
    <p className="audit-broken" role="alert">
      <b>不完整：</b>
      {detail}请保留现状，查明是谁改动了数据库，并从备份中恢复。
    </p>
  );
}

function Row({ event, names }: { event: AuditEvent; names: ReadonlyMap<string, string> }): ReactNode {
  const { seq, at, actor, origin, operation, subject, reason } = event;
  return (
    <tr>
      <td className="number">{seq}</td>
      <td className="audit-time">{moment(at)}</td>
      <td>
        {actor}
        <small className="secondary">{origin}</small>
      </td>
      <td>{operationWord(operation)}</td>
      <td className="audit-what">
        {subject.kind === 'document' && <Subject id={subject.id} name={names.get(subject.id)} />}
        <ul>
          {changesOf(event)
            .filter(({ from, to }) => from !== undefined || to !== names.get(subject.id))
            .map(({ label, from, to }) => (
              <li key={label}>
                <span className="secondary">{label}：</span>
                {from !== undefined && (to === undefined ? <del>{from}</del> : <>{from} → </>)}
                {to}
              </li>
            ))}
          {reason !== null && (
            <li>
              <span className="secondary">理由：</span>
              {reason}
            </li>
          )}
        </ul>
        <details>
          <summary>原始记录与摘要</summary>
          <pre>{JSON.stringify(event, null, 2)}</pre>
        </details>
      </td>
    </tr>
  );
}

function Subject({ id, name }: { id: string; name: string | undefined }): ReactNode {
  if (name === undefined) return <span className="secondary">已不在列表中的文件</span>;
  return (
    <Link to="/documents/$id" params={{ id }}>
      {name}
    </Link>
  );
}

/** Hands a checkpoint over as a file, to be kept where the database is not. */
function save(checkpoint: Checkpoint): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(checkpoint)}\n`], { type: 'application/x-ndjson' }));
  link.download = `检查点-${checkpoint.at.slice(0, 10)}-${checkpoint.seq}.jsonl`;
  link.click();
  URL.revokeObjectURL(link.href);
}
