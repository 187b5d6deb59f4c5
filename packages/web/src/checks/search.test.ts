import { expect, test } from 'vitest';
import { idsOf, readChecksSearch } from './search.ts';

test('an address names documents, each once; what is none is left out', () => {
  const [a, b] = ['ce24bd5a-ce68-4535-889b-383dd30b35c7', 'd465f2d2-5b54-488d-bb81-7f00d1b4defa'];
  expect(idsOf(readChecksSearch({ documents: `${a},x,${b},${a}` }))).toEqual([a, b]);
  expect(readChecksSearch({ documents: 'x' })).toEqual({});
  expect(idsOf(readChecksSearch({}))).toEqual([]);
});
