import type { Finding } from '@jizhun/model';
import { describe, expect, test } from 'vitest';
import { disclosure, SENTENCE, source, sumWrong, unitMissing } from '../../test/samples.ts';
import { htmlReport } from './html-report.ts';

/** What a reader sees: without style and tags. */
const wordsOf = (html: string) =>
  html
    .replace(/<style>.*?<\/style>/s, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ');

/** Every element is closed in its turn. */
function expectWellFormed(html: string): void {
  const open: string[] = [];
  const empty = new Set(['meta', 'br', 'col']);
  for (const [, end, name = ''] of html.replace(/<!doctype html>/, '').matchAll(/<(\/?)([a-z0-9]+)[^>]*>/g)) {
    if (empty.has(name)) continue;
    if (end) expect(open.pop()).toBe(name);
    else open.push(name);
  }
  expect(open).toEqual([]);
}

describe('the report as a page', () => {
  test('stands by itself: nothing is fetched, nothing runs', () => {
    const html = htmlReport(source([sumWrong, unitMissing]));
    expectWellFormed(html);
    expect(html).not.toMatch(/<script|<link|<img|<iframe|\son\w+=|url\(|https?:|@import|javascript:/i);
    expect(html).toContain(`default-src 'none'`);
    expect(html).toContain('@page{size:A4');
    expect(html).toContain('lang="zh-CN"');
  });

  test('says what it is about: documents, day, counts, by rule and by table', () => {
    const words = wordsOf(htmlReport(source([sumWrong, unitMissing])));
    expect(words).toContain('核对日期 2024-03-31');
    expect(words).toContain('公开/示例 局.txt 示例市示例局 2024 1 1 —');
    expect(words).toMatch(/按规则 .*文字说明与表中数字不一致 1 — —/);
    expect(words).toMatch(/按表 .*文字说明 1 — — 绩效目标：示例培训经费 — 1 —/);
    expect(words).toContain('绩准 0.1.0 生成');
  });

  test('shows for each finding what is printed, the arithmetic, what to do, and the basis', () => {
    const html = htmlReport(source([sumWrong, unitMissing]));
    const words = wordsOf(html);
    expect(words).toContain('1. ▲ 错误 文字说明与表中数字不一致 编号 1-fedcba9876543210');
    expect(html).toContain('<mark>1,234.50万元</mark>');
    expect(words).toContain('项目<支出> 1,000.00 ◀ 可疑');
    expect(words).toContain('= 算得 1,234.50');
    expect(words).toContain('相差 -234.50 万元');
    expect(words).toContain('建议 补填计量单位，如“人次”。');
    expect(words).toContain('依据：《示例办法》（示例〔2021〕1号）');
    // The cell of the form that the finding is about, with the heads and levels round it.
    expect(html).toMatch(/<td class="[^"]*odd warning[^"]*"[^>]*><b class="sign">●<\/b>≥800<\/td>/);
    expect(words).toMatch(/三级指标.*产出指标.*数量指标.*培训人次/);
    // The table cell is what the sentence is held against.
    expect(html).toMatch(/<td class="r also">1,000\.00<\/td>/);
    expect(words).toContain(SENTENCE.slice(0, 5));
  });

  test('tells what was answered for, what is known, what is gone, what could not be checked, what did not take hold', () => {
    const one = source([], {
      suppressed: [{ ...unitMissing, reason: '按<班>计', by: '王某', at: '2024-03-01', expires: '2024-12-31' }],
      unchecked: [{ rule: 'text-vs-table', missing: '缺少收支总表' }],
      baseline: { known: 2, gone: [{ rule: 'unit-missing', fingerprint: '1-00', about: '「册数」没有计量单位' }] },
    });
    one.report.lapsed = [
      { rule: 'unit-missing', reason: '旧', fingerprint: '1-11', state: 'expired', expires: '2024-01-01' },
    ];
    const html = htmlReport(one);
    expectWellFormed(html);
    const words = wordsOf(html);
    expect(words).toContain('没有其他问题。');
    expect(words).toContain('按<班>计 王某 2024-03-01 有效至 2024-12-31');
    expect(words).toContain('基线中已有 2 处，没有列出。');
    expect(words).toContain('指标值没有计量单位：「册数」没有计量单位');
    expect(words).toContain('文字说明与表中数字不一致 缺少收支总表');
    expect(words).toContain('已过期（有效至 2024-01-01）');
    expect(wordsOf(htmlReport(source([])))).toContain('未发现问题。');
  });

  test('takes hostile words for words', () => {
    const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\u0000';
    const one = source([
      {
        ...unitMissing,
        message: evil,
        advice: evil,
        basis: evil,
        rule: evil,
        subject: { sheet: evil },
        fingerprint: evil,
      },
    ]);
    one.disclosures[0]!.goalSheets[0]!.name = evil;
    one.disclosures[0]!.goalSheets[0]!.indicators[1]!.targets[0]!.raw = evil;
    one.report.documents[0]!.source.name = evil;
    const html = htmlReport(one);
    expectWellFormed(html);
    expect(html).not.toMatch(/<script|<img|\u0000/);
  });

  test('shows the other document of a finding across documents', () => {
    const one = source([
      { ...unitMissing, others: [{ document: 1, paths: ['/budgetTables/0/rows/3/cells/1'], origins: [] }] },
    ]);
    const [document] = one.report.documents;
    const html = htmlReport({
      ...one,
      report: {
        ...one.report,
        documents: [document!, { ...document!, findings: [], source: { ...document!.source, name: '上年.docx' } }],
      },
      disclosures: [one.disclosures[0]!, disclosure()],
    });
    expectWellFormed(html);
    expect(wordsOf(html)).toMatch(/对照：上年\.docx 部门支出总表/);
  });

  test('500 findings are set in less than two seconds', () => {
    const findings = Array.from({ length: 500 }, (_, i): Finding => {
      const other = i % 2 === 0 ? unitMissing : sumWrong;
      return { ...other, fingerprint: `1-${i}`, paths: [...other.paths, `/budgetTables/0/rows/${i % 40}/cells/0`] };
    });
    const start = performance.now();
    const html = htmlReport(source(findings));
    expect(performance.now() - start).toBeLessThan(2_000);
    expectWellFormed(html);
    expect(html.match(/<article/g)).toHaveLength(500);
  });
});
