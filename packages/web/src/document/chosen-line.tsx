import { type Disclosure, type JsonPointer, placeWords } from '@jizhun/model';
import type { ReactNode } from 'react';
import { howWord, originsAt } from './origins.ts';
import type { ChosenValue } from './source-panel.tsx';

interface ChosenLineProps {
  disclosure: Disclosure;
  value: ChosenValue | undefined;
  path: JsonPointer;
  /** Nothing was found wrong with it. */
  none: boolean;
}

/** The chosen cell in two lines: what it is, and where in the file it stands. */
export function ChosenLine({ disclosure, value, path, none }: ChosenLineProps): ReactNode {
  const origin = originsAt(disclosure, path)[0];
  return (
    <div className="chosen-line" role="status">
      <p>
        <b>{value?.name ?? '这一项'}</b>
        {none && <span className="secondary">此处未发现问题</span>}
      </p>
      {origin && (
        <p className="secondary">
          出处：{placeWords(origin, disclosure.source.mediaType).join(' · ')}（{howWord(origin.how)}）
        </p>
      )}
    </div>
  );
}
