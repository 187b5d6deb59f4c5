import type { RuleSummary } from '@jizhun/api';
import type { JsonPointer } from '@jizhun/model';
import { Link } from '@tanstack/react-router';
import { memo, type ReactNode } from 'react';
import { severityWord } from '../format/words.ts';
import { copyText } from '../shared/copy.ts';
import { Icon } from '../shared/icons.tsx';
import { SeverityLabel } from '../shared/severity.tsx';
import { toast } from '../shared/toasts.tsx';
import { ArithmeticView } from './arithmetic-view.tsx';
import { type PlacedFinding, textOf, whereOf } from './findings.ts';

interface FindingCardProps {
  placed: PlacedFinding;
  rule: RuleSummary | undefined;
  chosen: boolean;
  stop: boolean;
  similar: readonly PlacedFinding[];
  /** What can be done about it at once. */
  fix: ReactNode;
  /** The form in which one says why it is left, where that is open. */
  answer: ReactNode;
  /** Left out where the reader may not answer for findings. */
  onAnswer?: ((key: string) => void) | undefined;
  /** Chooses this finding, or another named by its key. */
  onChoose: (key: string) => void;
  /** Moves to the cell that the finding is about. */
  onLocate: () => void;
  onPath: (path: JsonPointer) => void;
}

/** A finding: what is printed, what is wrong with it, the arithmetic, what to do; the rest folded. */
export const FindingCard = memo(function FindingCard({
  placed,
  rule,
  chosen,
  stop,
  similar,
  fix,
  answer,
  onAnswer,
  onChoose,
  onLocate,
  onPath,
}: FindingCardProps): ReactNode {
  const { key, finding } = placed;
  const title = rule?.title ?? finding.rule;
  const where = whereOf(finding);
  const others = similar.filter((s) => s.key !== key);
  return (
    <li className={`finding finding-${finding.severity}${chosen ? ' chosen' : ''}`} data-finding={key}>
      <button
        type="button"
        className="finding-main"
        aria-pressed={chosen}
        tabIndex={stop ? 0 : -1}
        onClick={(event) => {
          // Enter on a finding that is chosen already goes on to its cell; a click only ever chooses.
          if (chosen && event.detail === 0) onLocate();
          else onChoose(key);
        }}
      >
        <span className="finding-head">
          <SeverityLabel severity={finding.severity} />
          <b>{title}</b>
        </span>
        {where && <span className="finding-where">{where}</span>}
        <span className="finding-message">{finding.message}</span>
      </button>
      {chosen && (
        <div className="finding-body">
          {finding.arithmetic && <ArithmeticView sum={finding.arithmetic} onPath={onPath} />}
          {!finding.arithmetic && !fix && (finding.actual !== undefined || finding.expected !== undefined) && (
            <dl className="finding-pair">
              {finding.actual !== undefined && (
                <div>
                  <dt>印出</dt>
                  <dd>{finding.actual}</dd>
                </div>
              )}
              {finding.expected !== undefined && (
                <div>
                  <dt>应为</dt>
                  <dd>{finding.expected}</dd>
                </div>
              )}
            </dl>
          )}
          {finding.advice && (
            <p className="finding-advice">
              <b>怎么办</b>
              {finding.advice}
            </p>
          )}
          {fix}
          <details className="finding-more">
            <summary>依据与同类问题</summary>
            {(finding.basis ?? rule?.basis.join('；')) && <p>依据：{finding.basis ?? rule?.basis.join('；')}</p>}
            <p>
              规则：
              <Link to="/rules/$id" params={{ id: finding.rule }}>
                {title}
              </Link>
            </p>
            {others.length === 0 ? (
              <p className="secondary">本文件没有同类问题。</p>
            ) : (
              <>
                <p>同类问题 {others.length} 处：</p>
                <ul>
                  {others.map((o) => (
                    <li key={o.key}>
                      <button type="button" className="link-button" onClick={() => onChoose(o.key)}>
                        {[o.finding.subject.sheet ?? o.finding.subject.table, whereOf(o.finding)]
                          .filter(Boolean)
                          .join(' › ') || o.finding.message}
                      </button>
                    </li>
                  ))}
                </ul>
              </>
            )}
          </details>
          <div className="finding-actions">
            <button type="button" className="text-button" onClick={onLocate}>
              <Icon name="target" />
              定位（Enter）
            </button>
            <button
              type="button"
              className="text-button"
              onClick={() => {
                const done = copyText(textOf(placed, title, severityWord[finding.severity]));
                toast(done ? '已复制。' : '浏览器不允许复制，请选中文字后按 Ctrl+C。');
              }}
            >
              <Icon name="copy" />
              复制
            </button>
            {finding.fingerprint !== undefined && onAnswer && (
              <button
                type="button"
                className="text-button"
                aria-expanded={answer !== undefined}
                title="忽略并说明理由（I）"
                onClick={() => onAnswer(key)}
              >
                <Icon name="aside" />
                忽略并说明
              </button>
            )}
          </div>
          {answer}
        </div>
      )}
    </li>
  );
});
