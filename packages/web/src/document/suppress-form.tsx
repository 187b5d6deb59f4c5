import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { formKeys } from '../shared/form-keys.ts';
import { showWithin } from '../shared/scroll.ts';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';

export interface Answer {
  reason: string;
  expires?: string;
}

interface SuppressFormProps {
  /** Saves; answers whether that was done. */
  onSave: (answer: Answer) => Promise<boolean>;
  onClose: () => void;
}

/** Today as a date field writes it. */
function today(): string {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-');
}

/** Why a finding is to be left: the reason has to be given, the last day may be. Enter saves, Esc leaves. */
export function SuppressForm({ onSave, onClose }: SuppressFormProps): ReactNode {
  const [reason, setReason] = useState('');
  const [expires, setExpires] = useState('');
  const [missing, setMissing] = useState<string>();
  const [saving, setSaving] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const form = useRef<HTMLDivElement>(null);
  const id = useId();
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    const list = form.current?.closest<HTMLElement>('.panel-scroll');
    if (form.current && list) showWithin(list, form.current, 'nearest');
  }, []);

  const save = async (): Promise<void> => {
    if (saving) return;
    if (reason.trim() === '') {
      setMissing('请写明理由：为什么这一处可以不改。');
      field.current?.focus();
      return;
    }
    if (expires !== '' && expires < today()) {
      setMissing('有效期已经过去，请改为今天或以后的日期，或不填。');
      return;
    }
    setSaving(true);
    const done = await onSave({ reason: reason.trim(), ...(expires === '' ? {} : { expires }) });
    if (done) onClose();
    else setSaving(false);
  };
  const onKeyDown = formKeys({ save: () => void save(), close: onClose });

  return (
    <div className="suppress-form" ref={form}>
      <label htmlFor={`${id}-reason`}>忽略的理由</label>
      <textarea
        id={`${id}-reason`}
        ref={field}
        rows={2}
        value={reason}
        maxLength={500}
        placeholder="如：已与主管部门核实，合同约定的即为此数"
        required
        aria-invalid={missing !== undefined && reason.trim() === ''}
        aria-describedby={`${id}-said`}
        onChange={(event) => {
          setReason(event.target.value);
          setMissing(undefined);
        }}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-said`} className="correction-said" aria-live="polite">
        {missing === undefined ? (
          <span className="secondary">理由随核对结果保存，只对这份文件有效</span>
        ) : (
          <span className="correction-bad">{missing}</span>
        )}
      </p>
      <div className="suppress-more">
        <label>
          有效至
          <input
            type="date"
            value={expires}
            min={today()}
            onChange={(event) => {
              setExpires(event.target.value);
              setMissing(undefined);
            }}
            onKeyDown={onKeyDown}
          />
        </label>
      </div>
      <div className="correction-actions">
        <Button size="small" type="primary" loading={saving} onClick={() => void save()}>
          忽略（Enter）
        </Button>
        <Button size="small" onClick={onClose}>
          取消（Esc）
        </Button>
        <span className="secondary">有效期可不填</span>
      </div>
      <SecrecyNotice />
    </div>
  );
}
