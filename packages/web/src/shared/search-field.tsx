import { Input, type InputRef } from 'antd';
import { type KeyboardEventHandler, type ReactNode, type Ref, useEffect, useRef, useState } from 'react';
import { Icon } from './icons.tsx';

interface SearchFieldProps {
  /** What the address says. */
  value: string;
  onCommit: (value: string) => void;
  label: string;
  placeholder: string;
  onKeyDown?: KeyboardEventHandler<HTMLInputElement>;
  size?: 'small' | 'middle';
  ref?: Ref<InputRef>;
}

/** Long enough that a word is one change of the address, short enough to feel immediate. */
const PAUSE_MS = 120;

/**
 * A field whose text ends up in the address. The text itself is kept here: an address that lags behind would take
 * letters away from a Chinese input method.
 */
export function SearchField({
  value,
  onCommit,
  label,
  placeholder,
  onKeyDown,
  size,
  ref,
}: SearchFieldProps): ReactNode {
  const [text, setText] = useState(value);
  const committed = useRef(value);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    // The address changed by another hand (back, a link): show it.
    if (value !== committed.current) {
      committed.current = value;
      setText(value);
    }
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const commit = (next: string): void => {
    clearTimeout(timer.current);
    if (next === committed.current) return;
    committed.current = next;
    onCommit(next);
  };
  const later = (next: string): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => commit(next), PAUSE_MS);
  };

  return (
    <Input
      ref={ref ?? null}
      type="search"
      size={size ?? 'middle'}
      aria-label={label}
      placeholder={placeholder}
      prefix={<Icon name="search" />}
      allowClear
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        if (!composing.current) later(event.target.value);
      }}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={(event) => {
        composing.current = false;
        later(event.currentTarget.value);
      }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') commit(event.currentTarget.value);
        if (event.key === 'Escape') {
          if (event.currentTarget.value) {
            setText('');
            commit('');
          } else event.currentTarget.blur();
          event.preventDefault();
        }
        onKeyDown?.(event);
      }}
    />
  );
}
