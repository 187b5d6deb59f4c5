import { type Disclosure, type JsonPointer, type Origin, placeWords } from '@jizhun/model';
import type { ReactNode } from 'react';
import { howWord, originsAt } from './origins.ts';

/** A value that is chosen: how the page names it, what it shows, and where it is addressed. */
export interface ChosenValue {
  path: JsonPointer;
  name: string;
  text: string;
}

interface SourcePanelProps {
  source: Disclosure['source'];
  provenance: Disclosure['provenance'];
  values: readonly ChosenValue[];
}

/** Where the chosen values stand in the file as it came, and what was done to them on the way. */
export function SourcePanel({ source, provenance, values }: SourcePanelProps): ReactNode {
  return (
    <div className="panel-scroll source">
      <dl className="source-file">
        <div>
          <dt>文件</dt>
          <dd>{source.name}</dd>
        </div>
      </dl>
      {values.length === 0 && (
        <div className="panel-empty">
          <p>选择左侧的单元格，或选择一处问题，这里显示它在原文件中的位置。</p>
        </div>
      )}
      {values.map((value) => (
        <section key={value.path} className="source-value">
          <h3>{value.name}</h3>
          <p className="source-text">{value.text === '' ? <span className="secondary">空白</span> : value.text}</p>
          <Origins origins={originsAt(provenance, value.path)} mediaType={source.mediaType} text={value.text} />
        </section>
      ))}
    </div>
  );
}

function Origins({
  origins,
  mediaType,
  text,
}: {
  origins: readonly Origin[];
  mediaType: string;
  text: string;
}): ReactNode {
  if (origins.length === 0) return <p className="secondary">没有记下这一项的出处。</p>;
  return (
    <ul className="origins">
      {origins.map((origin, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: origins have no other name than their order
        <li key={i}>
          <span className="origin-place">{placeWords(origin, mediaType).join(' · ')}</span>
          <span className={`origin-how how-${origin.how}`}>
            {howWord(origin.how)}
            {origin.confidence !== undefined && `，把握 ${Math.round(origin.confidence * 100)}%`}
          </span>
          {origin.printed !== undefined && origin.printed !== text && (
            <span className="origin-printed">原文：「{origin.printed}」</span>
          )}
        </li>
      ))}
    </ul>
  );
}
