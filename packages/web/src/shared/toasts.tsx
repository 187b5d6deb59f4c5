import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { useKeys } from './keys.ts';

/** A short notice at the foot of the page, with one thing that can be done about it. */
interface Toast {
  readonly id: number;
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
}

const STAYS_MS = 10_000;
let toasts: readonly Toast[] = [];
let next = 1;
const listeners = new Set<() => void>();

function change(value: readonly Toast[]): void {
  toasts = value;
  for (const listener of listeners) listener();
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Shows a notice for ten seconds; the newest three stay. */
export function toast(text: string, action?: { label: string; run: () => void }): void {
  change([...toasts.slice(-2), { id: next++, text, ...(action ? { action } : {}) }]);
}

const dismiss = (id: number): void => change(toasts.filter((t) => t.id !== id));

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(subscribe, () => toasts);
  useKeys({
    u: () => {
      const last = shown.findLast((t) => t.action);
      if (!last) return false;
      last.action?.run();
      dismiss(last.id);
    },
  });
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((t) => (
        <ToastView key={t.id} toast={t} />
      ))}
    </div>
  );
}

function ToastView({ toast: t }: { toast: Toast }): ReactNode {
  useEffect(() => {
    const timer = setTimeout(() => dismiss(t.id), STAYS_MS);
    return () => clearTimeout(timer);
  }, [t.id]);
  return (
    <div className="toast">
      <span>{t.text}</span>
      {t.action && (
        <button
          type="button"
          className="toast-action"
          onClick={() => {
            t.action?.run();
            dismiss(t.id);
          }}
        >
          {t.action.label}（U）
        </button>
      )}
      <button type="button" className="toast-close" aria-label="关闭提示" onClick={() => dismiss(t.id)}>
        ×
      </button>
    </div>
  );
}
