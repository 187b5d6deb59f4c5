import type { Finding } from '@jizhun/model';
import { expect, test } from 'vitest';
import { differenceOf } from './difference.ts';

const finding = (rule: string, path: string, message: string, fingerprint?: string): Finding => ({
  rule,
  severity: 'error',
  message,
  subject: {},
  paths: [path],
  origins: [],
  ...(fingerprint === undefined ? {} : { fingerprint }),
});

test('what is found before and after an edit is told apart, moved and reworded findings are known again', () => {
  const same = finding('r', '/a', '一', 'f1');
  const moved = finding('r', '/b/3', '二', 'f2');
  const reworded = finding('s', '/c', '差 3', 'f3');
  const gone = finding('t', '/d', '三', 'f4');
  const before = [same, moved, reworded, gone];
  const after = [
    { ...same },
    { ...moved, paths: ['/b/4'] },
    { ...reworded, message: '差 5', fingerprint: 'f5' },
    finding('u', '/e', '四', 'f6'),
  ];
  const { gone: went, come, stay } = differenceOf(before, after);
  expect(went).toEqual([gone]);
  expect(come.map(({ rule }) => rule)).toEqual(['u']);
  expect(stay.map(({ message }) => message)).toEqual(['一', '二', '差 5']);
  expect(differenceOf(before, before)).toEqual({ gone: [], come: [], stay: before });
  expect(differenceOf([], [])).toEqual({ gone: [], come: [], stay: [] });
});
