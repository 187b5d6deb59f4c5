import type { Finding, JsonPointer } from '@jizhun/model';
import { isWithin } from '@jizhun/model';
import type { ReactNode } from 'react';
import { severityWord } from '../format/words.ts';
import { SeverityMark } from '../shared/severity.tsx';
import type { Recheck } from './use-recheck.ts';

/** How many findings are told one by one of those that come or go. */
const TOLD = 6;

/**
 * What the rules say of what is being typed: findings that would go, that would come, and that would stay with this
 * value. Told while typing, before anything is saved.
 */
export function RecheckView({
  recheck,
  paths,
  suppressed,
}: {
  recheck: Recheck;
  /** The values that are being corrected. */
  paths: readonly JsonPointer[];
  /** Fingerprints of findings that were answered for: they do not count. */
  suppressed: ReadonlySet<string>;
}): ReactNode {
  if (recheck.state === 'idle') return null;
  if (recheck.state === 'checking') {
    return (
      <section className="recheck" aria-label="随填核对">
        <p className="secondary">正在核对…</p>
      </section>
    );
  }
  const counts = ({ fingerprint }: Finding): boolean => fingerprint === undefined || !suppressed.has(fingerprint);
  const gone = recheck.difference.gone.filter(counts);
  const come = recheck.difference.come.filter(counts);
  const stay = recheck.difference.stay.filter(counts);
  const here = stay.filter((finding) =>
    finding.paths.some((at) => paths.some((path) => isWithin(path, at) || isWithin(at, path))),
  );
  const parts = [
    ...(gone.length > 0 ? [`消除 ${gone.length} 处问题`] : []),
    ...(come.length > 0 ? [`新增 ${come.length} 处问题`] : []),
    ...(here.length > 0 ? [`此处仍有 ${here.length} 处`] : []),
  ];
  return (
    <section className="recheck" aria-label="随填核对">
      <p role="status">{parts.length > 0 ? `这样改：${parts.join('，')}` : '这样改：未发现新的问题'}</p>
      <ul>
        <Told findings={come} kind="come" />
        <Told findings={here} kind="stay" />
        <Told findings={gone} kind="gone" />
      </ul>
    </section>
  );
}

const words = { come: '新增', stay: '仍有', gone: '消除' } as const;

function Told({ findings, kind }: { findings: readonly Finding[]; kind: keyof typeof words }): ReactNode {
  return (
    <>
      {findings.slice(0, TOLD).map((finding) => (
        <li key={`${finding.rule} ${finding.message}`} className={`recheck-${kind}`}>
          <span className="recheck-kind">{words[kind]}</span>
          {kind !== 'gone' && (
            <span className={`severity-${finding.severity}`}>
              <SeverityMark severity={finding.severity} />
              <span className="hidden">{severityWord[finding.severity]}</span>
            </span>
          )}
          {kind === 'gone' ? <del>{finding.message}</del> : <span>{finding.message}</span>}
        </li>
      ))}
      {findings.length > TOLD && (
        <li className="secondary">
          {words[kind]}另有 {findings.length - TOLD} 处
        </li>
      )}
    </>
  );
}
