import { Input } from 'antd';
import { type ReactNode, useId } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  hint?: string;
  /** What is wrong with it, if anything. */
  problem?: string | undefined;
  autoFocus?: boolean;
}

/** One line of a form: label above, what is wrong, or a hint, below. */
export function TextField({ label, value, onChange, hint, problem, autoFocus = false }: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        value={value}
        autoFocus={autoFocus}
        autoComplete="off"
        {...(problem === undefined ? {} : { status: 'error' as const })}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value)}
      />
      <small id={`${id}-hint`} className={problem === undefined ? 'field-hint' : 'field-problem'}>
        {problem ?? hint}
      </small>
    </p>
  );
}
