import type { DocumentReport, RuleSummary, SuppressionRecord } from '@jizhun/api';
import type { JsonPointer, Severity } from '@jizhun/model';
import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import { severities, severityWord } from '../format/words.ts';
import { Icon } from '../shared/icons.tsx';
import { SearchField } from '../shared/search-field.tsx';
import { SeverityMark } from '../shared/severity.tsx';
import { FindingCard } from './finding-card.tsx';
import { countBySeverity, type PlacedFinding } from './findings.ts';
import type { Section } from './layout.ts';
import { SuppressionList } from './suppression-list.tsx';

interface FindingsPanelProps {
  all: readonly PlacedFinding[];
  /** Those that pass the filters. */
  shown: readonly PlacedFinding[];
  sections: readonly Section[];
  rules: ReadonlyMap<string, RuleSummary>;
  report: DocumentReport;
  chosen: string | undefined;
  /** Findings of the chosen cell; absent where no cell is chosen. */
  atCell: readonly PlacedFinding[] | undefined;
  severity: Severity | undefined;
  find: string;
  onSeverity: (severity: Severity | undefined) => void;
  onFind: (text: string) => void;
  onChoose: (key: string) => void;
  onLocate: () => void;
  onPath: (path: JsonPointer) => void;
  onStep: (direction: 1 | -1) => void;
  /** What a finding's card offers to do about it. */
  fixOf: (placed: PlacedFinding) => ReactNode;
  suppressions: readonly SuppressionRecord[];
  onEndSuppression: ((id: number) => void) | undefined;
  /** The form of a finding that is being answered for. */
  answerOf: (placed: PlacedFinding) => ReactNode;
  onAnswer: ((key: string) => void) | undefined;
}

export function FindingsPanel(props: FindingsPanelProps): ReactNode {
  const { all, shown, sections, rules, report, chosen, atCell, severity, find, onChoose, onLocate, onPath } = props;
  const counts = countBySeverity(all);
  const listed = atCell && atCell.length > 0 ? atCell : shown;
  const stop = listed.some((p) => p.key === chosen) ? chosen : listed[0]?.key;

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.classList.contains('finding-main')) return;
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    props.onStep(event.key === 'ArrowDown' ? 1 : -1);
  };
  const card = (p: PlacedFinding): ReactNode => (
    <FindingCard
      key={p.key}
      placed={p}
      rule={rules.get(p.finding.rule)}
      chosen={p.key === chosen}
      stop={p.key === stop}
      similar={p.key === chosen ? all.filter((o) => o.finding.rule === p.finding.rule) : []}
      fix={p.key === chosen ? props.fixOf(p) : undefined}
      answer={p.key === chosen ? props.answerOf(p) : undefined}
      onAnswer={props.onAnswer}
      onChoose={onChoose}
      onLocate={onLocate}
      onPath={onPath}
    />
  );

  return (
    <>
      <div className="panel-filters">
        <div className="severity-filter">
          {severities.map((s) => (
            <button
              key={s}
              type="button"
              className={`severity-toggle severity-${s}`}
              aria-pressed={severity === s}
              disabled={counts[s] === 0 && severity !== s}
              title={severity === s ? '显示全部级别' : `只看${severityWord[s]}`}
              onClick={() => props.onSeverity(severity === s ? undefined : s)}
            >
              <SeverityMark severity={s} />
              {severityWord[s]} {counts[s]}
            </button>
          ))}
        </div>
        <SearchField
          size="small"
          label="在问题中查找"
          placeholder="在问题中查找"
          value={find}
          onCommit={props.onFind}
        />
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the cards inside, caught as they bubble */}
      <div className="panel-scroll" onKeyDown={onKeyDown}>
        {atCell && atCell.length > 0 && (
          <section className="finding-group">
            <h3>
              所选单元格 <span className="secondary">{atCell.length} 处</span>
            </h3>
            <ul>{atCell.map(card)}</ul>
          </section>
        )}
        {all.length === 0 && !sections.some((s) => s.group === 'sheet' || s.group === 'table') && (
          <div className="panel-empty">
            <p>没有读到绩效目标表或预算表，没有可核对的内容。</p>
          </div>
        )}
        {all.length === 0 && sections.some((s) => s.group === 'sheet' || s.group === 'table') && (
          <div className="panel-empty fine">
            <Icon name="fine" />
            <p>未发现问题。</p>
          </div>
        )}
        {all.length > 0 && shown.length === 0 && (
          <div className="panel-empty">
            <p>没有符合条件的问题。</p>
          </div>
        )}
        {listed === shown &&
          sections.map((section) => {
            const mine = shown.filter((p) => p.section === section.id);
            if (mine.length === 0) return null;
            return (
              <section key={section.id} className="finding-group">
                <h3>
                  {section.title} <span className="secondary">{mine.length} 处</span>
                </h3>
                <ul>{mine.map(card)}</ul>
              </section>
            );
          })}
        {listed !== shown && <p className="panel-note secondary">按 Esc 取消选择，看全部 {all.length} 处问题。</p>}
        <SuppressionList
          report={report}
          suppressions={props.suppressions}
          onEnd={props.onEndSuppression}
          onPath={onPath}
        />
        {report.unchecked.length > 0 && (
          <details className="panel-fold">
            <summary>未能核对 {report.unchecked.length} 项</summary>
            <p className="secondary">缺少比较的一方，既不算对，也不算错。</p>
            <ul>
              {report.unchecked.map((u) => (
                <li key={u.rule + u.missing}>
                  <Link to="/rules/$id" params={{ id: u.rule }}>
                    {rules.get(u.rule)?.title ?? u.rule}
                  </Link>
                  <br />
                  <span className="secondary">缺：{u.missing}</span>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
    </>
  );
}
