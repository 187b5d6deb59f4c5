import type { Disclosure, JsonPointer } from '@jizhun/model';
import { Button, Checkbox, Modal } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import type { Overlay } from './corrections.ts';
import { DifferenceView, tellEdit } from './difference-view.tsx';
import { whereOf } from './findings.ts';
import { type CorrectionEdits, differenceOf, type Proposal, together } from './fixes.ts';

interface FixViewProps {
  disclosure: Disclosure;
  proposal: Proposal;
  /** How many findings of the same rule have a fix. */
  alike: number;
  /** Left out where the reader may not correct. */
  onApply?: ((proposal: Proposal) => void) | undefined;
  onApplyAll?: (() => void) | undefined;
  onPath: (path: JsonPointer) => void;
}

/** 建议修改: the difference that a fix makes, and the buttons that make it. */
export function FixView({ disclosure, proposal, alike, onApply, onApplyAll, onPath }: FixViewProps): ReactNode {
  const { fix, outcome } = proposal;
  return (
    <section className="fix" aria-label="建议修改">
      <p>
        <b>建议修改</b>
        {fix.title}
      </p>
      <DifferenceView disclosure={disclosure} difference={differenceOf(fix.edits, tellEdit)} onPath={onPath} />
      {!outcome.ok && <p className="fix-why">{outcome.why}</p>}
      <div className="fix-actions">
        {outcome.ok && onApply && (
          <Button size="small" type="primary" onClick={() => onApply(proposal)} title="应用（A）">
            应用
          </Button>
        )}
        {alike > 1 && onApplyAll && (
          <Button size="small" onClick={onApplyAll}>
            同类 {alike} 处全部应用…
          </Button>
        )}
        {outcome.ok && onApply && <span className="secondary">原件不变，可以撤销</span>}
      </div>
    </section>
  );
}

interface FixDialogProps {
  title: string;
  disclosure: Disclosure;
  overlay: Overlay;
  proposals: readonly Proposal[];
  /** Answers whether it was done. */
  onApply: (edits: CorrectionEdits, count: number) => Promise<boolean>;
  onClose: () => void;
}

/** All fixes of one rule, each with its difference and a mark whether it is wanted; applied in one step. */
export function FixDialog({ title, disclosure, overlay, proposals, onApply, onClose }: FixDialogProps): ReactNode {
  const [unwanted, setUnwanted] = useState<ReadonlySet<string>>(new Set());
  const [busy, setBusy] = useState(false);
  const wanted = proposals.filter(({ placed }) => !unwanted.has(placed.key));
  const { outcome, left } = useMemo(() => together(disclosure, overlay, wanted), [disclosure, overlay, wanted]);
  const count = wanted.length - left.length;
  const why = (proposal: Proposal): string | undefined => {
    if (!proposal.outcome.ok) return proposal.outcome.why;
    if (!unwanted.has(proposal.placed.key) && left.includes(proposal)) {
      return '与上面的一处修改同一内容，改法不同；请先应用其中一处，再看这一处。';
    }
    return undefined;
  };
  const apply = async (): Promise<void> => {
    if (!outcome.ok || count === 0) return;
    setBusy(true);
    if (await onApply(outcome.edits, count)) onClose();
    else setBusy(false);
  };
  const toggle = (key: string, on: boolean): void => {
    const next = new Set(unwanted);
    if (on) next.delete(key);
    else next.add(key);
    setUnwanted(next);
  };

  return (
    <Modal
      title={`全部应用：${title}`}
      open
      width={720}
      onCancel={onClose}
      onOk={() => void apply()}
      okText={`应用 ${count} 处`}
      cancelText="取消"
      okButtonProps={{ disabled: !outcome.ok || count === 0, loading: busy }}
      destroyOnHidden
    >
      <p className="secondary">逐处核对；不改的取消勾选。一次应用，可以一并撤销；原件不变。</p>
      {!outcome.ok && count > 0 && <p className="fix-why">{outcome.why}</p>}
      <ul className="fix-list">
        {proposals.map((proposal) => {
          const { key, finding } = proposal.placed;
          const reason = why(proposal);
          const where = [finding.subject.sheet ?? finding.subject.table, whereOf(finding)].filter(Boolean).join(' › ');
          return (
            <li key={key}>
              <Checkbox
                checked={proposal.outcome.ok && !unwanted.has(key)}
                disabled={!proposal.outcome.ok}
                onChange={(event) => toggle(key, event.target.checked)}
              >
                {where || finding.message}
              </Checkbox>
              <DifferenceView disclosure={disclosure} difference={differenceOf(proposal.fix.edits, tellEdit)} />
              {reason && <p className="fix-why">{reason}</p>}
            </li>
          );
        })}
      </ul>
    </Modal>
  );
}
