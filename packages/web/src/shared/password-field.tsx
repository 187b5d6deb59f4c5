import { Input, type InputRef } from 'antd';
import { type ReactNode, type Ref, useId } from 'react';
import { useCapsLock } from './capslock.ts';

interface PasswordFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** For the browser's own store of passwords. */
  complete: 'current-password' | 'new-password';
  /** What is wrong with it, if anything. */
  problem?: string | undefined;
  autoFocus?: boolean;
  ref?: Ref<InputRef>;
}

/** A password that can be looked at while it is typed, with a hint where Caps Lock is on. */
export function PasswordField({
  label,
  value,
  onChange,
  complete,
  problem,
  autoFocus,
  ref,
}: PasswordFieldProps): ReactNode {
  const id = useId();
  const capsLock = useCapsLock();
  const hint = problem ?? (capsLock.on ? '大写锁定已打开' : undefined);
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Input.Password
        ref={ref ?? null}
        id={id}
        autoComplete={complete}
        autoFocus={autoFocus === true}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={capsLock.heed}
        onKeyUp={capsLock.heed}
        {...(problem === undefined ? {} : { status: 'error' as const })}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== undefined}
      />
      <small id={`${id}-hint`} className={problem === undefined ? 'field-hint' : 'field-problem'} aria-live="polite">
        {hint}
      </small>
    </p>
  );
}
