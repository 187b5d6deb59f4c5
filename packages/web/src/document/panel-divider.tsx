import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useState } from 'react';

/** The panel as it mostly is, and as wide as half of the page for the source beside the paper. */
export type PanelKind = 'panel' | 'beside';

const bounds = { panel: [260, 640], beside: [380, 1200] } as const;
const REMEMBERED = { panel: 'jizhun.panel', beside: 'jizhun.beside' } as const;

function within(kind: PanelKind, width: number): number {
  const [least, most] = bounds[kind];
  return Math.round(Math.min(most, Math.max(least, width)));
}

function startWidth(kind: PanelKind): number {
  try {
    const remembered = Number(localStorage.getItem(REMEMBERED[kind]));
    if (remembered > 0) return within(kind, remembered);
  } catch {
    // Storage is switched off: nothing is remembered.
  }
  if (kind === 'beside') return within(kind, innerWidth * 0.48);
  return innerWidth >= 1600 ? 420 : innerWidth >= 1280 ? 370 : 330;
}

/** The width of the right-hand panel, remembered on this machine. */
export function usePanelWidth(kind: PanelKind): [width: number, change: (width: number) => void] {
  const [widths, setWidths] = useState(() => ({ panel: startWidth('panel'), beside: startWidth('beside') }));
  const change = useCallback(
    (next: number) => {
      const width = within(kind, next);
      setWidths((old) => ({ ...old, [kind]: width }));
      try {
        localStorage.setItem(REMEMBERED[kind], String(width));
      } catch {
        // Storage is switched off: the width holds until the page is left.
      }
    },
    [kind],
  );
  return [widths[kind], change];
}

interface PanelDividerProps {
  kind: PanelKind;
  width: number;
  onChange: (width: number) => void;
}

/** The line between paper and panel: drag it, or move it with the arrow keys. */
export function PanelDivider({ kind, width, onChange }: PanelDividerProps): ReactNode {
  const [least, most] = bounds[kind];
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? innerWidth;
    onChange(right - event.clientX);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowLeft' ? 24 : event.key === 'ArrowRight' ? -24 : 0;
    if (step === 0) return;
    event.preventDefault();
    onChange(width + step);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a separator that can be moved; hr cannot
    <div
      role="separator"
      className="panel-divider"
      aria-orientation="vertical"
      aria-label="面板宽度"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
