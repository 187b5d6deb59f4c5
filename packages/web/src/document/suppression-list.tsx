import type { DocumentReport, SuppressionRecord } from '@jizhun/api';
import type { JsonPointer } from '@jizhun/model';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { moment } from '../format/dates.ts';
import { SeverityLabel } from '../shared/severity.tsx';

interface SuppressionListProps {
  report: DocumentReport;
  suppressions: readonly SuppressionRecord[];
  onEnd: ((id: number) => void) | undefined;
  onPath: (path: JsonPointer) => void;
}

const stateWord: Record<Exclude<SuppressionRecord['state'], 'applied'>, string> = {
  unmatched: '已没有这一处问题',
  expired: '已过有效期',
  withdrawn: '已取消',
};

/** Findings that were answered for, with reason, who and when; those that have ended stay on record. */
export function SuppressionList({ report, suppressions, onEnd, onPath }: SuppressionListProps): ReactNode {
  const holding = suppressions.filter(({ state }) => state === 'applied');
  const ended = suppressions.filter(({ state }) => state !== 'applied').reverse();
  return (
    <>
      {holding.length > 0 && (
        <details className="panel-fold">
          <summary>已说明理由而忽略 {holding.length} 处</summary>
          <ul className="suppressions">
            {holding.map((one) => {
              const finding = report.suppressed.find(({ fingerprint }) => fingerprint === one.fingerprint);
              const path = finding?.paths[0];
              return (
                <li key={one.id}>
                  <p>
                    {finding && <SeverityLabel severity={finding.severity} />} {finding?.message ?? one.about}
                  </p>
                  <Told record={one} />
                  <div className="suppression-actions">
                    {path !== undefined && (
                      <Button size="small" onClick={() => onPath(path)}>
                        定位
                      </Button>
                    )}
                    {onEnd && (
                      <Button size="small" onClick={() => onEnd(one.id)} aria-label={`取消忽略：${one.about}`}>
                        取消忽略
                      </Button>
                    )}
                  </div>
                </li>
              );
            })}
          </ul>
        </details>
      )}
      {ended.length > 0 && (
        <details className="panel-fold">
          <summary>已结束的忽略 {ended.length} 处</summary>
          <ul className="suppressions">
            {ended.map((one) => (
              <li key={one.id}>
                <p>{one.about}</p>
                <Told record={one} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Told({ record }: { record: SuppressionRecord }): ReactNode {
  const { reason, author, at, expires, state, endedAt, endedBy } = record;
  return (
    <p className="secondary">
      理由：{reason}
      <br />
      {author}，{moment(at)}
      {expires !== undefined && `，有效至 ${expires}`}
      {state !== 'applied' && `；${stateWord[state]}`}
      {endedAt !== undefined && `（${endedBy ?? ''} ${moment(endedAt)}）`}
    </p>
  );
}
