import { expect, test } from 'vitest';
import { connectionFailure, connectionOf, isPassing, publicPart } from './connection.ts';
import { DatabaseFailure, fileFailure, postgresFailure } from './failure.ts';

const withCode = (code: string, message = code) => Object.assign(new Error(message), { code });

test('what PostgreSQL prints becomes a sentence and a remedy', () => {
  const said = (output: string) => postgresFailure(output, '/data', '/data.log');
  for (const [output, code] of [
    ['FATAL:  could not write to file "pg_wal/x": No space left on device', 'no-space'],
    ['FATAL:  lock file "postmaster.pid" already exists', 'in-use'],
    ['initdb: error: could not look up effective user ID 1000: user does not exist', 'no-account'],
    ['FATAL:  data directory "/data" has wrong ownership', 'wrong-owner'],
    ['FATAL:  could not open file "x": Permission denied', 'no-permission'],
    ['FATAL:  database files are incompatible with server', 'wrong-version'],
    ['FATAL:  could not map anonymous shared memory: Cannot allocate memory', 'no-memory'],
    ['PANIC:  could not locate a valid checkpoint record', 'damaged'],
    ['something new', 'cannot-start'],
  ] as const) {
    const failure = said(output);
    expect(failure.code).toBe(code);
    expect(failure.detail).toBe(output);
    for (const words of [failure.message, failure.remedy]) expect(words).toMatch(/[\u4e00-\u9fff].*。$/);
  }
});

test('what the file system refuses names the place', () => {
  for (const code of ['ENOSPC', 'EROFS', 'EACCES', 'ENOTDIR']) {
    expect(fileFailure(withCode(code), '/some/where').message).toContain('/some/where');
  }
});

test('an address is checked, and never shown with its password', () => {
  expect(connectionOf('postgres://u:secret@db.example:5433/jizhun')).toBeDefined();
  expect(connectionOf('postgresql://u:secret@/jizhun?host=/run/postgresql')).toBeDefined();
  expect(connectionOf('postgres:///jizhun')).toBeDefined();
  for (const wrong of ['mysql://u@h/d', 'postgres://u@h', 'jizhun', '']) {
    expect(() => connectionOf(wrong)).toThrow(DatabaseFailure);
  }
  expect(publicPart('postgres://u:secret@db.example:5433/jizhun')).toBe('db.example:5433/jizhun');
  expect(publicPart('postgres://u:secret@/jizhun?host=/run')).toBe('本机/jizhun');
  expect(publicPart('not an address')).toBe('DATABASE_URL');
});

test('a refused connection says what to look at', () => {
  expect(connectionFailure(withCode('28P01'), 'h/d').code).toBe('login-refused');
  expect(connectionFailure(withCode('3D000'), 'h/d').code).toBe('no-database');
  expect(connectionFailure(withCode('ECONNREFUSED'), 'h/d').code).toBe('unreachable');
});

test('only what passes by itself is waited for', () => {
  for (const code of ['57P01', '57P03', '08006', 'ECONNREFUSED', 'ENOENT'])
    expect(isPassing(withCode(code))).toBe(true);
  expect(isPassing(new Error('Connection terminated unexpectedly'))).toBe(true);
  for (const code of ['23505', '42P01', '22021', '28P01']) expect(isPassing(withCode(code))).toBe(false);
  expect(isPassing(new Error('anything else'))).toBe(false);
});
