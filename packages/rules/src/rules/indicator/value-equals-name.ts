import { comparable, type Target } from '@jizhun/model';
import { INDICATORS_2021 } from '../../basis.ts';
import { goalSheet, indicator, right, wrong } from '../../example.ts';
import { indicatorSubject, printedTargets, type TargetAt, targetOf, targetsByIndicator } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { isFailureName, isRateName, quote } from '../../wording.ts';

interface Fact {
  targets: readonly [TargetAt, ...TargetAt[]];
}

function repeatsName({ at, target }: TargetAt): boolean {
  if (target.value !== null) return false;
  const text = comparable(target.text ?? target.raw);
  return text.length > 1 && text === at.key;
}

function adviceForCycle({ raw, value }: Target): string {
  return `填写整个周期要达到的数量或程度${value === null ? '' : `，与年度的写法一致，如 ${raw}`}。`;
}

function adviceFor(name: string): string {
  if (isFailureName(name)) return '填写不超过多少，用“≤”，如 ≤5%。';
  return isRateName(name) ? '填写要达到的比率，如 ≥90%。' : '填写要达到的数量或程度。';
}

export default defineRule({
  id: 'value-equals-name',
  title: '指标值照抄指标名称',
  severity: 'error',
  scope: 'indicator',
  why: '指标值要写达到什么程度。把指标名称再写一遍，没有目标，年底无法判断是否完成。',
  basis: [`${INDICATORS_2021}：绩效指标应当量化易评`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const targets of targetsByIndicator(index, repeatsName)) yield { targets };
  },
  report({ targets }) {
    const [{ at, target }] = targets;
    const { level3 } = at.indicator;
    // 实施周期指标值 is often filled in with what is measured; the year's value then says how much.
    const year = targets.every((one) => one.target.period === 'CYCLE') ? targetOf(at, 'FY')?.target : undefined;
    return {
      ...(year ? { severity: 'warning' as const } : {}),
      message: `${quote(level3)}${printedTargets(targets)}，与指标名称相同，${year ? '整个周期要达到多少没有写' : '没有写明目标'}。`,
      subject: indicatorSubject(at),
      paths: [...targets.map(({ path }) => path), `${at.path}/level3`],
      actual: target.raw,
      advice: year ? adviceForCycle(year) : adviceFor(level3),
    };
  },
  examples: {
    wrong: [
      wrong(
        '指标值又写了一遍满意度',
        { level3: '服务对象满意度' },
        {
          sheets: [
            goalSheet('示例驻村经费', {
              indicators: [indicator('满意度指标/服务对象满意度指标/服务对象满意度', '服务对象满意度')],
            }),
          ],
        },
      ),
    ],
    right: [
      right('写明了程度', {
        sheets: [
          goalSheet('示例驻村经费', {
            indicators: [
              indicator('满意度指标/服务对象满意度指标/服务对象满意度', '≥90%'),
              indicator('效益指标/可持续影响指标/示例服务持续度', '可持续发展'),
            ],
          }),
        ],
      }),
    ],
  },
});
