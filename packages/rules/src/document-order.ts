import type { Disclosure, Finding, JsonPointer } from '@jizhun/model';
import { originsOf, pointerSteps } from '@jizhun/model';

/** Order of the parts of a disclosure and of a sheet where the file itself gives none. */
const PARTS = [
  'title',
  'fiscalYear',
  'place',
  'unit',
  'budgetTables',
  'statements',
  'paragraphs',
  'goalSheets',
  'unread',
];
const SHEET_PARTS = [
  'name',
  'code',
  'unit',
  'supervisor',
  'attributes',
  'funding',
  'schedule',
  'tasks',
  'parts',
  'plan',
  'indicators',
];

/**
 * The key by which a finding stands in the order of its document. In a text the line decides; in other files tables, prose
 * and sheets stand in the order of the reading, each in its own order.
 */
export function documentOrder(disclosure: Disclosure): (finding: Finding) => number[] {
  const byLine = disclosure.source.mediaType.startsWith('text/plain');
  return (finding) => {
    const [first = ''] = finding.paths;
    return [byLine ? (lineOf(disclosure, first) ?? Number.MAX_SAFE_INTEGER) : 0, ...pathKey(first)];
  };
}

function lineOf(disclosure: Disclosure, path: JsonPointer): number | undefined {
  const unread = /^\/unread\/(\d+)$/.exec(path);
  if (unread) return disclosure.unread[Number(unread[1])]?.at.line;
  return originsOf(disclosure.provenance, path)[0]?.line;
}

function pathKey(path: JsonPointer): number[] {
  const steps = pointerSteps(path);
  return steps.map((step, depth) => {
    if (/^\d+$/.test(step)) return Number(step);
    const known = depth === 0 ? PARTS.indexOf(step) : steps[0] === 'goalSheets' ? SHEET_PARTS.indexOf(step) : 0;
    return known < 0 ? 99 : known;
  });
}
