import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseScenario, printScenario, runScenario } from './scenario.ts';

/** Written anew by `npm test -- packages/cli -u`; read the difference before committing it. */
const folder = path.join(import.meta.dirname, 'scenarios');
const names = readdirSync(folder).filter((name) => name.endsWith('.scenario'));

test('there are scenarios', () => {
  expect(names.length).toBeGreaterThan(10);
});

test.each(names)('%s', async (name) => {
  const file = path.join(folder, name);
  const scenario = parseScenario(readFileSync(file, 'utf8'));
  await expect(printScenario(runScenario(scenario))).toMatchFileSnapshot(file);
});
