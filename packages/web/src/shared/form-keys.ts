import type { KeyboardEvent } from 'react';

interface FormActions {
  save: () => void;
  close: () => void;
  /** Alt+Enter: breaks a line, where the field has lines. Without it, Alt+Enter does nothing of ours. */
  breakLine?: () => void;
}

/** Keys of a small form in place: Enter saves, Esc leaves. What an input method is composing is let alone. */
export function formKeys({ save, close, breakLine }: FormActions): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === 'Enter' && !event.shiftKey && (!event.altKey || breakLine !== undefined)) {
      event.preventDefault();
      if (event.altKey) breakLine?.();
      else save();
    }
  };
}
