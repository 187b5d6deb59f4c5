import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSignInSearch } from './search.ts';

test('the way back is kept, with its filters', () => {
  expect(readSignInSearch({ back: '/documents?year=2024&cell=/goalSheets/0' })).toEqual({
    back: '/documents?year=2024&cell=/goalSheets/0',
  });
  expect(readSignInSearch({ back: '/' })).toEqual({});
});

test('the way back never leads to another host', () => {
  const hostile = [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ];
  for (const back of hostile) expect(readSignInSearch({ back })).toEqual({});
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { back } = readSignInSearch({ back: text });
      if (back !== undefined) expect(new URL(back, 'http://own.example').host).toBe('own.example');
    }),
  );
});
