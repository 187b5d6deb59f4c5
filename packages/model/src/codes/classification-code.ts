/**
 * A code of an official classification with its name in one edition.
 *
 * `verified` says that code and name were seen together in a published document of the edition's year. All other entries
 * are known by heart: a rule may give advice on them, but neither an error nor a warning.
 */
export interface ClassificationCode {
  code: string;
  name: string;
  /** 类 1, 款 2, 项 3; for procurement the depth in the catalogue. */
  level: number;
  /** Code of the class above; absent at level 1. */
  parent?: string;
  /** Year of the edition. */
  year: number;
  /** Document that sets the edition, as it is shown. */
  source: string;
  verified: boolean;
}

export interface Edition {
  year: number;
  source: string;
  /** One entry a line: code, blank, name; ` *` at the end where both were seen printed together. */
  lines: string;
  /** Code of the class above, or undefined. */
  parentOf: (code: string) => string | undefined;
}

/** The entries of an edition by code. Throws on a line that is none and on a code that stands twice. */
export function readEdition({ year, source, lines, parentOf }: Edition): ReadonlyMap<string, ClassificationCode> {
  const entries = new Map<string, ClassificationCode>();
  const levelOf = (code: string): number => {
    const above = parentOf(code);
    return above === undefined ? 1 : levelOf(above) + 1;
  };
  for (const line of lines.trim().split('\n')) {
    const match = /^(\S+) (\S+)( \*)?$/.exec(line.trim());
    const [, code, name, seen] = match ?? [];
    if (!code || !name) throw new Error(`not an entry: ${line}`);
    if (entries.has(code)) throw new Error(`twice: ${code}`);
    const parent = parentOf(code);
    entries.set(code, {
      code,
      name,
      level: levelOf(code),
      ...(parent ? { parent } : {}),
      year,
      source,
      verified: seen !== undefined,
    });
  }
  return entries;
}

/** An entry as it holds for another year: editions change every year, so nothing of it is verified there. */
export function forYear(
  entry: ClassificationCode | undefined,
  year: number | undefined,
): ClassificationCode | undefined {
  return entry && year !== undefined && year !== entry.year ? { ...entry, verified: false } : entry;
}
