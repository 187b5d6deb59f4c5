import type { ReactNode } from 'react';
import { severities, severityWord } from '../format/words.ts';
import { SeverityMark } from '../shared/severity.tsx';
import type { Counts } from './findings.ts';
import type { Section } from './layout.ts';

interface OutlineProps {
  sections: readonly Section[];
  counts: ReadonlyMap<string, Counts>;
  current: string | undefined;
  onGo: (section: string) => void;
}

const groupTitles: Partial<Record<Section['group'], string>> = { sheet: '绩效目标表', table: '预算表' };

/** 目录: every form and table with the number of its findings. */
export function Outline({ sections, counts, current, onGo }: OutlineProps): ReactNode {
  return (
    <nav className="outline" aria-label="目录">
      <ol>
        {sections.map((section, i) => {
          const title = section.group !== sections[i - 1]?.group ? groupTitles[section.group] : undefined;
          return (
            <li key={section.id}>
              {title && <h2>{title}</h2>}
              <button
                type="button"
                aria-current={section.id === current ? 'true' : undefined}
                title={section.title}
                onClick={() => onGo(section.id)}
              >
                <span className="outline-title">{section.title}</span>
                <OutlineCounts counts={counts.get(section.id)} />
              </button>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}

function OutlineCounts({ counts }: { counts: Counts | undefined }): ReactNode {
  const shown = severities.filter((s) => counts && counts[s] > 0);
  if (!counts || shown.length === 0) return null;
  return (
    <span className="outline-counts">
      {shown.map((s) => (
        <span key={s} className={`severity-${s}`}>
          <SeverityMark severity={s} />
          <span className="hidden">{severityWord[s]}</span>
          {counts[s]}
        </span>
      ))}
    </span>
  );
}
