import { displayWidth } from '@jizhun/model';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hang, padLeft, padRight, shorten, wrapText } from './wrap.ts';

const bare = (text: string): string => text.replace(/\s/g, '');
const chinese = fc.string({
  unit: fc.constantFrom(...'预算绩效目标，。、；：？！（）《》「」“”…—·％3456789.,%≥≤ab Z/'.split('')),
  maxLength: 120,
});

describe('wrapText', () => {
  test('loses nothing and keeps to the width', () => {
    fc.assert(
      fc.property(chinese, fc.integer({ min: 12, max: 80 }), (text, width) => {
        const lines = wrapText(text, width);
        expect(bare(lines.join(''))).toBe(bare(text));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('does not begin a line with a closing mark nor end one with an opening mark', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('预算', '绩效目标', '，', '。', '、', '（甲）', '《办法》', '12.50万元', '≥95%'), {
          maxLength: 60,
        }),
        fc.integer({ min: 20, max: 80 }),
        (parts, width) => {
          // A row of marks longer than a line has to be cut somewhere; real text has no such row.
          fc.pre(!/[，。、]{3}/.test(parts.join('')));
          for (const line of wrapText(parts.join(''), width).slice(1)) expect(line).not.toMatch(/^[，。、）》]/);
          for (const line of wrapText(parts.join(''), width).slice(0, -1)) expect(line).not.toMatch(/[（《]$/);
        },
      ),
    );
  });

  test('keeps a number with its sign and unit together', () => {
    expect(wrapText('支出合计为 14379.06万元，差 0.01 万元', 20)).toEqual([
      '支出合计为',
      '14379.06万元，差',
      '0.01 万元',
    ]);
    expect(wrapText('指标值为≥95%', 11)).toEqual(['指标值为', '≥95%']);
  });

  test('keeps the line breaks of the text', () => {
    expect(wrapText('甲\n乙', 80)).toEqual(['甲', '乙']);
    expect(wrapText('', 80)).toEqual(['']);
  });
});

test('padding and shortening count wide characters as two', () => {
  expect(padRight('预算', 6)).toBe('预算  ');
  expect(padLeft('预算', 6)).toBe('  预算');
  expect(shorten('预算绩效目标表', 9)).toBe('预算绩…');
  expect(displayWidth(shorten('预算绩效目标表', 9))).toBeLessThanOrEqual(9);
  expect(shorten('预算', 9)).toBe('预算');
});

test('hang sets further lines under the first', () => {
  expect(hang('  问题', '预算绩效目标管理办法', 8, 20)).toEqual(['  问题  预算绩效目标', '        管理办法']);
});
