import { Input } from 'antd';
import { type ReactNode, useId, useState } from 'react';
import { dayOf } from '../format/day.ts';

interface DayFieldProps {
  label: string;
  /** `2026-12-31`, empty, or what was typed and is no day. */
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  problem?: string | undefined;
}

/** A day, written as people write days; it stands there as 2026-12-31 when the field is left. */
export function DayField({ label, value, onChange, hint, problem }: DayFieldProps): ReactNode {
  const id = useId();
  const [left, setLeft] = useState(false);
  const wrong = problem ?? (left && value !== '' && dayOf(value) === undefined ? '写成 2026-12-31 这样' : undefined);
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        inputMode="numeric"
        placeholder="如 2026-12-31"
        autoComplete="off"
        value={value}
        {...(wrong === undefined ? {} : { status: 'error' as const })}
        aria-invalid={wrong !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          setLeft(false);
          onChange(event.target.value);
        }}
        onBlur={() => {
          setLeft(true);
          onChange(dayOf(value) ?? value);
        }}
      />
      <small id={`${id}-hint`} className={wrong === undefined ? 'field-hint' : 'field-problem'} aria-live="polite">
        {wrong ?? hint}
      </small>
    </p>
  );
}
