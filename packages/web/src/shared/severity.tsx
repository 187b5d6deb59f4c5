import type { Severity } from '@jizhun/model';
import type { ReactNode } from 'react';
import { severityWord } from '../format/words.ts';

/** ▲ error, ● warning, ○ advice: told apart by shape as well as by colour. */
export function SeverityMark({ severity }: { severity: Severity }): ReactNode {
  return (
    <svg className={`mark mark-${severity}`} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      {severity === 'error' && <path d="M6 1.2L11.4 11H.6z" />}
      {severity === 'warning' && <circle cx="6" cy="6" r="4.8" />}
      {severity === 'info' && <circle cx="6" cy="6" r="4" />}
    </svg>
  );
}

/** Mark and word: `▲ 错误`, with the number of findings where one is given. */
export function SeverityLabel({ severity, count }: { severity: Severity; count?: number }): ReactNode {
  return (
    <span className={`severity severity-${severity}`}>
      <SeverityMark severity={severity} />
      {severityWord[severity]}
      {count !== undefined && <b>{count}</b>}
    </span>
  );
}
