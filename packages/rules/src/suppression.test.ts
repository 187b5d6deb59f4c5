import type { Finding, Report, Suppression } from '@jizhun/model';
import { reportSchema } from '@jizhun/model/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyBaseline, baselineOf } from './baseline.ts';
import { disclosure, goalSheet, indicator } from './example.ts';
import { checkDisclosures, rules } from './index.ts';
import { applySuppressions, type Run } from './suppression.ts';

const all = new Set(rules.map(({ id }) => id));
const run: Run = { today: '2024-03-31', ran: all, known: all };

const one = disclosure({
  sheets: [
    goalSheet('示例培训经费', {
      indicators: [
        indicator('产出指标/数量指标/培训人次', '≥800'),
        indicator('满意度/服务对象满意度/学员满意度', '≥100%'),
        indicator('产出指标/数量指标/参训单位', '≥30'),
      ],
    }),
  ],
});
const report = checkDisclosures([one], { profile: () => ({ severity: {}, disabledRules: [], ruleParameters: {} }) });
const found = report.documents[0]?.findings ?? [];
const [first, second] = found as [Finding, Finding];
const answer = (finding: Finding, more: Partial<Suppression> = {}): Suppression => ({
  rule: finding.rule,
  ...(finding.fingerprint === undefined ? {} : { fingerprint: finding.fingerprint }),
  reason: '逐人签字测评',
  ...more,
});
const apply = (suppressions: readonly Suppression[], with_: Partial<Run> = {}): Report =>
  applySuppressions(report, suppressions, { ...run, ...with_ });

describe('suppressions', () => {
  it('set a finding apart with who, when and why, and let the others stand', () => {
    const given = answer(first, { by: '王某', at: '2024-03-01', expires: '2024-03-31', version: '0'.repeat(64) });
    const { documents, lapsed } = apply([given]);
    expect(documents[0]?.findings).toEqual(found.slice(1));
    expect(documents[0]?.suppressed).toEqual([
      {
        ...first,
        reason: '逐人签字测评',
        by: '王某',
        at: '2024-03-01',
        expires: '2024-03-31',
        version: '0'.repeat(64),
      },
    ]);
    expect(lapsed).toBeUndefined();
    expect(reportSchema.parse(apply([given]))).toBeDefined();
  });

  it('may name a place instead: what lies there or within it', () => {
    const satisfaction = found.filter(({ rule }) => rule === 'pct-over-100');
    const named = (path: string) =>
      apply([{ rule: 'pct-over-100', path, reason: '逐人签字' }]).documents[0]?.suppressed.length;
    expect(named('/goalSheets/0/indicators/1')).toBe(satisfaction.length);
    expect(named('')).toBe(satisfaction.length);
    expect(named('/goalSheets/0/indicators/0')).toBe(0);
    expect(named('/goalSheets/0/indicators/1x')).toBe(0);
  });

  it.each([
    ['expired', answer(first, { expires: '2024-03-30' })],
    ['other-version', answer(first, { version: 'f'.repeat(64) })],
    ['unmatched', answer(first, { fingerprint: '1-0000000000000000' })],
    ['unmatched', answer(first, { rule: 'half-over-full' })],
    ['unmatched', answer(first, { path: '/goalSheets/7' })],
    ['no-reason', answer(first, { reason: ' ' })],
    ['unknown-rule', answer(first, { rule: 'no-such-rule' })],
  ] as const)('that are %s have no effect, and the report says so', (state, given) => {
    const after = apply([given]);
    expect(after.documents).toEqual(report.documents);
    expect(after.lapsed).toEqual([{ ...given, state }]);
    expect(reportSchema.parse(after)).toBeDefined();
  });

  it('of a rule that did not run are neither used nor called unmatched', () => {
    const gone = answer(first, { fingerprint: '1-0000000000000000' });
    expect(apply([gone], { ran: new Set() }).lapsed).toBeUndefined();
  });

  it('given twice for one finding: the first counts, the other is not unmatched', () => {
    const after = apply([answer(first, { reason: '甲' }), answer(first, { reason: '乙' })]);
    expect(after.documents[0]?.suppressed).toMatchObject([{ reason: '甲' }]);
    expect(after.lapsed).toBeUndefined();
  });

  it('lose nothing: every finding is listed or suppressed, once', () => {
    const some = fc
      .subarray(found)
      .chain((chosen) =>
        fc.tuple(
          ...chosen.map((finding) =>
            fc.boolean().map((expired) => answer(finding, expired ? { expires: '2020-01-01' } : {})),
          ),
        ),
      );
    fc.assert(
      fc.property(some, (suppressions) => {
        const [document] = apply(suppressions).documents;
        const prints = [...(document?.findings ?? []), ...(document?.suppressed ?? [])].map((f) => f.fingerprint);
        expect(prints.sort()).toEqual(found.map((f) => f.fingerprint).sort());
      }),
    );
  });
});

