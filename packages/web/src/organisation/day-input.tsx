import { Input } from 'antd';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { dayOf } from '../format/day.ts';

interface DayInputProps {
  label: string;
  value: string;
  onCommit: (day: string) => void;
  disabled?: boolean;
}

/** A day among filters, written as people write days; taken when the field is left, or by Enter. */
export function DayInput({ label, value, onCommit, disabled = false }: DayInputProps): ReactNode {
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const wrong = text !== '' && dayOf(text) === undefined;
  const commit = (): void => {
    const day = dayOf(text);
    if (day === undefined) setText(value);
    else {
      setText(day);
      if (day !== value) onCommit(day);
    }
  };
  return (
    <span className="filter">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        className="day-field"
        inputMode="numeric"
        autoComplete="off"
        value={text}
        disabled={disabled}
        {...(wrong ? { status: 'error' as const } : {})}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onPressEnter={commit}
      />
    </span>
  );
}
