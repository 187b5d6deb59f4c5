import { cleanText } from '@jizhun/model';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { difference } from './difference.ts';

const apply = (raw: string, wanted: string): string => {
  const change = difference(raw, wanted);
  return change ? raw.slice(0, change.start) + change.text + raw.slice(change.end) : raw;
};

test('what does not change stays, blanks between characters too', () => {
  expect(apply('资 金 总 额', '资金总数')).toBe('资 金 总 数');
  expect(difference('15人数', '15人')).toEqual({ start: 3, end: 4, text: '' });
  expect(difference('≥ 90 %', '≥95%')).toEqual({ start: 3, end: 4, text: '5' });
  expect(difference('一\n\n二', '一\n二')).toBeUndefined();
});

test('a character of two units is not cut', () => {
  expect(apply('甲𠀀乙', '甲𠀁乙')).toBe('甲𠀁乙');
});

test('whatever stood there, afterwards it reads as wanted', () => {
  const words = fc.string({ unit: fc.constantFrom(...'甲乙一 \n\t9≥%a<&; ', '<p>', '&nbsp;'), maxLength: 12 });
  fc.assert(
    fc.property(words, words, (raw, other) => {
      const wanted = cleanText(other);
      expect(cleanText(apply(raw, wanted))).toBe(cleanText(wanted));
    }),
    { numRuns: 2_000 },
  );
});
