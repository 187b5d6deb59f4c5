import type { ReactNode } from 'react';
import type { SourceIndex, SourceKey } from './source-index.ts';

const words = { read: undefined, none: undefined, unread: '未归类：没有读进任何一项' } as const;

/** Class and title of a place in the file, by what was read from it. */
export function lookOfPlace(index: SourceIndex, key: SourceKey, text: string): { className: string; title?: string } {
  if (text.trim() === '') return { className: 'src src-blank' };
  const use = index.usage(key);
  const title = words[use];
  return { className: `src src-${use}`, ...(title === undefined ? {} : { title }) };
}

/** A piece of running text that can be chosen. */
export function SourceRun({ index, id, text }: { index: SourceIndex; id: SourceKey; text: string }): ReactNode {
  return (
    <button type="button" tabIndex={-1} data-source={id} {...lookOfPlace(index, id, text)}>
      {text}
    </button>
  );
}
