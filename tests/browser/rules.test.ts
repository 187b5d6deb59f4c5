import type { RuleList } from '@jizhun/api';
import { describe, expect, it } from 'vitest';
import { addressOf, ask, useBrowser } from './support.ts';

const browser = useBrowser();
const catalogue = async () => ((await (await ask('/rules')).json()) as RuleList).rules;

describe('the catalogue of rules', () => {
  it('lists, searches and filters', async () => {
    const rules = await catalogue();
    const page = await browser.visit('/rules');
    const rows = page.locator('.rules-table tbody tr');
    await expect.poll(() => rows.count()).toBe(rules.length);
    const one = rules[0];
    if (!one) throw new Error('there are no rules');
    await page.getByRole('searchbox', { name: '搜索规则' }).fill(one.id);
    await page.waitForURL((url) => url.searchParams.get('q') === one.id);
    expect(await rows.first().textContent()).toContain(one.title);
    await page.getByRole('searchbox', { name: '搜索规则' }).fill('');
    await page.getByRole('combobox', { name: '级别' }).click();
    await page.getByTitle('错误', { exact: true }).click();
    await expect.poll(() => rows.count()).toBe(rules.filter((r) => r.severity === 'error').length);
    expect(addressOf(page).query.get('severity')).toBe('error');
  });

  it('explains each rule with examples that are right and wrong', async () => {
    const rules = await catalogue();
    const page = await browser.visit('/rules');
    const rule = rules.find((r) => r.parameters.length > 0) ?? rules[0];
    if (!rule) throw new Error('there are no rules');
    await page.getByRole('link', { name: rule.title, exact: true }).click();
    await page.waitForURL(new RegExp(`/rules/${rule.id}$`));
    const text = await page.locator('.rule').textContent();
    expect(text).toContain(rule.title);
    expect(text).toContain(rule.why);
    for (const basis of rule.basis) expect(text).toContain(basis);
    for (const parameter of rule.parameters) expect(text).toContain(parameter.title);
    expect(await page.locator('.example-wrong').count()).toBe(
      rule.examples.filter((e) => e.verdict === 'wrong').length,
    );
    expect(await page.locator('.example-right').count()).toBe(
      rule.examples.filter((e) => e.verdict === 'right').length,
    );
  });
});
