import { expect, test } from 'vitest';
import { changesOf, operationWord } from './words.ts';

const subject = { kind: 'document', id: 'd' };

test('operations are told in words, unknown ones by their name', () => {
  expect(operationWord('document.add')).toBe('加入文件');
  expect(operationWord('sheet.approve')).toBe('sheet.approve');
});

test('what was added, and what came of reading again, without digests', () => {
  expect(
    changesOf({ subject, before: null, after: '{"name":"预算.docx","sha256":"ab","bytes":2048,"example":false}' }),
  ).toEqual([
    { label: '文件名', to: '预算.docx' },
    { label: '大小', to: '2.0 KB' },
  ]);
  expect(
    changesOf({
      subject,
      before: '{"reader":"a","rules":"b","findings":3}',
      after: '{"reader":"c","rules":"d","findings":5}',
    }),
  ).toEqual([{ label: '问题数', from: '3', to: '5' }]);
});

test('a correction is told value by value, and taken back with what stood', () => {
  expect(
    changesOf({
      subject,
      before: '[{"path":"/title","value":"甲"}]',
      after: '{"change":1,"values":[{"path":"/title","value":"乙"}]}',
    }),
  ).toEqual([{ label: '/title', from: '甲', to: '乙' }]);
  expect(changesOf({ subject, before: '{"change":1,"values":[{"path":"/title","value":null}]}', after: null })).toEqual(
    [{ label: '/title', from: 'null' }],
  );
});
