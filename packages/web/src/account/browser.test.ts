import { expect, test } from 'vitest';
import { browserOf } from './browser.ts';

test('browsers are named as people know them', () => {
  const chrome =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/108.0.0.0 Safari/537.36';
  expect(browserOf(chrome)).toBe('Chrome 108，Windows');
  expect(browserOf(`${chrome} Edg/108.0.1462.46`)).toBe('Edge 108，Windows');
  expect(browserOf('Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0')).toBe(
    'Firefox 115，Linux',
  );
  expect(browserOf('curl/8.1')).toBe('curl/8.1');
  expect(browserOf('')).toBe('未说明');
});
