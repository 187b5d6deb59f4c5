import { INDICATORS_2021 } from '../../basis.ts';
import type { IndicatorIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { allIndicators, indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { quote } from '../../wording.ts';

export default defineRule({
  id: 'value-missing',
  title: '指标没有指标值',
  severity: 'error',
  scope: 'indicator',
  why: '写了三级指标而没有指标值，等于没有目标。整行都空白的，是不适用，不在此列。',
  basis: [`${INDICATORS_2021}：指标值的设定（量化易评）`],
  parameters: {},
  *find(index): Generator<IndicatorIndex> {
    for (const at of allIndicators(index)) {
      if (at.sheet.sheet.withheld || at.indicator.level3 === '') continue;
      if (at.indicator.targets.every(({ raw }) => raw.trim() === '')) yield at;
    }
  },
  report(at) {
    return {
      message: `${quote(at.indicator.level3)}没有填写指标值。`,
      subject: indicatorSubject(at),
      paths: [`${at.path}/level3`],
      actual: '未填',
      advice: '填写要达到的数量或程度；不适用的，删去这一行。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '经济效益没有指标值',
        { level3: '促进地方经济发展' },
        {
          sheets: [
            goalSheet('示例工作经费', { indicators: [indicator('效益指标/经济效益/促进地方经济发展', undefined)] }),
          ],
        },
      ),
    ],
    right: [
      right('只填了半年，或者整行空白', {
        sheets: [
          goalSheet('示例工作经费', {
            indicators: [
              indicator('效益指标/社会效益/促进党员党性修养', undefined, { H1: '提高' }),
              indicator('效益指标/生态效益/', undefined),
            ],
          }),
        ],
      }),
    ],
  },
});