describe('a baseline', () => {
  it('leaves out what it knows, and counts it', () => {
    const after = applyBaseline(report, baselineOf(report), run);
    expect(after.documents[0]).toMatchObject({ findings: [], baseline: { known: found.length, gone: [] } });
    expect(reportSchema.parse(after)).toBeDefined();
  });

  it('lists what is new, and tells what is gone', () => {
    const changed = disclosure({
      sheets: [
        goalSheet('示例培训经费', {
          indicators: [
            indicator('产出指标/数量指标/培训人次', '≥900'),
            indicator('产出指标/数量指标/参训单位', '≥30'),
            indicator('满意度/服务对象满意度/学员满意度', '≥100%'),
          ],
        }),
      ],
    });
    const now = checkDisclosures([changed], {
      profile: () => ({ severity: {}, disabledRules: [], ruleParameters: {} }),
    });
    const [document] = applyBaseline(now, baselineOf(report), run).documents;
    const listed = document?.findings.map(({ subject }) => subject.level3);
    expect(new Set(listed)).toEqual(new Set(['培训人次']));
    expect(document?.baseline?.known).toBeGreaterThan(0);
    expect(document?.baseline?.gone.map(({ about }) => about)).toEqual([expect.stringContaining('培训人次')]);
    const other = applyBaseline(now, baselineOf(report), { ran: new Set(['pct-over-100']) }).documents[0];
    expect(other?.baseline?.gone).toEqual([]);
  });

  it('does not call gone what was answered for', () => {
    const after = applyBaseline(apply([answer(first)]), baselineOf(report), run);
    expect(after.documents[0]?.baseline).toEqual({ known: found.length - 1, gone: [] });
  });

  it('belongs to a document by its bytes, its path or its file name, and to no other', () => {
    const named = (name: string, sha256: string): Report['documents'][number] => ({
      source: { name, sha256, mediaType: 'text/plain' },
      findings: [first, second],
      unchecked: [],
      suppressed: [],
    });
    const of = (...documents: Report['documents']): Report => ({ schema: 'jizhun/report@1', documents });
    const known = (now: Report, then: Report) =>
      applyBaseline(now, baselineOf(then), run).documents.map(({ baseline }) => baseline !== undefined);
    const then = of(named('甲/公开.docx', 'a'), named('乙/公开.docx', 'b'), named('丙/目标.docx', 'c'));
    expect(known(of(named('甲/公开.docx', 'x'), named('丁/公开.docx', 'y'), named('目标.docx', 'z')), then)).toEqual([
      true,
      true,
      true,
    ]);
    expect(known(of(named('新/公开.docx', 'x'), named('另/其他.docx', 'c')), then)).toEqual([false, true]);
    expect(known(of(named('改名.docx', 'x')), of(named('公开.docx', 'a')))).toEqual([true]);
    expect(known(of(named('改名.docx', 'x'), named('又.docx', 'y')), of(named('公开.docx', 'a')))).toEqual([
      false,
      false,
    ]);
  });
});
