import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkImports, importsOf, impurities } from '../scripts/check/imports.ts';
import { checkLicences, checkLock, isFree } from '../scripts/check/lock.ts';

/** Apart, so that the check does not take the samples here for imports of this file. */
const word = 'import';

describe('imports', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), 'jizhun-imports-'));
    put('package.json', { name: 'top', devDependencies: { vitest: '1' } });
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });
  function put(name: string, content: object | string): void {
    const file = path.join(root, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  }
  function model(source: string, dependencies: Record<string, string> = {}): string[] {
    put('packages/model/package.json', { name: '@jizhun/model', dependencies });
    put('packages/model/src/index.ts', source);
    return checkImports(root).problems;
  }

  test('what package.json names is fine', () => {
    expect(
      model("import { z } from 'zod';\nimport { own } from './own.ts';\nimport '@jizhun/model';", { zod: '4' }),
    ).toEqual([]);
  });
  test.each([
    ["import { z } from 'zod';", /imports zod, which its own package\.json does not name/],
    ["import type { z } from 'zod/v4';", /imports zod/],
    ["export * from '@scope/a/b';", /imports @scope\/a/],
    [`const m = await ${word}('zod');`, /imports zod/],
    ["import x from '../../places/src/index.ts';", /out of its package/],
    ["import fs from 'fs';", /without node:/],
    ["import fs from 'node:fs';", /a pure package imports node:fs/],
    ['export const now = () => Date.now();', /a pure package uses Date\.now/],
  ])('%s is not', (source, problem) => {
    expect(model(source)).toEqual([expect.stringMatching(problem)]);
  });
  test('an arrow that the architecture does not have is not', () => {
    expect(model('export {};', { '@jizhun/rules': '1' })).toEqual([
      expect.stringMatching(/model must not depend on @jizhun\/rules/),
    ]);
  });
  test('a test may use the tools of the project', () => {
    put('packages/model/src/a.test.ts', "import { test } from 'vitest';\nimport fs from 'node:fs';");
    expect(model('export {};')).toEqual([]);
  });
  test('looking at nothing is a fault', () => {
    mkdirSync(path.join(root, 'packages'));
    expect(checkImports(root)).toEqual({ problems: ['no source file was looked at'], files: 0 });
  });
  test('comments import nothing', () => {
    expect(importsOf(`// ${word} a from 'a';\n/* ${word} b from 'b' */ ${word} c from 'c';`)).toEqual(['c']);
    expect(impurities("// new Date()\nconst kind = 'process.funds';")).toEqual([]);
    expect(impurities('const t = new Date();')).toEqual(['new Date()']);
    expect(impurities('const t = new Date(2024, 0, 1);')).toEqual([]);
  });
});

describe('licences', () => {
  test.each([
    ['MIT', true],
    ['(MIT OR GPL-3.0)', true],
    ['MIT AND OFL-1.1', true],
    ['AGPL-3.0-only', false],
    ['MIT AND GPL-2.0', false],
    ['none', false],
  ])('%s: %s', (licence, free) => {
    expect(isFree(licence)).toBe(free);
  });
  test('what ships is looked at, what only develops is not', () => {
    const packages = {
      'node_modules/a': { version: '1.0.0', license: 'AGPL-3.0' },
      'node_modules/b': { version: '1.0.0', license: 'GPL-3.0', dev: true },
    };
    expect(checkLicences({ packages }).problems).toEqual(['a@1.0.0: licence AGPL-3.0']);
    expect(checkLicences({ packages: {} }).problems).toHaveLength(1);
  });
});

describe('lock file', () => {
  const binaries = (...platforms: [string, string][]) => ({
    packages: {
      'node_modules/tool': {
        optionalDependencies: Object.fromEntries(platforms.map(([os, cpu]) => [`tool-${os}-${cpu}`, '1'])),
      },
      ...Object.fromEntries(platforms.map(([os, cpu]) => [`node_modules/tool-${os}-${cpu}`, { os: [os], cpu: [cpu] }])),
    },
  });
  test('all four platforms are there, or it says which is not', () => {
    expect(
      checkLock(binaries(['linux', 'x64'], ['linux', 'arm64'], ['win32', 'x64'], ['darwin', 'arm64'])).problems,
    ).toEqual([]);
    expect(checkLock(binaries(['linux', 'x64'], ['win32', 'x64'], ['darwin', 'arm64'])).problems).toEqual([
      'node_modules/tool: no binary for linux-arm64 in package-lock.json',
    ]);
  });
  test('names no registry', () => {
    const lock = binaries(['linux', 'x64'], ['linux', 'arm64'], ['win32', 'x64'], ['darwin', 'arm64']);
    const packages = { ...lock.packages, 'node_modules/a': { resolved: 'https://registry.example/a.tgz' } };
    expect(checkLock({ packages }).problems).toEqual([expect.stringMatching(/registry\.example/)]);
  });
});
