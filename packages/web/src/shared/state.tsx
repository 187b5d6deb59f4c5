import type { ReactNode } from 'react';

export type StateKind = 'fine' | 'warning' | 'error' | 'quiet';

/** A state as a word, told apart by shape as well as by colour. */
export function State({ kind, children }: { kind: StateKind; children: ReactNode }): ReactNode {
  return (
    <span className={`state state-${kind}`}>
      <svg className="state-mark" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
        {kind === 'fine' && <path d="M2 6.5l2.8 2.8L10 3.5" />}
        {kind === 'warning' && <circle cx="6" cy="6" r="4" />}
        {kind === 'error' && <path d="M3 3l6 6M9 3l-6 6" />}
        {kind === 'quiet' && <path d="M2.5 6h7" />}
      </svg>
      {children}
    </span>
  );
}
