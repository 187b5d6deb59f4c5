import type { Level1, Level2, Taxonomy } from '../types.ts';

/**
 * The classes of indicators that the national regulations know. Places take from here what their own forms print alike.
 */

const quantity: Level2 = { name: '数量指标', aliases: ['数量'], kind: 'output.quantity' };
const quality: Level2 = { name: '质量指标', aliases: ['质量'], kind: 'output.quality' };
const timeliness: Level2 = { name: '时效指标', aliases: ['时效'], kind: 'output.timeliness' };
const outputCost: Level2 = { name: '成本指标', aliases: ['成本'], kind: 'output.cost' };

const economic: Level2 = { name: '经济效益指标', aliases: ['经济效益'], kind: 'benefit.economic' };
const social: Level2 = { name: '社会效益指标', aliases: ['社会效益'], kind: 'benefit.social' };
const ecological: Level2 = {
  name: '生态效益指标',
  aliases: ['生态效益', '环境效益指标', '环境效益'],
  kind: 'benefit.ecological',
};
const sustainability: Level2 = {
  name: '可持续影响指标',
  aliases: ['可持续影响', '可持续发展影响指标'],
  kind: 'benefit.sustainability',
};

export const satisfaction: Level1 = {
  name: '满意度指标',
  aliases: ['满意度', '服务对象满意度', '服务对象满意度指标'],
  group: 'satisfaction',
  level2: [
    {
      name: '服务对象满意度指标',
      aliases: ['服务对象满意度', '社会公众或服务对象满意度指标', '满意度指标'],
      kind: 'satisfaction.beneficiary',
    },
  ],
};

export const benefit: Level1 = {
  name: '效益指标',
  aliases: ['效益', '效果指标'],
  group: 'benefit',
  level2: [economic, social, ecological, sustainability],
};

/** 产出 with 成本 under it. */
export const outputWithCost: Level1 = {
  name: '产出指标',
  aliases: ['产出', '项目产出'],
  group: 'output',
  level2: [quantity, quality, timeliness, outputCost],
};

const output: Level1 = { ...outputWithCost, level2: [quantity, quality, timeliness] };

const cost: Level1 = {
  name: '成本指标',
  aliases: ['成本'],
  group: 'cost',
  level2: [
    { name: '经济成本指标', aliases: ['经济成本'], kind: 'cost.economic' },
    { name: '社会成本指标', aliases: ['社会成本'], kind: 'cost.social' },
    { name: '生态环境成本指标', aliases: ['生态环境成本', '环境成本'], kind: 'cost.ecological' },
  ],
};

const withoutSustainability: Level1 = { ...benefit, level2: [economic, social, ecological] };

const old: readonly Level1[] = [outputWithCost, benefit, satisfaction];
const current: readonly Level1[] = [cost, output, withoutSustainability, satisfaction];

/** 产出 (with 成本), 效益 (with 可持续影响), 满意度. */
export const OLD_TAXONOMY: Taxonomy = { department: old, project: old };

/** 成本, 产出, 效益, 满意度. */
export const NEW_TAXONOMY: Taxonomy = { department: current, project: current };
