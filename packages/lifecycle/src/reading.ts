import type { Operation } from './operations.ts';

/** Of operations whose subject is read by another name than their own. */
const ELSEWHERE: Partial<Record<Operation, Operation>> = {
  'role.assign': 'person.read',
  'account.reset': 'person.read',
  'result.decide': 'evaluation.read',
  'season.manage': 'unit.read',
};

const READING = new Map<string, Operation>(
  (
    [
      'document.read',
      'goal.read',
      'monitoring.read',
      'self-evaluation.read',
      'evaluation.read',
      'unit.read',
      'project.read',
      'person.read',
      'role.read',
      'session.read',
      'token.read',
      'audit.read',
      'system.read',
      'job.read',
    ] as const
  ).map((reading) => [reading.slice(0, reading.lastIndexOf('.')), reading]),
);

/**
 * What one must be allowed to do to know of a subject at all: whoever may not do an operation, and not this either, is
 * answered as if the subject were not there. Undefined where nobody needs to know (settings, forms).
 */
export function readingOf(operation: Operation): Operation | undefined {
  return ELSEWHERE[operation] ?? READING.get(operation.slice(0, operation.lastIndexOf('.')));
}
