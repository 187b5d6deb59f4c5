/** A range of lines, counted from 0, the last not included. */
export type Range = readonly [start: number, end: number];

/** The lines of a rule that do something: not its texts and examples, which say what it is. */
export function ruleRanges(source: string): Range[] {
  const lines = source.split('\n');
  const at = (pattern: RegExp, from: number): number => lines.findIndex((line, i) => i >= from && pattern.test(line));
  const definition = at(/^export default define/, 0);
  const find = at(/^ {2}(?:\*?find|report)\b/, Math.max(definition, 0));
  const examples = at(/^ {2}examples: \{/, Math.max(find, 0));
  if (definition < 0 || find < 0 || examples < 0) throw new Error('This is no rule: no define…, find or examples.');
  return [
    [0, definition],
    [find, examples],
  ];
}
