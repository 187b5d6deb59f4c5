import { type Correction, type CorrectionRow, type Disclosure, type JsonPointer, rowPlaceOf } from '@jizhun/model';
import { Button } from 'antd';
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react';
import { RecheckView } from '../recheck/recheck-view.tsx';
import { useRecheck } from '../recheck/use-recheck.ts';
import { formKeys } from '../shared/form-keys.ts';
import { showWithin } from '../shared/scroll.ts';
import { SecrecyNotice } from '../shared/secrecy-notice.tsx';
import { fieldsLike, rowFrom } from './rows.ts';

interface RowEditorProps {
  disclosure: Disclosure;
  /** The row beside which the new one stands, and on which side. */
  beside: JsonPointer;
  where: 'above' | 'below';
  suppressed: ReadonlySet<string>;
  /** Saves a row that stands before what is at `before`; answers whether that was done. */
  onSave: (before: JsonPointer, row: CorrectionRow, reason: string) => Promise<boolean>;
  onClose: () => void;
}

/** A row that the reader missed, filled in by a person. Enter saves, Esc leaves. */
export function RowEditor({ disclosure, beside, where, suppressed, onSave, onClose }: RowEditorProps): ReactNode {
  const fields = useMemo(() => fieldsLike(disclosure, beside), [disclosure, beside]);
  const [typed, setTyped] = useState<ReadonlyMap<string, string>>(new Map());
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [saving, setSaving] = useState(false);
  const form = useRef<HTMLDivElement>(null);
  const id = useId();
  const place = rowPlaceOf(beside);
  const before = `${place?.list}/${(place?.index ?? 0) + (where === 'above' ? 0 : 1)}`;
  const filled = rowFrom(disclosure, beside, fields, typed);
  const trying: Correction[] | undefined = filled.ok
    ? [{ path: `${before}+1`, from: null, to: filled.row }]
    : undefined;
  const recheck = useRecheck(disclosure, trying);

  useEffect(() => {
    const first = form.current?.querySelector<HTMLInputElement>('[data-first]');
    first?.focus({ preventScroll: true });
    const list = form.current?.closest<HTMLElement>('.source-values');
    if (form.current && list) showWithin(list, form.current, 'nearest');
  }, []);

  const save = async (): Promise<void> => {
    if (saving) return;
    if (!filled.ok) {
      setTried(true);
      form.current?.querySelector<HTMLInputElement>(`[data-field="${filled.key}"]`)?.focus();
      return;
    }
    setSaving(true);
    if (await onSave(before, filled.row, reason.trim())) onClose();
    else setSaving(false);
  };
  const onKeyDown = formKeys({ save: () => void save(), close: onClose });
  const firstEmpty = fields.find(({ value }) => value === '')?.key;
  const bad = !filled.ok && (tried || typed.has(filled.key)) ? filled : undefined;

  return (
    <div className="row-editor" ref={form}>
      <h4>{where === 'above' ? '在上方增加一行' : '在下方增加一行'}</h4>
      <div className="row-fields">
        {fields.map(({ key, name, kind, value }) => (
          <label key={key}>
            <span>
              {name}
              {kind === 'money' && '（万元）'}
            </span>
            <input
              data-field={key}
              data-first={key === firstEmpty ? '' : undefined}
              value={typed.get(key) ?? value}
              aria-invalid={bad?.key === key}
              aria-describedby={bad?.key === key ? `${id}-said` : undefined}
              onChange={(event) => setTyped(new Map([...typed, [key, event.target.value]]))}
              onKeyDown={onKeyDown}
            />
          </label>
        ))}
        <label>
          <span>理由</span>
          <input
            value={reason}
            maxLength={500}
            placeholder="可不填，如：原件此处有一行未读到"
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
      </div>
      <p id={`${id}-said`} className="correction-said" aria-live="polite">
        {bad && <span className="correction-bad">{bad.words}</span>}
      </p>
      <RecheckView recheck={recheck} paths={[before]} suppressed={suppressed} />
      <div className="correction-actions">
        <Button size="small" type="primary" loading={saving} onClick={() => void save()}>
          增加（Enter）
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
