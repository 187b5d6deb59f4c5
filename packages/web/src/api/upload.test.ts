import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineReader } from './upload.ts';

test('lines are heard once each, however the answer is cut', () => {
  const lines = [
    { kind: 'archive', name: '甲.zip', files: 2, passedOver: [], passedOverCount: 0 },
    { kind: 'file', name: 'a.txt', outcome: 'refused' },
    { kind: 'end', added: 0, present: 0, refused: 1 },
  ];
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  fc.assert(
    fc.property(fc.array(fc.nat(text.length), { maxLength: 8 }), (cuts) => {
      const heard: unknown[] = [];
      const read = lineReader((line) => heard.push(line));
      for (const cut of [...cuts].sort((a, b) => a - b)) read(text.slice(0, cut));
      read(text);
      read(text);
      expect(heard).toEqual(lines);
    }),
  );
});
