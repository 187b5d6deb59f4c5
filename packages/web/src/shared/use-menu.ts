import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';

/** What a button with a menu below it needs; entries carry the class `menu-item`. */
export interface Menu {
  root: RefObject<HTMLDivElement | null>;
  button: RefObject<HTMLButtonElement | null>;
  id: string;
  open: boolean;
  toggle: () => void;
  /** Closes it and gives the focus back to the button. */
  close: () => void;
  onKeyDown: (event: KeyboardEvent) => void;
}

const ENTRIES = '.menu-item:not([aria-disabled])';

/** A menu that opens below its button: arrows walk it, Esc and a click elsewhere close it. */
export function useMenu(): Menu {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>(ENTRIES)?.focus();
    const outside = (event: PointerEvent): void => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, [open]);

  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!open) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      close();
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const items = Array.from(root.current?.querySelectorAll<HTMLElement>(ENTRIES) ?? []);
    const at = items.indexOf(document.activeElement as HTMLElement);
    items[(at + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length]?.focus();
  };
  return { root, button, id, open, toggle: () => setOpen(!open), close, onKeyDown };
}
