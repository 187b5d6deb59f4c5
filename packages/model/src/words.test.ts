import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  budgetTableKindOf,
  cleanLabel,
  cleanText,
  displayWidth,
  fundSourceOf,
  halfWidth,
  indicatorKindOf,
  isWithin,
  originsOf,
  pointer,
  pointerSteps,
  unitAtStart,
  unitKindOf,
  valueAt,
} from './index.ts';

describe('text', () => {
  it.each([
    ['科目    编码', '科目编码'],
    ['A4 黑白打印机', 'A4黑白打印机'],
    ['GB/T 33870', 'GB/T 33870'],
    ['<p>一</p><p>二</p>', '一\n二'],
    ['　　深入学习', '深入学习'],
    ['a&nbsp;b &lt;c&gt;', 'a b<c>'],
    ['工作\n\n\n', '工作'],
  ])('%j reads %j', (printed, clean) => {
    expect(cleanText(printed)).toBe(clean);
  });

  it('joins labels that were broken to fit', () => {
    expect(cleanLabel('资金主管\n部门')).toBe('资金主管部门');
    expect(halfWidth('（１２％）')).toBe('(12%)');
    expect(halfWidth('㎡①')).toBe('㎡①');
  });

  it('cleans once and for all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('预', '算', ' ', '\n', 'A', '1', '　', '，', '<p>', '&nbsp;') }),
        (s) => {
          expect(cleanText(cleanText(s))).toBe(cleanText(s));
        },
      ),
    );
  });

  it('counts two columns for Chinese', () => {
    expect(displayWidth('预算 A4')).toBe(7);
    expect(displayWidth('≥95%')).toBe(5);
  });
});

describe('words of the field', () => {
  it.each([
    ['产出指标', '数量指标', 'output.quantity'],
    ['产出', '成本指标', 'output.cost'],
    ['成本指标', '经济成本指标', 'cost.economic'],
    ['成本指标', '社会成本指标', 'cost.social'],
    ['成本指标', '生态环境成本指标', 'cost.ecological'],
    ['效益指标', '可持续影响指标', 'benefit.sustainability'],
    ['效益', '服务对象满意度', 'satisfaction.beneficiary'],
    ['决策', '项目立项', 'decision.establishment'],
    ['过程', '资金管理', 'process.funds'],
    ['履职', '组织建设', 'duty'],
    ['别的', '别的', 'unknown'],
  ])('%s / %s is %s', (one, two, kind) => {
    expect(indicatorKindOf(one, two)).toBe(kind);
  });

  it.each([
    ['其中：财政拨款', 'fiscal'],
    ['资金总额', 'total'],
    ['一般公共预算资金', 'general-public-budget'],
    ['上年结转资金', 'carry-over'],
    ['财政专户管理资金', 'special-account'],
    ['小计', 'subtotal'],
    ['其他资金', 'other'],
    ['信息化维护经费', undefined],
  ])('%s is money of %s', (label, source) => {
    expect(fundSourceOf(label)).toBe(source);
  });

  it.each([
    ['部门预算收支总表', 'income-expenditure-summary'],
    ['部门预算财政拨款收支总表', 'fiscal-summary'],
    ['部门预算一般公共预算财政拨款支出表', 'general-public-budget-expenditure'],
    ['部门预算一般公共预算财政拨款基本支出表', 'basic-expenditure'],
    ['部门预算财政拨款“三公”经费支出表', 'three-public'],
    ['收入支出决算总表', 'income-expenditure-summary'],
    ['财政拨款收入支出决算总表', 'fiscal-summary'],
    ['部门政府采购预算', 'procurement'],
    ['部门固定资产占用情况表', 'assets'],
    ['部门预算支出总表', 'expenditure-summary'],
    ['某某情况', 'other'],
  ])('%s is %s', (title, kind) => {
    expect(budgetTableKindOf(title)).toBe(kind);
  });

  it('knows units, composites too', () => {
    expect(unitAtStart('元/人·月的标准')).toEqual({ unit: '元/人·月', length: 5 });
    expect(unitAtStart('百分比')).toEqual({ unit: '%', length: 3 });
    expect(unitAtStart('的')).toBeNull();
    expect(unitKindOf('元/人')).toBe('money');
    expect(unitKindOf('场次')).toBe('event');
  });
});

describe('pointers', () => {
  it('address any value and come back', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (steps) => {
        expect(pointerSteps(pointer(...steps))).toEqual(steps);
      }),
    );
    expect(valueAt({ a: [{ 'b/c': 1 }] }, '/a/0/b~1c')).toBe(1);
    expect(valueAt({ a: null }, '/a/b')).toBeUndefined();
    expect(isWithin('/a/b', '/a')).toBe(true);
    expect(isWithin('/ab', '/a')).toBe(false);
    expect(originsOf({ '/a': [1] }, '/a/b/c')).toEqual([1]);
  });
});
