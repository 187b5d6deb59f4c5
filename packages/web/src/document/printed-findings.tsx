import type { DocumentReport, RuleSummary } from '@jizhun/api';
import { memo, type ReactNode } from 'react';
import { severityWord } from '../format/words.ts';
import { type PlacedFinding, whereOf } from './findings.ts';
import type { Section } from './layout.ts';

interface PrintedFindingsProps {
  placed: readonly PlacedFinding[];
  sections: readonly Section[];
  rules: ReadonlyMap<string, RuleSummary>;
  report: DocumentReport;
}

/** The list of findings as it is printed after the forms. */
export const PrintedFindings = memo(function PrintedFindings({
  placed,
  sections,
  rules,
  report,
}: PrintedFindingsProps): ReactNode {
  const titles = new Map(sections.map((s) => [s.id, s.title]));
  return (
    <section className="printed-findings">
      <h2>核对结果</h2>
      {placed.length === 0 && <p>未发现问题。</p>}
      {placed.length > 0 && (
        <table className="printed-table">
          <thead>
            <tr>
              <th scope="col">序号</th>
              <th scope="col">级别</th>
              <th scope="col">位置</th>
              <th scope="col">问题</th>
              <th scope="col">怎么办</th>
            </tr>
          </thead>
          <tbody>
            {placed.map((p, i) => (
              <tr key={p.key}>
                <td>{i + 1}</td>
                <td>{severityWord[p.finding.severity]}</td>
                <td>{[titles.get(p.section), whereOf(p.finding)].filter(Boolean).join(' › ')}</td>
                <td>
                  <b>{rules.get(p.finding.rule)?.title ?? p.finding.rule}</b>
                  <br />
                  {p.finding.message}
                </td>
                <td>{p.finding.advice}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {report.suppressed.length > 0 && (
        <>
          <h3>说明理由后忽略</h3>
          <ul>
            {report.suppressed.map((s) => (
              <li key={s.rule + s.message}>
                {s.message}理由：{s.reason}
                {s.by !== undefined && `（${s.by}）`}
              </li>
            ))}
          </ul>
        </>
      )}
      {report.unchecked.length > 0 && (
        <>
          <h3>未能核对</h3>
          <ul>
            {report.unchecked.map((u) => (
              <li key={u.rule + u.missing}>
                {rules.get(u.rule)?.title ?? u.rule}：缺{u.missing}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
});
