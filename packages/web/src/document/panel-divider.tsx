import { type KeyboardEvent, type PointerEvent, type ReactNode, useCallback, useState } from 'react';

const LEAST = 260;
const MOST = 640;
const REMEMBERED = 'jizhun.panel';

const within = (width: number): number => Math.round(Math.min(MOST, Math.max(LEAST, width)));

/** The width of the right-hand panel, remembered on this machine. */
export function usePanelWidth(): [width: number, change: (width: number) => void] {
  const [width, setWidth] = useState(() => {
    try {
      const remembered = Number(localStorage.getItem(REMEMBERED));
      if (remembered > 0) return within(remembered);
    } catch {
      // Storage is switched off: nothing is remembered.
    }
    return innerWidth >= 1600 ? 420 : innerWidth >= 1280 ? 370 : 330;
  });
  const change = useCallback((next: number) => {
    setWidth(within(next));
    try {
      localStorage.setItem(REMEMBERED, String(within(next)));
    } catch {
      // Storage is switched off: the width holds until the page is left.
    }
  }, []);
  return [width, change];
}

/** The line between paper and panel: drag it, or move it with the arrow keys. */
export function PanelDivider({ width, onChange }: { width: number; onChange: (width: number) => void }): ReactNode {
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
      aria-valuemin={LEAST}
      aria-valuemax={MOST}
      aria-valuenow={width}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onKeyDown={onKeyDown}
    />
  );
}
