import { type Disclosure, printTyped } from '@jizhun/model';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { RecheckView } from '../recheck/recheck-view.tsx';
import { useRecheck } from '../recheck/use-recheck.ts';
import { formKeys } from '../shared/form-keys.ts';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { type Editing, understand } from './corrections.ts';

export interface TypedCorrection {
  editing: Editing;
  to: string | number | null;
  reason: string;
}

interface CorrectionEditorProps {
  disclosure: Disclosure;
  editing: Editing;
  /** Fingerprints of findings that were answered for. */
  suppressed: ReadonlySet<string>;
  /** Saves; answers whether that was done. */
  onSave: (typed: TypedCorrection) => Promise<boolean>;
  onClose: () => void;
}

const hints = {
  text: '',
  target: '',
  money: '单位：万元；也可写明单位，如 125000元',
  number: '填写数字',
  integer: '填写整数',
  cell: '填写数字或文字；留空表示空白',
} as const;

/** The small form in which a reading is put right. Enter saves, Esc leaves, Alt+Enter breaks a line. */
export function CorrectionEditor({
  disclosure,
  editing,
  suppressed,
  onSave,
  onClose,
}: CorrectionEditorProps): ReactNode {
  const { value, paths } = editing;
  const [typed, setTyped] = useState(() => printTyped(value));
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const understood = understand(disclosure, editing, typed);
  const trying =
    understood.state === 'good' ? paths.map((path) => ({ path, from: value.value, to: understood.value })) : undefined;
  const recheck = useRecheck(disclosure, trying);

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const save = async (): Promise<void> => {
    if (understood.state === 'same') return onClose();
    if (understood.state === 'bad' || saving) return;
    setSaving(true);
    const done = await onSave({ editing, to: understood.value, reason: reason.trim() });
    if (done) onClose();
    else setSaving(false);
  };
  const breakLine = (): void => {
    if (!field.current) return;
    const { selectionStart: from, selectionEnd: to } = field.current;
    field.current.setRangeText('\n', from, to, 'end');
    setTyped(field.current.value);
  };
  const keys = { save: () => void save(), close: onClose };
  const long = value.kind === 'text' && (typed.length > 24 || typed.includes('\n'));

  return (
    <div className="correction-editor">
      <label htmlFor={`${id}-value`}>更正为</label>
      <textarea
        id={`${id}-value`}
        ref={field}
        rows={long ? 5 : 1}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={formKeys({ ...keys, breakLine })}
        aria-invalid={understood.state === 'bad'}
        aria-describedby={`${id}-said`}
      />
      <p id={`${id}-said`} className="correction-said" aria-live="polite">
        {understood.state === 'bad' && <span className="correction-bad">{understood.words}</span>}
        {understood.state === 'good' && understood.words !== undefined && <span>理解为 {understood.words}</span>}
        {understood.state !== 'bad' && hints[value.kind] !== '' && (
          <span className="secondary">{hints[value.kind]}</span>
        )}
        {paths.length > 1 && <span className="secondary">合并单元格，同时更正 {paths.length} 行</span>}
      </p>
      <RecheckView recheck={recheck} paths={paths} suppressed={suppressed} />
      <div className="correction-more">
        <label>
          理由
          <input
            value={reason}
            maxLength={500}
            placeholder="可不填"
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={formKeys(keys)}
          />
        </label>
      </div>
      <div className="correction-actions">
        <Button
          size="small"
          type="primary"
          loading={saving}
          disabled={understood.state !== 'good'}
          onClick={() => void save()}
        >
          保存（Enter）
        </Button>
        <Button size="small" onClick={onClose}>
          取消（Esc）
        </Button>
        <span className="secondary">原件与读取结果不变，可以撤销</span>
      </div>
      <SecrecyNotice />
    </div>
  );
}
