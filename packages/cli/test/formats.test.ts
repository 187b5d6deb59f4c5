import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const bin = path.join(root, 'packages/cli/bin/jizhun.mjs');
const EXAMPLE = 'examples/示例市农业农村示例局-部门整体绩效目标.xlsx';
const check = (...args: string[]) =>
  spawnSync(process.execPath, [bin, 'check', EXAMPLE, ...args], { cwd: root, encoding: 'utf8' });

test('the HTML report is one page with the day that was given, in the file that was named', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'jizhun-formats-'));
  const file = path.join(folder, '报告.html');
  try {
    const run = check('--format', 'html', '--date', '2024-03-31', '-o', file);
    expect(run).toMatchObject({ status: 1, stdout: '' });
    const html = readFileSync(file, 'utf8');
    expect(html).toMatch(/^<!doctype html>/);
    expect(html).toContain('核对日期 2024-03-31');
    expect(html).toContain('示例市农业农村示例局-部门整体绩效目标.xlsx');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the SARIF log has the findings of the JSON report, with all rules', () => {
  const { status, stdout } = check('--format', 'sarif');
  expect(status).toBe(1);
  const log = JSON.parse(stdout) as {
    runs: { tool: { driver: { rules: unknown[] } }; results: { ruleId: string }[] }[];
  };
  const report = JSON.parse(check('--format', 'json').stdout) as { documents: { findings: { rule: string }[] }[] };
  expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toEqual(
    report.documents[0]?.findings.map(({ rule }) => rule),
  );
  expect(log.runs[0]?.tool.driver.rules.length).toBeGreaterThan(50);
});
