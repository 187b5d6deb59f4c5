import { namedJsonSchemas } from '@jizhun/api';
import { expect, test } from 'vitest';
import { boundsIn } from './settings.ts';

test('every setting has a title, bounds and a hint of its own', () => {
  const bounds = boundsIn(namedJsonSchemas().Settings ?? {});
  expect(Object.keys(bounds)).toEqual(['password', 'lockOut', 'session', 'logs']);
  expect(bounds.password?.minLength).toEqual({
    title: '口令至少几个字符',
    hint: '8 至 64，通常 10',
    least: 8,
    most: 64,
  });
  for (const { title, hint, least, most } of Object.values(bounds).flatMap((fields) => Object.values(fields))) {
    expect(title).not.toBe('');
    expect(hint).not.toBe('');
    expect(least).toBeLessThan(most);
  }
});
