/** A command line that cannot be understood. `message` is Chinese and says what to type instead. */
export class UsageError extends Error {}

export interface OptionSpec {
  /** Long name without dashes. */
  name: string;
  short?: string;
  /** Name of the value in the help text; an option without one is a switch. */
  value?: string;
  /** The only values allowed. */
  choices?: readonly string[];
  /** May be given several times: each time one value (a file name may hold commas), or several with commas between. */
  multiple?: 'one each' | 'commas';
  summary: string;
}

export interface Arguments {
  positionals: string[];
  /** Whether a switch, or an option with a value, was given. */
  has(name: string): boolean;
  /** The last value given for an option. */
  value(name: string): string | undefined;
  /** All values of an option that may be given several times. */
  values(name: string): string[];
}

/**
 * Reads a command line: `--name value`, `--name=value`, `-n value`, `-nvalue`, `--` before names that begin with a dash,
 * and `-` (standard input) as a plain argument. Throws `UsageError` for what `specs` does not allow.
 */
export function parseArguments(args: readonly string[], specs: readonly OptionSpec[]): Arguments {
  const positionals: string[] = [];
  const given = new Map<string, string[]>();
  const take = (spec: OptionSpec, shown: string, value: string | undefined, rest: () => string | undefined): void => {
    const values = given.get(spec.name) ?? [];
    given.set(spec.name, values);
    if (spec.value === undefined) {
      if (value !== undefined) throw new UsageError(`选项 ${shown} 不带值，写了「${value}」。`);
      return;
    }
    const text = value ?? rest();
    if (text === undefined || text === '')
      throw new UsageError(`选项 ${shown} 后面缺少${spec.choices ? `值：${spec.choices.join('、')}` : spec.value}。`);
    const parts = spec.multiple === 'commas' ? text.split(/[,，]/).filter((part) => part !== '') : [text];
    for (const part of parts)
      if (spec.choices && !spec.choices.includes(part))
        throw new UsageError(`选项 ${shown} 的值「${part}」无效，可用：${spec.choices.join('、')}。`);
    values.push(...parts);
  };

  for (let i = 0; i < args.length; i++) {
    const argument = args[i] ?? '';
    const next = (): string | undefined => args[++i];
    if (argument === '--') {
      positionals.push(...args.slice(i + 1));
      break;
    }
    if (argument === '-' || !argument.startsWith('-')) {
      positionals.push(argument);
    } else if (argument.startsWith('--')) {
      const equals = argument.indexOf('=');
      const shown = equals < 0 ? argument : argument.slice(0, equals);
      const spec = specs.find((s) => `--${s.name}` === shown);
      if (!spec) throw new UsageError(unknown(shown, specs));
      take(spec, shown, equals < 0 ? undefined : argument.slice(equals + 1), next);
    } else {
      const shown = argument.slice(0, 2);
      const spec = specs.find((s) => s.short === shown[1]);
      if (!spec) throw new UsageError(unknown(shown, specs));
      take(spec, shown, argument.length > 2 ? argument.slice(2) : undefined, next);
    }
  }
  return {
    positionals,
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  };
}

function unknown(shown: string, specs: readonly OptionSpec[]): string {
  const near = nearest(
    shown.replace(/^-+/, ''),
    specs.map((s) => s.name),
  );
  return `没有选项 ${shown}${near ? `，是否要写 --${near}` : ''}。`;
}

/** The word that a misspelt one most likely means, or undefined where none is near. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(2, Math.floor(word.length / 3)) + 1;
  for (const candidate of words) {
    const distance = candidate.startsWith(word) && word.length > 1 ? 1 : editDistance(word, candidate);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(substitution, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
