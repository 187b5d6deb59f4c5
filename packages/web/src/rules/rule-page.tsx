import type { RuleSummary } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { rulesQuery } from '../api/queries.ts';
import { scopeWord } from '../format/words.ts';
import { Icon } from '../shared/icons.tsx';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SeverityLabel, SeverityMark } from '../shared/severity.tsx';
import { ExampleText } from './example-text.tsx';

const route = getRouteApi('/rules/$id');

export function RulePage(): ReactNode {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery(rulesQuery);
  const rule = data?.rules.find((r) => r.id === id);
  useEffect(() => {
    document.title = `${rule?.title ?? '规则'} · 绩准`;
  }, [rule]);
  return (
    <div className="page page-narrow">
      <p>
        <Link to="/rules" className="crumb">
          规则
        </Link>
      </p>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {data && !rule && (
        <div className="empty">
          <h1>没有这条规则</h1>
          <p className="secondary">「{id}」可能已改名或取消。</p>
        </div>
      )}
      {rule && <RuleView rule={rule} />}
    </div>
  );
}

function RuleView({ rule }: { rule: RuleSummary }): ReactNode {
  return (
    <article className="rule">
      <h1>{rule.title}</h1>
      <p className="rule-facts">
        <SeverityLabel severity={rule.severity} />
        <span>范围：{scopeWord(rule.scope)}</span>
        <code>{rule.id}</code>
      </p>
      <h2>为什么要查</h2>
      <p>{rule.why}</p>
      <h2>依据</h2>
      {rule.basis.length === 0 ? (
        <p className="secondary">没有专门的条文，依通行的填报要求。</p>
      ) : (
        <ul>
          {rule.basis.map((b) => (
            <li key={b}>{b}</li>
          ))}
        </ul>
      )}
      {rule.parameters.length > 0 && (
        <>
          <h2>参数</h2>
          <p className="secondary">取自地方配置；下面是全国默认值。</p>
          <table className="list-table plain-table">
            <thead>
              <tr>
                <th scope="col">参数</th>
                <th scope="col">值</th>
              </tr>
            </thead>
            <tbody>
              {rule.parameters.map((p) => (
                <tr key={p.name}>
                  <th scope="row">{p.title}</th>
                  <td>{p.value}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>例子</h2>
      <ul className="rule-examples">
        {rule.examples.map((example) => (
          <li key={example.title + example.text} className={`example-${example.verdict}`}>
            <p>
              {example.verdict === 'wrong' ? (
                <span className={`severity severity-${rule.severity}`}>
                  <SeverityMark severity={rule.severity} />
                  会报
                </span>
              ) : (
                <span className="severity fine">
                  <Icon name="fine" />
                  不报
                </span>
              )}
              <b>{example.title}</b>
            </p>
            <ExampleText text={example.text} />
          </li>
        ))}
      </ul>
    </article>
  );
}
