import type { Disclosure } from '@jizhun/model';
import { profileOf } from '@jizhun/places';
import { describe, expect, it } from 'vitest';
import { disclosure, goalSheet, indicator, spending, task } from './example.ts';
import { checkDisclosures, rules } from './index.ts';
import { placeParameters } from './place-parameters.ts';

const places = [undefined, 'jiangsu', 'guangdong-jieyang', 'guangdong-guangzhou', 'hebei-kaiping', 'ningxia-pingluo'];
const profileIn = (id: string | undefined, year: number) => profileOf(id === undefined ? undefined : { id }, year);

describe('what a place settles', () => {
  it('is said only to rules that take it, in the type that they take', () => {
    for (const place of places) {
      for (const year of [2018, 2022, 2024, 2026]) {
        for (const [id, stated] of Object.entries(placeParameters(profileIn(place, year)))) {
          const rule = rules.find((one) => one.id === id);
          expect(rule, id).toBeDefined();
          for (const [name, { value }] of Object.entries(stated))
            expect(typeof rule?.parameters[name]?.default, `${id} ${name}`).toBe(typeof value);
        }
      }
    }
  });

  it('reaches the rules: the form of 揭阳市 adds up its tasks and asks for 50 characters, others do not', () => {
    const sheet = goalSheet('示例市示例局', {
      scope: 'department',
      attributes: { 总体绩效目标: '完成全年示例工作。' },
      funding: [spending('项目支出', 969.04)],
      tasks: [task('key', '示例业务工作', 148), task('other', '示例补助', 700)],
      indicators: [indicator('产出指标/数量指标/示例培训人次', '≥300人次')],
    });
    const said = (id: string | undefined) => {
      const given = disclosure({ ...(id ? { place: { id } } : {}), sheets: [sheet] });
      return new Map(checkDisclosures([given]).documents[0]!.findings.map((one) => [one.rule, one.message]));
    };
    expect(said('guangdong-jieyang').get('text-length')).toMatch(/不少于 50 字/);
    expect(said('guangdong-jieyang').get('tasks-vs-project-expenditure')).toMatch(/表样的填报要求/);
    expect(said(undefined).has('text-length')).toBe(false);
    expect(said(undefined).get('tasks-vs-project-expenditure')).not.toMatch(/表样的填报要求/);
  });

  it('follows the year: quality is required from 2022 on', () => {
    expect(placeParameters(profileIn(undefined, 2021))['missing-kinds']?.kinds?.value).toBe('output.quantity');
    expect(placeParameters(profileIn(undefined, 2022))['missing-kinds']?.kinds?.value).toBe(
      'output.quantity,output.quality',
    );
    expect(placeParameters(profileIn('ningxia-pingluo', 2024))['missing-kinds']?.kinds?.value).toMatch(/timeliness/);
  });

  it('leaves to a rule what the nation leaves open', () => {
    const national = placeParameters(profileIn(undefined, 2024));
    expect(national['weight-sum']).toBeUndefined();
    expect(national['text-length']).toBeUndefined();
    expect(national['missing-interim']).toBeUndefined();
    expect(placeParameters(profileIn('jiangsu', 2024))['missing-interim']?.half?.value).toBe(true);
    expect(placeParameters(profileIn('hebei-kaiping', 2024))['project-code']?.own?.value).toBe(true);
  });

  it('decides how severe a finding is, and whether there is one, by place and year', () => {
    const profile = (place: Disclosure['place'], year?: number) => ({
      severity: {
        'unit-missing': {
          value: year === 2025 ? ('info' as const) : ('warning' as const),
          from: 2024,
          basis: '示例',
          certainty: 'verified' as const,
          place: '示例',
        },
      },
      disabledRules: place?.id === 'jiangsu' ? ['unit-missing'] : [],
      ruleParameters: {},
    });
    const said = (fiscalYear: number, id = 'hebei-kaiping') => {
      const sheet = goalSheet('示例经费', { indicators: [indicator('产出指标/数量指标/示例设备', '≥300')] });
      const given = disclosure({ fiscalYear, place: { id }, sheets: [sheet] });
      const { findings } = checkDisclosures([given], { profile }).documents[0]!;
      return findings.find(({ rule }) => rule === 'unit-missing')?.severity;
    };
    expect(said(2024)).toBe('warning');
    expect(said(2025)).toBe('info');
    expect(said(2024, 'jiangsu')).toBeUndefined();
  });
});
