import type { ReactNode } from 'react';
import type { LineField, SourceUse } from './source-index.ts';

/** Class and title of a place in the file, by what was read from it. */
export function lookOfPlace(use: SourceUse, text: string): { className: string; title?: string } {
  if (text.trim() === '') return { className: 'src src-blank' };
  return { className: `src src-${use}`, ...(use === 'unread' ? { title: '未归类：没有读进任何一项' } : {}) };
}

/** A piece of running text that can be chosen. */
export function SourceRun({ field: { key, text, use } }: { field: LineField }): ReactNode {
  return (
    <button type="button" tabIndex={-1} data-source={key} {...lookOfPlace(use, text)}>
      {text}
    </button>
  );
}
