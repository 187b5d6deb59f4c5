import { type Operation, operationFacts, operationNames } from '@jizhun/lifecycle';

/*
 * What the page has to know of the interface as values. Apart from the schemas, which would bring their library along.
 */

/** A token holds so many days at most. */
export const LONGEST_TOKEN_DAYS = 366;

/**
 * Of these groups there are operations in the interface. Who may do what, and who gets in, is not among them: that is
 * decided by people at the page, and no program is let near it.
 */
const GROUPS: ReadonlySet<string> = new Set(['文件', '单位与项目', '记录', '系统']);

/** What a token may be given for. */
export const tokenScopes: readonly Operation[] = operationNames.filter(
  (name) => GROUPS.has(operationFacts(name).group) && name !== 'season.manage',
);

/** What can be told, in the words of the trail: changes of content, never log-ins or permissions. */
export const toldOperations = [
  'document.add',
  'document.add-again',
  'document.remove',
  'document.restore',
  'document.correct',
  'document.withdraw-correction',
  'document.suppress',
  'document.end-suppression',
  'document.read-again',
  'document.check-again',
  'unit.add',
  'unit.change',
  'unit.merge',
  'unit.split',
  'unit.end',
  'project.add',
  'project.change',
  'project.end',
  'project.resume',
] as const;
