import type { Subject } from '@jizhun/model';
import { pointer } from '@jizhun/model';
import { GOALS_2015 } from '../../basis.ts';
import type { DisclosureIndex } from '../../disclosure-index.ts';
import { goalSheet, indicator, right, spending, wrong } from '../../example.ts';
import { indicatorSubject } from '../../indicators.ts';
import { defineRule } from '../../rule.ts';
import { sheetSubject } from '../../sheet-sums.ts';

interface Fact {
  text: string;
  residue: string;
  paths: string[];
  subject: Subject;
}

/** Marks that a form prints to be written over. X and 〇 inside words, codes and numbers (5XX, 二〇〇八) are none. */
const MARKS = /\*{2,}|＊{2,}|×{2,}|(?<![A-Za-z0-9])[Xx]{2,}(?![A-Za-z0-9])|某某|_{3,}|\.{6,}|…{3,}/;
/** A whole name that only numbers what should stand there. */
const NUMBERED = /^(子项目|项目名称|任务|指标|目标|单位名称|工作任务)\s*([0-9０-９]{1,2}|[一二三四五六七八九十])?$/;
/** Instructions of the form left standing as the text. */
const HINT = /^[（(]?(此处|请在此|请填写|请简要|填写说明|可另附|可自行增加|如有请)/;

function residueIn(text: string, whole: boolean): string | undefined {
  const mark = MARKS.exec(text);
  if (mark) return mark[0];
  if (whole && NUMBERED.test(text.trim()) && /\d|[０-９一二三四五六七八九十]$/.test(text.trim())) return text.trim();
  if (whole && /^[.…·。]+$/.test(text.trim())) return text.trim();
  if (HINT.test(text.trim())) return text.trim().slice(0, 20);
  return undefined;
}

function* textsOf(index: DisclosureIndex): Generator<{ text: string; whole: boolean; path: string; subject: Subject }> {
  for (const sheet of index.sheets) {
    const { name, attributes, tasks } = sheet.sheet;
    yield { text: name, whole: true, path: `${sheet.path}/name`, subject: { sheet: name } };
    for (const [label, text] of Object.entries(attributes)) {
      yield {
        text,
        whole: false,
        path: sheet.path + pointer('attributes', label),
        subject: sheetSubject(sheet, label),
      };
    }
    for (const { line, path } of sheet.funding) {
      yield { text: line.label, whole: true, path, subject: sheetSubject(sheet, line.label) };
    }
    for (let i = 0; i < tasks.length; i++) {
      const { name: taskName, content } = tasks[i]!;
      const path = `${sheet.path}/tasks/${i}`;
      yield { text: taskName, whole: true, path, subject: sheetSubject(sheet, taskName) };
      if (content) yield { text: content, whole: false, path, subject: sheetSubject(sheet, taskName) };
    }
    for (const at of sheet.indicators) {
      const { level3, description, basis, targets } = at.indicator;
      const subject = indicatorSubject(at);
      yield { text: level3, whole: true, path: `${at.path}/level3`, subject };
      if (description) yield { text: description, whole: false, path: `${at.path}/description`, subject };
      if (basis) yield { text: basis, whole: false, path: `${at.path}/basis`, subject };
      for (let i = 0; i < targets.length; i++) {
        yield { text: targets[i]!.raw, whole: false, path: `${at.path}/targets/${i}`, subject };
      }
    }
  }
  const { unread } = index.disclosure;
  for (let i = 0; i < unread.length; i++) {
    // Of what found no place only whole names count: a residual 子项目1 of a form without name and amount.
    if (NUMBERED.test(unread[i]!.text.trim()))
      yield { text: unread[i]!.text, whole: true, path: `/unread/${i}`, subject: { row: unread[i]!.text } };
  }
}

export default defineRule({
  id: 'template-residue',
  title: '留有模板文字',
  severity: 'error',
  scope: 'cell',
  why: '“≧**%”“×××”“子项目1”是表样里等着填写的位置，留在正式文件里说明没有填完。',
  basis: [`${GOALS_2015}：绩效目标审核的完整性要求`],
  parameters: {},
  *find(index): Generator<Fact> {
    const found = new Map<string, Fact>();
    for (const { text, whole, path, subject } of textsOf(index)) {
      if (text === '') continue;
      const residue = residueIn(text, whole);
      if (residue === undefined) continue;
      // The same text in the name, the description and the basis of one indicator is one slip.
      const key = `${JSON.stringify(subject)}|${residue}`;
      const known = found.get(key);
      if (known) known.paths.push(path);
      else found.set(key, { text, residue, paths: [path], subject });
    }
    yield* found.values();
  },
  report({ text, residue, paths, subject }) {
    const shown = text.length > 40 ? `${text.slice(0, 40)}…` : text;
    return {
      message:
        residue === text.trim()
          ? `“${shown}”是表样的文字，没有填写实际内容。`
          : `“${shown}”中留有表样的“${residue}”，没有填写实际内容。`,
      subject,
      paths,
      actual: shown,
      advice: '填写实际内容；不需要的行删去。',
    };
  },
  examples: {
    wrong: [
      wrong(
        '指标名称中留有 ≧**%',
        { level3: '工作质量考核优良率（≧**%）' },
        {
          sheets: [
            goalSheet('示例补助资金', {
              indicators: [indicator('产出指标/质量指标/工作质量考核优良率（≧**%）', '≥90%')],
            }),
          ],
        },
      ),
      wrong(
        '子项目没有改名',
        { sheet: '示例任职补助', row: '子项目1' },
        { sheets: [goalSheet('示例任职补助', { funding: [spending('资金总额', 2350), spending('子项目1', 2350)] })] },
      ),
      wrong(
        '正文留有 ×××',
        { row: '立项必要性' },
        { sheets: [goalSheet('示例专项', { attributes: { 立项必要性: '根据×××文件精神设立。' } })] },
      ),
      wrong(
        '省略号代替指标名称',
        { level3: '……' },
        { sheets: [goalSheet('示例专项', { indicators: [indicator('产出指标/数量指标/……', '≥3个')] })] },
      ),
      wrong(
        '指标解释、确定依据和任务内容里留有表样的记号',
        { sheet: '示例专项', row: '任务1' },
        {
          sheets: [
            goalSheet('示例专项', {
              tasks: [
                { group: 'key', name: '任务1', content: '完成____的建设。' },
                { group: 'key', name: '示例建设任务', content: '（此处填写任务内容）' },
              ],
              indicators: [
                indicator('产出指标/数量指标/示例台账册数', '≥3册', {
                  description: '某某台账的册数。',
                  basis: '请填写确定依据',
                }),
                indicator('产出指标/数量指标/示例档案卷数', '≥XX卷'),
              ],
            }),
          ],
        },
      ),
    ],
    right: [
      right('乘号、型号不是模板文字', {
        sheets: [
          goalSheet('示例专项', {
            attributes: { 年度目标: '满意人数÷受访人数×100%；购置XX1型以外的设备；二〇二四年完成。' },
            indicators: [indicator('产出指标/数量指标/子项目验收个数', '≥3个')],
          }),
        ],
      }),
    ],
  },
});
