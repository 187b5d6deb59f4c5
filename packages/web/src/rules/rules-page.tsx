import type { RuleSummary } from '@jizhun/api';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo } from 'react';
import { rulesQuery } from '../api/queries.ts';
import { scopeWord, severities, severityWord } from '../format/words.ts';
import { ProblemNotice } from '../shared/problem-notice.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { besideSelect } from '../shared/select.ts';
import { SeverityLabel } from '../shared/severity.tsx';
import { type RulesSearch, readRulesSearch } from './search.ts';

const route = getRouteApi('/rules');

export function RulesPage(): ReactNode {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { data, error, refetch } = useQuery(rulesQuery);
  const rules = data?.rules;
  const shown = useMemo(() => (rules ?? []).filter((r) => fits(r, search)), [rules, search]);
  useEffect(() => {
    document.title = '规则 · 绩准';
  }, []);
  const change = (over: Partial<Record<keyof RulesSearch, string | undefined>>): void => {
    void navigate({ search: (old) => readRulesSearch({ ...old, ...over }), replace: true });
  };
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (!(event.target instanceof HTMLAnchorElement)) return;
    const links = Array.from(event.currentTarget.querySelectorAll<HTMLElement>('a'));
    links[links.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    event.preventDefault();
  };

  return (
    <div className="page">
      <header className="page-head">
        <h1>规则</h1>
        <p className="secondary" role="status">
          {rules &&
            (shown.length === rules.length
              ? `共 ${rules.length} 条`
              : `共 ${rules.length} 条，符合条件 ${shown.length} 条`)}
        </p>
      </header>
      <search className="filters" aria-label="筛选">
        <SearchField
          label="搜索规则"
          placeholder="按编号、名称、内容搜索"
          value={search.q ?? ''}
          onCommit={(q) => change({ q })}
        />
        <Select<string>
          aria-label="级别"
          value={search.severity ?? ''}
          options={[{ value: '', label: '全部级别' }, ...severities.map((s) => ({ value: s, label: severityWord[s] }))]}
          onChange={(severity) => change({ severity })}
          popupMatchSelectWidth={false}
          getPopupContainer={besideSelect}
        />
        <Select<string>
          aria-label="范围"
          value={search.scope ?? ''}
          options={[
            { value: '', label: '全部范围' },
            ...[...new Set((rules ?? []).map((r) => r.scope))].map((s) => ({ value: s, label: scopeWord(s) })),
          ]}
          onChange={(scope) => change({ scope })}
          popupMatchSelectWidth={false}
          getPopupContainer={besideSelect}
        />
      </search>
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {rules && shown.length === 0 && (
        <div className="empty">
          <p>没有符合条件的规则。</p>
        </div>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside, caught as they bubble */}
      <div onKeyDown={walk}>
        {shown.length > 0 && (
          <table className="list-table rules-table">
            <caption className="hidden">核对规则</caption>
            <thead>
              <tr>
                <th scope="col">级别</th>
                <th scope="col">规则</th>
                <th scope="col">范围</th>
                <th scope="col">为什么要查</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((rule) => (
                <tr key={rule.id}>
                  <td>
                    <SeverityLabel severity={rule.severity} />
                  </td>
                  <th scope="row">
                    <Link to="/rules/$id" params={{ id: rule.id }} className="row-link">
                      {rule.title}
                    </Link>
                    <small className="secondary">{rule.id}</small>
                  </th>
                  <td>{scopeWord(rule.scope)}</td>
                  <td className="rule-why">{rule.why}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </div>
  );
}

function fits(rule: RuleSummary, search: RulesSearch): boolean {
  if (search.severity !== undefined && rule.severity !== search.severity) return false;
  if (search.scope !== undefined && rule.scope !== search.scope) return false;
  if (search.q === undefined) return true;
  const hay = [
    rule.id,
    rule.title,
    rule.why,
    ...rule.basis,
    ...rule.parameters.map(({ title }) => title),
    ...rule.examples.map(({ title }) => title),
  ]
    .join('\n')
    .toLowerCase();
  return search.q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => hay.includes(word));
}
