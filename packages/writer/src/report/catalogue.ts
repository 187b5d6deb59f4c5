import type { Severity } from '@jizhun/model';

/** What a report says of a rule. The rules themselves are not known here. */
export interface RuleWords {
  id: string;
  title: string;
  severity: Severity;
  scope: string;
  why: string;
  basis: readonly string[];
}
