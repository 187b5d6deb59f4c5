import type { ReactNode } from 'react';

interface TabProps {
  name: 'findings' | 'source';
  current: string;
  onChoose: () => void;
  children: ReactNode;
}

/** One of the tabs of the panel; arrow keys go from one to the other. */
export function PanelTab({ name, current, onChoose, children }: TabProps): ReactNode {
  return (
    <button
      type="button"
      role="tab"
      id={`tab-${name}`}
      aria-selected={name === current}
      aria-controls="panel-body"
      tabIndex={name === current ? 0 : -1}
      onClick={onChoose}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
        event.preventDefault();
        const other = event.currentTarget.parentElement?.querySelector<HTMLElement>(
          '[role="tab"][aria-selected="false"]',
        );
        other?.focus();
        other?.click();
      }}
    >
      {children}
    </button>
  );
}
