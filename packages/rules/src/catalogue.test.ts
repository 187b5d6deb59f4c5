import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueFiles, rules } from './index.ts';

const source = path.join(import.meta.dirname, 'rules');
const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && path.basename(name) !== 'index.ts')
  .sort();
const docs = path.resolve(import.meta.dirname, '../../../docs/rules');

describe('the rule catalogue', () => {
  it('has one file for each rule, and each file in the index', async () => {
    const exported = await Promise.all(
      files.map(async (name) => ((await import(path.join(source, name))) as { default: { id: string } }).default),
    );
    exported.forEach((rule, i) => {
      expect(rule, `${files[i]} has no default export`).toBeDefined();
      expect(rules, `${files[i]} is not in rules/index.ts`).toContain(rule);
      expect(path.basename(files[i]!, '.ts')).toBe(rule.id);
    });
    expect(rules.length).toBe(files.length);
  });

  it('has each id once', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it.each(rules.map((rule) => ({ id: rule.id, rule })))('$id says everything', ({ rule }) => {
    expect(rule.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(rule.title).toMatch(/^[^。！!]{4,30}$/);
    expect(rule.why).toMatch(/[\u4e00-\u9fff].{14,}。$/);
    expect(rule.basis.length).toBeGreaterThan(0);
    for (const basis of rule.basis) expect(basis).toMatch(/《.+》/);
    // The first names the regulation by its number: it stands under every finding.
    expect(rule.basis[0]).toMatch(/〔\d{4}〕\d+号/);
    expect(rule.examples.wrong.length).toBeGreaterThan(0);
    expect(rule.examples.right.length).toBeGreaterThan(0);
    for (const { title, subject } of rule.examples.wrong) {
      expect(title).not.toBe('');
      expect(Object.keys(subject).length).toBeGreaterThan(0);
    }
    for (const { title } of Object.values(rule.parameters)) expect(title).toMatch(/[\u4e00-\u9fff]/);
  });

  it('shows only invented units and projects', () => {
    for (const rule of rules) {
      for (const { title, disclosures } of [...rule.examples.wrong, ...rule.examples.right]) {
        for (const disclosure of disclosures) {
          expect(disclosure.unit?.name, `${rule.id}: ${title}`).toMatch(/示例/);
          for (const { name } of disclosure.goalSheets) expect(name, `${rule.id}: ${title}`).toMatch(/示例/);
        }
      }
    }
  });

  it.each(rules.map((rule) => ({ id: rule.id, rule })))(
    '$id has a page that says what it does: npm run docs:rules',
    ({ rule }) => {
      const name = `${rule.id}.md`;
      expect(readFileSync(path.join(docs, name), 'utf8')).toBe(catalogueFiles([rule]).get(name));
    },
  );

  it('lists its pages: npm run docs:rules', () => {
    // What no rule looks at has a page of its own: tests/field.test.ts.
    expect(readdirSync(docs).sort()).toEqual(
      [...rules.map(({ id }) => `${id}.md`), 'README.md', 'out-of-reach.md'].sort(),
    );
    expect(readFileSync(path.join(docs, 'README.md'), 'utf8')).toBe(catalogueFiles().get('README.md'));
  });
});
