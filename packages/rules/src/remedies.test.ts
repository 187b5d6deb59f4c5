import type { GoalSheet } from '@jizhun/model';
import { describe, expect, it } from 'vitest';
import { disclosure, goalSheet, income, indicator } from './example.ts';
import { checkDisclosures } from './index.ts';

/** What the rule says and advises on these sheets: a remedy that does not fit the finding costs as much trust as a wrong one. */
function said(rule: string, ...sheets: GoalSheet[]): string[] {
  const [{ findings } = { findings: [] }] = checkDisclosures([disclosure({ sheets })]).documents;
  return findings.filter((one) => one.rule === rule).map(({ message, advice }) => `${message}${advice ?? ''}`);
}

describe('the remedy', () => {
  it('caps a rate of failures instead of asking for more of them', () => {
    const [text] = said(
      'value-equals-name',
      goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例网站故障率', '示例网站故障率')] }),
    );
    expect(text).toContain('≤');
    expect(text).not.toContain('≥');
  });

  it('caps it as well where words stand for the figure', () => {
    const [text] = said(
      'rate-without-figure',
      goalSheet('示例项目', { indicators: [indicator('产出指标/质量指标/示例网站故障率', '较低')] }),
    );
    expect(text).toContain('≤');
    expect(text).not.toContain('≥');
  });

  it('takes the target of the year where only the whole cycle has none', () => {
    const [text] = said(
      'value-equals-name',
      goalSheet('示例项目', {
        indicators: [indicator('产出指标/质量指标/示例网站故障率', '≤3%', { CYCLE: '示例网站故障率' })],
      }),
    );
    expect(text).toContain('如 ≤3%');
    expect(text).not.toContain('没有写明目标');
  });

  it('speaks of hours where people are counted in hours', () => {
    const [text] = said(
      'unit-wrong-kind',
      goalSheet('示例项目', { indicators: [indicator('产出指标/数量指标/示例培训人数', '≥10小时')] }),
    );
    expect(text).toContain('时长');
    expect(text).not.toContain('…率');
  });

  it('names the lowest price of a range of prices', () => {
    const [text] = said(
      'qty-times-price',
      goalSheet('示例资金', {
        funding: [income('年度资金总额', 50)],
        indicators: [
          indicator('产出指标/数量指标/示例村级补助', '144个'),
          indicator('产出指标/成本指标/示例村级补助', '2万元/个-5万元/个'),
        ],
      }),
    );
    expect(text).toContain('最低 2万元/个，');
  });

  it('counts people in people', () => {
    const [text] = said(
      'quantity-without-figure',
      goalSheet('示例项目', { indicators: [indicator('产出指标/数量指标/示例入选人数', '达到计划人数')] }),
    );
    expect(text).toContain('≥20人');
  });

  it('sends counted articles to 数量指标', () => {
    const [text] = said(
      'mis-eco',
      goalSheet('示例项目', {
        indicators: [indicator('效益指标/生态效益指标/在示例平台发布党风廉政新闻稿', '至少十篇新闻稿')],
      }),
    );
    expect(text).toContain('移到数量指标');
  });
});
