import type { AuditList } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { request } from '../api/client.ts';
import { operationWord } from '../audit/words.ts';
import { moment } from '../format/dates.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';

/** Rows that are shown here; the page of the trail has them all. */
const SHOWN = 10;

/** What was done about a person, from the trail. To look is itself on record: only when it is asked for. */
export function History({ person }: { person: string }): ReactNode {
  const [wanted, setWanted] = useState(false);
  const { data, error, refetch, isFetching } = useQuery({
    queryKey: ['audit', 'person', person],
    queryFn: ({ signal }) =>
      request<AuditList>(`/audit?${new URLSearchParams({ person, limit: String(SHOWN) })}`, { signal }),
    enabled: wanted,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
  return (
    <section className="data-section" aria-labelledby="person-history">
      <header>
        <h2 id="person-history">操作记录</h2>
        <p className="secondary">查阅本身也有记录。</p>
        {!wanted && (
          <Button size="small" loading={isFetching} onClick={() => setWanted(true)}>
            查阅
          </Button>
        )}
      </header>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && data.events.length === 0 && <p className="secondary">还没有记录。</p>}
      {data && data.events.length > 0 && (
        <>
          <table className="list-table plain-table data-table">
            <caption className="hidden">与此人有关的操作记录，最近的在前</caption>
            <thead>
              <tr>
                <th scope="col">时间</th>
                <th scope="col">谁</th>
                <th scope="col">做了什么</th>
                <th scope="col">理由</th>
              </tr>
            </thead>
            <tbody>
              {data.events.map(({ seq, at, actor, operation, reason }) => (
                <tr key={seq}>
                  <td className="data-time">{moment(at)}</td>
                  <td>{actor}</td>
                  <td>{operationWord(operation)}</td>
                  <td>{reason ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Link to="/audit" search={{ person }}>
            看全部
          </Link>
        </>
      )}
    </section>
  );
}
