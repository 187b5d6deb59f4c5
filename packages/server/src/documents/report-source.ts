import type { Disclosure, Report } from '@jizhun/model';
import { beijingDay } from '@jizhun/model';
import { rules } from '@jizhun/rules';
import type { DocumentContent } from '@jizhun/store';
import type { ReportSource } from '@jizhun/writer';
import { inForce } from './correct.ts';
import { unmatchedSuppressions } from './suppress.ts';

/** What the report of a stored document is printed from: the reading in force, under the name that the list shows. */
export function reportSource(content: DocumentContent, version: string, now: Date): ReportSource {
  const { name } = content.document;
  const checked = JSON.parse(content.report) as Report['documents'][number];
  const disclosure = inForce(JSON.parse(content.disclosure) as Disclosure, content.corrections);
  const lapsed = unmatchedSuppressions(content.suppressions, checked);
  return {
    report: {
      schema: 'jizhun/report@1',
      documents: [{ ...checked, source: { ...checked.source, name } }],
      ...(lapsed.length > 0 ? { lapsed } : {}),
    },
    disclosures: [disclosure],
    rules,
    date: beijingDay(now),
    tool: `绩准 ${version}`,
  };
}
