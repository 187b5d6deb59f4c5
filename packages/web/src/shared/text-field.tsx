import { Input } from 'antd';
import { type ReactNode, useId } from 'react';

interface TextFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'date';
  hint?: string;
  /** What is wrong with it, if anything. */
  problem?: string | undefined;
  autoFocus?: boolean;
  /** Earliest and latest day of a date. */
  min?: string;
  max?: string;
}

/** One line of a form: label above, what is wrong, or a hint, below. */
export function TextField({
  label,
  value,
  onChange,
  type = 'text',
  hint,
  problem,
  autoFocus = false,
  min,
  max,
}: TextFieldProps): ReactNode {
  const id = useId();
  return (
    <p className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={type}
        value={value}
        autoFocus={autoFocus}
        autoComplete="off"
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
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
