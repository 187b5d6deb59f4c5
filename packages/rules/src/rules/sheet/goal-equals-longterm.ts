import { comparable, pointer } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { SheetIndex } from '../../disclosure-index.ts';
import { goalSheet, right, wrong } from '../../example.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';
import { sentencesOf } from '../../sheet-text.ts';
import { quote } from '../../wording.ts';

interface Fact {
  sheet: SheetIndex;
  year: string;
  longer: string;
  how: 'same' | 'sentences' | 'paragraph';
  /** The paragraph that is copied. */
  part?: string;
}

const YEAR = /^(年度|当年)(总体|绩效)?目标$/;
const LONGER = /^(中长期|中期|长期|实施期|实施周期|总体)(绩效)?目标$/;
/** A word or two (见附件, 无) is no goal that could be copied. */
const SHORT = 8;
/** A paragraph of a goal in several parts. */
const LONG_PARAGRAPH = 24;

/** How much of the year's goal stands in the longer one: all, each sentence, or one of its paragraphs; undefined for none. */
function copied(year: string, longer: string): Pick<Fact, 'how' | 'part'> | undefined {
  const text = comparable(year);
  if (text.length < SHORT) return undefined;
  const source = comparable(longer);
  if (text === source) return { how: 'same' };
  const sentences = sentencesOf(year, SHORT);
  if (sentences.length > 1 && sentences.every((sentence) => source.includes(sentence))) return { how: 'sentences' };
  const theirs = new Set(longer.split('\n').map(comparable));
  const part = year.split('\n').find((one) => comparable(one).length >= LONG_PARAGRAPH && theirs.has(comparable(one)));
  return part === undefined ? undefined : { how: 'paragraph', part };
}

export default defineRule({
  id: 'goal-equals-longterm',
  title: '年度目标照抄中长期目标',
  severity: 'info',
  scope: 'sheet',
  why: '年度目标要写当年做到什么程度。与中长期目标一字不差，看不出当年的任务。',
  basis: [`${GOALS_2015}：绩效目标分为中长期绩效目标和年度绩效目标`],
  parameters: {},
  *find(index): Generator<Fact> {
    for (const sheet of index.sheets) {
      const entries = Object.entries(sheet.sheet.attributes);
      const year = entries.find(([label]) => YEAR.test(label));
      const longer = entries.find(([label]) => LONGER.test(label));
      if (!year || !longer || /涉密/.test(year[1])) continue;
      const found = copied(year[1], longer[1]);
      if (found) yield { sheet, year: year[0], longer: longer[0], ...found };
    }
  },
  report({ sheet, year, longer, how, part }) {
    const told = {
      same: `“${year}”与“${longer}”一字不差`,
      sentences: `“${year}”的每一句都与“${longer}”中的相同`,
      paragraph: `“${year}”中“${part?.slice(0, 16)}…”一段与“${longer}”一字不差`,
    }[how];
    return {
      message: `${quote(sheet.sheet.name)}的${told}，没有写明当年的任务。`,
      subject: sheetSubject(sheet, year),
      paths: [year, longer].map((label) => sheet.path + pointer('attributes', label)),
      advice: '年度目标改写为当年要完成的工作、数量和效果。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '两个目标相同',
        { sheet: '示例业务费', row: '年度目标' },
        {
          sheets: [
            goalSheet('示例业务费', {
              attributes: { 中长期目标: '保障示例机关业务工作正常运转。', 年度目标: '保障示例机关业务工作正常运转。' },
            }),
          ],
        },
      ),
    ],
    right: [
      right('写明了当年的任务', {
        sheets: [
          goalSheet('示例业务费', {
            attributes: {
              中长期目标: '保障示例机关业务工作正常运转。',
              年度目标: '更新示例机房设备一套，保障业务工作正常运转。',
            },
          }),
        ],
      }),
    ],
  },
});
