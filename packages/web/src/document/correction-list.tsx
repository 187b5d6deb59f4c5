import type { CorrectionRecord } from '@jizhun/api';
import { type Disclosure, isRowCorrection, type JsonPointer } from '@jizhun/model';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { moment } from '../format/dates.ts';
import { type Overlay, valuesToTell } from './corrections.ts';
import { nameOf } from './value-names.ts';

interface CorrectionsProps {
  disclosure: Disclosure;
  overlay: Overlay;
  corrections: readonly CorrectionRecord[];
  /** Left out where the reader may not correct. */
  onWithdraw: ((change: number) => void) | undefined;
}

/** Corrections of the chosen value: what was printed, what stands, by whom and when. */
export function CorrectionsOfValue({ disclosure, overlay, corrections, onWithdraw }: CorrectionsProps): ReactNode {
  return corrections.map((correction) => {
    const { from, to } = valuesToTell(disclosure, overlay, correction);
    const row = isRowCorrection(correction);
    return (
      <div key={correction.path} className="correction">
        <p>
          {row ? (
            <>
              增加一行：<ins>{to}</ins>
            </>
          ) : (
            <>
              印出<del>{from}</del>，更正为<ins>{to}</ins>
            </>
          )}
        </p>
        <p className="secondary">
          由{correction.author}于 {moment(correction.at)} {row ? '增加' : '更正'}
          {correction.reason !== undefined && `；理由：${correction.reason}`}
        </p>
        {onWithdraw && (
          <Button size="small" onClick={() => onWithdraw(correction.change)}>
            {row ? '撤销增加' : '撤销更正'}
          </Button>
        )}
      </div>
    );
  });
}

interface HistoryProps {
  disclosure: Disclosure;
  overlay: Overlay;
  /** The oldest first. */
  past: readonly CorrectionRecord[];
}

/** What stood at the chosen value before. */
export function HistoryOfValue({ disclosure, overlay, past }: HistoryProps): ReactNode {
  if (past.length === 0) return null;
  return (
    <details className="corrections">
      <summary>此前的更正 {past.length} 次</summary>
      <ul>
        {past.map((correction) => {
          const { from, to } = valuesToTell(disclosure, overlay, correction);
          const { author, at, reason, withdrawnAt, withdrawnBy } = correction;
          return (
            <li key={`${correction.change}-${at}`}>
              <del>{from}</del> → <ins>{to}</ins>
              <span className="secondary">
                {author}，{moment(at)}
                {reason !== undefined && `；${reason}`}
                {withdrawnAt === undefined
                  ? '；已由更晚的更正代替'
                  : `；${withdrawnBy ?? ''}于 ${moment(withdrawnAt)} 撤销`}
              </span>
            </li>
          );
        })}
      </ul>
    </details>
  );
}

interface CorrectionListProps extends CorrectionsProps {
  onPath: (path: JsonPointer) => void;
}

/** All corrections of the document, those first that a person has to look at again. */
export function CorrectionList({
  disclosure,
  overlay,
  corrections,
  onWithdraw,
  onPath,
}: CorrectionListProps): ReactNode {
  const steps = new Map<string, CorrectionRecord & { count: number }>();
  for (const c of corrections) {
    if ((c.state !== 'applied' && c.state !== 'pending') || c.from === c.to) continue;
    const key = `${c.change} ${c.state}`;
    steps.set(key, { ...(steps.get(key) ?? c), count: (steps.get(key)?.count ?? 0) + 1 });
  }
  const all = [...steps.values()];
  const pending = all.filter(({ state }) => state === 'pending');
  const applied = all.filter(({ state }) => state === 'applied').reverse();
  const item = (c: (typeof all)[number]): ReactNode => {
    const { from, to } = valuesToTell(disclosure, overlay, c);
    const at = overlay.names.toForce(c.path);
    const row = isRowCorrection(c);
    const what = row ? (c.to === null ? '删去一行' : '增加一行') : nameOf(disclosure, at ?? c.path);
    const words = `${what}${c.count > 1 ? ` 等 ${c.count} 处` : ''}`;
    return (
      <li key={`${c.change}-${c.path}`}>
        {at === undefined ? (
          words
        ) : (
          <button type="button" className="sum-label" onClick={() => onPath(at)}>
            {words}
          </button>
        )}
        ：{!(row && c.from === null) && <del>{from}</del>}
        {!row && ' → '}
        {!(row && c.to === null) && <ins>{to}</ins>}
        <span className="secondary">
          {c.author}，{moment(c.at)}
          {c.reason !== undefined && `；${c.reason}`}
        </span>
        {onWithdraw && (
          <Button size="small" onClick={() => onWithdraw(c.change)} aria-label={`撤销对${what}的更正`}>
            撤销
          </Button>
        )}
      </li>
    );
  };
  return (
    <>
      {pending.length > 0 && (
        <details className="corrections corrections-pending" open>
          <summary>待核对的更正 {pending.length} 处</summary>
          <p>重新读取后，这些地方读到的内容与更正时不同，更正没有生效。请对照原件，重新更正或撤销。</p>
          <ul>{pending.map(item)}</ul>
        </details>
      )}
      {applied.length > 0 && (
        <details className="corrections">
          <summary>已更正 {applied.length} 处</summary>
          <ul>{applied.map(item)}</ul>
        </details>
      )}
    </>
  );
}
