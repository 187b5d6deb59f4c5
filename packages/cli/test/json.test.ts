import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { disclosureSchema, reportSchema } from '@jizhun/model/schema';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/jizhun.mjs');

function lines(...args: string[]): unknown[] {
  const { stdout, status } = spawnSync(process.execPath, [bin, ...args, '--format', 'json', '-q'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  expect([0, 1]).toContain(status);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

test('every reading printed keeps to the published schema, one a line', () => {
  const readings = lines('read', 'examples').map((reading) => disclosureSchema.parse(reading));
  expect(readings.length).toBeGreaterThanOrEqual(5);
  expect(new Set(readings.map(({ source }) => source.name)).size).toBe(readings.length);
});

test('the report printed keeps to the published schema, over all files in one', () => {
  const [report, ...more] = lines('check', 'examples');
  expect(more).toEqual([]);
  const { documents } = reportSchema.parse(report);
  expect(documents.length).toBeGreaterThanOrEqual(5);
  expect(documents.some(({ findings }) => findings.length > 0)).toBe(true);
});
