import type { Location, Log, Region, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import { rules, source, sumWrong, unitMissing } from '../../test/samples.ts';
import { sarifProblems } from '../../test/sarif-problems.ts';
import { sarifLog } from './sarif.ts';

const resultsOf = (log: Log): Result[] => log.runs[0]?.results ?? [];

/** What SARIF 2.1.0 asks for, and what we ask of ourselves. */
function expectValid(log: Log): void {
  expect(sarifProblems(log)).toEqual([]);
  // Nothing that JSON would drop or change.
  expect(JSON.parse(JSON.stringify(log))).toEqual(log);
  expect(log.version).toBe('2.1.0');
  expect(log.runs).toHaveLength(1);
  const [run] = log.runs;
  if (!run) throw new Error('no run');
  const known = run.tool.driver.rules ?? [];
  expect(new Set(known.map(({ id }) => id)).size).toBe(known.length);
  for (const { shortDescription, fullDescription, help } of known)
    for (const words of [shortDescription, fullDescription, help]) expect(words?.text).not.toBe('');
  const artifacts = run.artifacts ?? [];
  for (const { location, hashes } of artifacts) {
    expect(new URL(location?.uri ?? '', 'file:///x/').protocol).toBe('file:');
    expect(location?.uri).toMatch(/^[\x21-\x7e]+$/);
    expect(hashes?.['sha-256']).toMatch(/^[0-9a-f]{64}$/);
  }
  const states = new Set<unknown>();
  for (const result of run.results ?? []) {
    expect(result.message.text).toBeTruthy();
    if (result.ruleIndex !== undefined) expect(known[result.ruleIndex]?.id).toBe(result.ruleId);
    if ((result.kind ?? 'fail') !== 'fail') expect(result.level).toBe('none');
    else expect(['error', 'warning', 'note', undefined]).toContain(result.level);
    expect(result.locations?.length).toBe(1);
    states.add(result.baselineState === undefined);
    const related = result.relatedLocations ?? [];
    expect(new Set(related.map(({ id }) => id)).size).toBe(related.length);
    for (const place of [...(result.locations ?? []), ...related]) expectPlace(place, artifacts.length);
    for (const { kind, status } of result.suppressions ?? []) {
      expect(kind).toBe('external');
      expect(status).toBe('accepted');
    }
    for (const fix of result.fixes ?? []) {
      expect(fix.artifactChanges.length).toBeGreaterThan(0);
      for (const { replacements } of fix.artifactChanges) {
        expect(replacements.length).toBeGreaterThan(0);
        for (const { deletedRegion } of replacements) expectRegion(deletedRegion);
      }
    }
  }
  // Either every result is compared with a baseline and has suppressions computed, or none.
  expect(states.size).toBeLessThan(2);
  expect(new Set(resultsOf(log).map(({ suppressions }) => suppressions !== undefined)).size).toBeLessThan(2);
}

function expectPlace({ physicalLocation, logicalLocations }: Location, artifacts: number): void {
  expect(physicalLocation?.artifactLocation?.index).toBeLessThan(artifacts);
  if (physicalLocation?.region) expectRegion(physicalLocation.region);
  for (const { name, fullyQualifiedName } of logicalLocations ?? [])
    expect(`${name}${fullyQualifiedName}`).not.toBe('');
}

function expectRegion({ startLine = 0, startColumn = 1, endColumn = startColumn }: Region): void {
  expect(startLine).toBeGreaterThan(0);
  expect(startColumn).toBeGreaterThan(0);
  expect(endColumn).toBeGreaterThanOrEqual(startColumn);
}

describe('a SARIF log', () => {
  test('says rule, level, place and fingerprint of each finding', () => {
    const log = sarifLog(source([sumWrong, unitMissing]));
    expectValid(log);
    const [run] = log.runs;
    expect(run?.tool.driver).toMatchObject({ name: '绩准', version: '0.1.0', language: 'zh-CN' });
    expect(run?.tool.driver.rules?.[0]).toMatchObject({ id: 'unit-missing', name: 'UnitMissing' });
    expect(run?.properties).toEqual({ date: '2024-03-31' });
    const [first, second] = resultsOf(log);
    expect(first).toMatchObject({
      ruleId: 'text-vs-table',
      ruleIndex: 1,
      kind: 'fail',
      level: 'error',
      partialFingerprints: { 'jizhun/v1': '1-fedcba9876543210' },
      suppressions: [],
    });
    expect(first?.relatedLocations).toHaveLength(1);
    expect(second?.message.text).toBe('「培训人次」填写为 ≥800，没有计量单位。\n建议：补填计量单位，如“人次”。');
    expect(second?.locations?.[0]).toMatchObject({
      physicalLocation: {
        artifactLocation: { uri: '%E5%85%AC%E5%BC%80/%E7%A4%BA%E4%BE%8B%20%E5%B1%80.txt', index: 0 },
        region: { startLine: 8, startColumn: 11, endColumn: 15 },
      },
      logicalLocations: [
        { name: '培训人次', kind: 'indicator', fullyQualifiedName: '示例培训经费 · 产出指标/数量指标/培训人次' },
      ],
    });
  });

  test('offers a repair where it is other words in the same place of a text', () => {
    const [first, second] = resultsOf(sarifLog(source([sumWrong, unitMissing])));
    expect(second?.fixes).toMatchObject([
      {
        artifactChanges: [
          {
            replacements: [
              {
                deletedRegion: { startLine: 8, startColumn: 11, endColumn: 15 },
                insertedContent: { text: '≥800人次' },
              },
            ],
          },
        ],
      },
    ]);
    // The figure is written as the one before it.
    expect(first?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent).toEqual({ text: '1,234.50' });

    const elsewhere = source([unitMissing]);
    for (const { source: file } of elsewhere.report.documents) file.mediaType = 'application/vnd.ms-excel';
    expect(resultsOf(sarifLog(elsewhere))[0]?.fixes).toBeUndefined();
    const changed = source([unitMissing]);
    changed.disclosures[0]!.provenance['/goalSheets/0/indicators/1/targets/0'] = [
      { part: 'body', line: 8, span: [10, 16], how: 'printed' },
    ];
    expect(resultsOf(sarifLog(changed))[0]?.fixes).toBeUndefined();
  });

  test('in other files than text the place is cell and page, not a line', () => {
    const one = source([
      { ...unitMissing, origins: [{ part: 'Sheet1', cell: 'E9', line: 3, page: 2, how: 'printed' }] },
    ]);
    one.report.documents[0]!.source.mediaType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    const log = sarifLog(one);
    expectValid(log);
    const place = resultsOf(log)[0]?.locations?.[0];
    expect(place?.physicalLocation?.region).toBeUndefined();
    expect(place?.properties).toEqual({ part: 'Sheet1', cell: 'E9', page: 2, paragraph: 3 });
  });

  test('keeps apart what was answered for, what could not be checked, what is gone, and what did not take hold', () => {
    const one = source([sumWrong], {
      suppressed: [{ ...unitMissing, reason: '按班计', by: '王某', expires: '2024-12-31' }],
      unchecked: [{ rule: 'text-vs-table', missing: '缺少收支总表' }],
      baseline: { known: 2, gone: [{ rule: 'unit-missing', fingerprint: '1-00', about: '「册数」没有计量单位' }] },
    });
    one.report.lapsed = [
      { rule: 'unit-missing', reason: '旧', fingerprint: '1-11', state: 'expired', expires: '2024-01-01' },
    ];
    const log = sarifLog(one);
    expectValid(log);
    expect(resultsOf(log).map(({ kind, level, baselineState }) => [kind, level, baselineState])).toEqual([
      ['fail', 'error', 'new'],
      ['fail', 'warning', 'new'],
      ['open', 'none', 'new'],
      [undefined, undefined, 'absent'],
    ]);
    expect(resultsOf(log)[1]?.suppressions).toEqual([
      {
        kind: 'external',
        status: 'accepted',
        justification: '按班计',
        properties: { by: '王某', expires: '2024-12-31' },
      },
    ]);
    expect(log.runs[0]?.invocations?.[0]?.toolConfigurationNotifications).toMatchObject([
      { level: 'warning', associatedRule: { id: 'unit-missing', index: 0 } },
    ]);
  });

  test('names files as URIs, and places in other documents', () => {
    const one = source([{ ...sumWrong, others: [{ document: 1, paths: [], origins: unitMissing.origins }] }]);
    const [document] = one.report.documents;
    const named = (name: string) => ({ ...document!, findings: [], source: { ...document!.source, name } });
    const log = sarifLog({
      ...one,
      report: { ...one.report, documents: [document!, named('/data/目标.txt'), named('C:\\data\\a b.txt')] },
      disclosures: [one.disclosures[0]!, one.disclosures[0]!, one.disclosures[0]!],
    });
    expectValid(log);
    expect(log.runs[0]?.artifacts?.map(({ location }) => location?.uri).slice(1)).toEqual([
      'file:///data/%E7%9B%AE%E6%A0%87.txt',
      'file:///C:/data/a%20b.txt',
    ]);
    expect(resultsOf(log)[0]?.relatedLocations?.[1]?.physicalLocation?.artifactLocation?.index).toBe(1);
    expect(rules.length).toBe(log.runs[0]?.tool.driver.rules?.length);
  });

  test('names a file once that was given twice, and any name as a URI', () => {
    const one = source([sumWrong]);
    const document = one.report.documents[0]!;
    const odd = { ...document, findings: [], source: { ...document.source, name: '?#[表] 100%:\ud800.txt' } };
    const log = sarifLog({
      ...one,
      report: { ...one.report, documents: [document, odd, document] },
      disclosures: [one.disclosures[0]!, one.disclosures[0]!, one.disclosures[0]!],
    });
    expectValid(log);
    expect(log.runs[0]?.artifacts).toHaveLength(2);
    expect(resultsOf(log).map(({ locations }) => locations?.[0]?.physicalLocation?.artifactLocation?.index)).toEqual([
      0, 0,
    ]);
  });

  test('takes printed braces for no places of arguments', () => {
    const log = sarifLog(source([{ ...sumWrong, message: '「{0}」未填写。', advice: '删去“}”。' }]));
    expectValid(log);
    expect(resultsOf(log)[0]?.message.text).toBe('「{{0}}」未填写。\n建议：删去“}}”。');
  });

  test('is held against the standard by a check that finds what is wrong', () => {
    const log = sarifLog(source([sumWrong, unitMissing]));
    const wrong = (change: (log: Log) => void): string[] => {
      const copy = structuredClone(log);
      change(copy);
      return sarifProblems(copy);
    };
    expect(wrong((one) => Object.assign(one, { version: '2.0.0' }))).toEqual(['/version: none of 2.1.0']);
    expect(wrong((one) => Object.assign(one.runs[0]!, { result: [] }))).toEqual(['/runs/0: result is no member']);
    expect(wrong((one) => Object.assign(one.runs[0]!.results![0]!, { ruleIndex: 0 }))).toEqual([
      '/runs/0/results/0: another rule',
    ]);
    expect(wrong((one) => delete (one.runs[0]!.results![0] as Partial<Result>).message)).toEqual([
      '/runs/0/results/0: message is missing',
    ]);
    expect(wrong((one) => one.runs[0]!.artifacts!.push(one.runs[0]!.artifacts![0]!))).toEqual([
      '/runs/0/artifacts: the same twice',
    ]);
  });
});
