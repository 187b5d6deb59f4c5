import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';

/** Which workspace packages each may import: the arrows of the architecture. A package that is not here may not exist. */
const ARROWS: Record<string, readonly string[]> = {
  model: [],
  places: ['model'],
  documents: ['model'],
  reader: ['model', 'places'],
  intake: ['model', 'documents', 'reader'],
  rules: ['model', 'places'],
  lifecycle: ['model', 'places'],
  writer: ['model', 'places', 'documents'],
  store: ['model', 'lifecycle'],
  api: ['model', 'lifecycle'],
  server: ['model', 'places', 'documents', 'reader', 'intake', 'rules', 'writer', 'lifecycle', 'store', 'api'],
  web: ['model', 'places', 'reader', 'rules', 'lifecycle', 'api'],
  cli: ['model', 'places', 'documents', 'reader', 'intake', 'rules', 'writer', 'lifecycle', 'store', 'api', 'server'],
};
/** No input or output, no clock, no chance: what they give depends on what they are given, also in a browser. */
const PURE = new Set(['model', 'places', 'reader', 'rules', 'lifecycle']);
const IMPURE: readonly [RegExp, string][] = [
  [/\bDate\.now\b/, 'Date.now'],
  [/\bnew Date\(\s*\)/, 'new Date()'],
  [/\bMath\.random\b/, 'Math.random'],
  [/\bperformance\.now\b/, 'performance.now'],
  [/(?<![.\w'"])process\./, 'process'],
  [/(?<![.\w])fetch\s*\(/, 'fetch'],
  [/(?<![.\w])(?:localStorage|sessionStorage|window)\./, 'a browser global'],
  [/\bcrypto\.(?:randomUUID|getRandomValues)\b/, 'crypto'],
  [/(?<![.\w])(?:setTimeout|setInterval|queueMicrotask)\s*\(/, 'a timer'],
];
const SOURCE = /\.(?:ts|tsx|mts|js|mjs|jsx)$/;
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\s(?:[^'"`;()]*?\sfrom\s*)?['"]([^'"\n]+)['"]|\bimport\s*\(\s*['"]([^'"\n]+)['"]\s*\)/g;
const BUILTIN = new Set(builtinModules);

interface Manifest {
  name: string;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/**
 * Looks at every source file under `root` for imports that its own package.json does not name, against the arrows
 * between the packages, and for impurity in the pure ones. Returns one line per fault; looking at no file is one.
 */
export function checkImports(root: string): { problems: string[]; files: number } {
  const problems: string[] = [];
  let files = 0;
  const read = (file: string): Manifest => JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const top = read(path.join(root, 'package.json'));
  const tools = Object.keys({ ...top.devDependencies, ...top.dependencies });

  for (const folder of foldersIn(path.join(root, 'packages'))) {
    const base = path.join(root, 'packages', folder);
    const manifest = read(path.join(base, 'package.json'));
    const arrows = ARROWS[folder];
    const seen = sourcesIn(base);
    files += seen.length;
    if (seen.length === 0) problems.push(`packages/${folder}: no source file`);
    if (arrows === undefined) {
      problems.push(`packages/${folder}: not in the table of packages (scripts/check/imports.ts)`);
      continue;
    }
    const shipped = new Set(Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }));
    // A package of nothing but types is erased before anything runs.
    for (const name of Object.keys(manifest.devDependencies ?? {}))
      if (name.startsWith('@types/') && name !== '@types/node') shipped.add(name.slice('@types/'.length));
    const own = new Set([...shipped, ...Object.keys(manifest.devDependencies ?? {})]);
    for (const name of own)
      if (name.startsWith('@jizhun/') && !arrows.includes(name.slice('@jizhun/'.length)))
        problems.push(`packages/${folder}/package.json: ${folder} must not depend on ${name}`);
    for (const file of seen) {
      const shown = path.relative(root, file).split(path.sep).join('/');
      // Tests and the scripts of developers may use the tools of the whole project; build configuration is the package's own.
      const isAside = /\.test\.tsx?$|^packages\/[^/]+\/(?:test|scripts)\//.test(shown);
      const allowed = isAside ? new Set([...own, ...tools]) : isConfiguration(shown) ? own : shipped;
      const text = readFileSync(file, 'utf8');
      for (const specifier of importsOf(text)) {
        const problem = judge(specifier, file, base, manifest.name, allowed, own);
        if (problem) problems.push(`${shown}: ${problem}`);
        else if (PURE.has(folder) && !isAside && isBuiltin(specifier))
          problems.push(`${shown}: a pure package imports ${specifier}`);
      }
      if (PURE.has(folder) && !isAside)
        problems.push(...impurities(text).map((what) => `${shown}: a pure package uses ${what}`));
    }
  }

  const outside = ['scripts', 'bench', 'tests', 'examples'].flatMap((folder) => sourcesIn(path.join(root, folder)));
  files += outside.length;
  for (const file of outside) {
    const shown = path.relative(root, file).split(path.sep).join('/');
    const workspace = foldersIn(path.join(root, 'packages')).map((folder) => `@jizhun/${folder}`);
    for (const specifier of importsOf(readFileSync(file, 'utf8'))) {
      const problem = judge(specifier, file, root, top.name, new Set([...tools, ...workspace]), new Set(tools));
      if (problem) problems.push(`${shown}: ${problem}`);
      else if (
        specifier.startsWith('.') &&
        path.resolve(path.dirname(file), specifier).startsWith(path.join(root, 'packages')) &&
        // What runs before node_modules is known to be there cannot be asked for by a package's name.
        !specifier.endsWith('/packages/cli/bin/node24.mjs')
      )
        problems.push(`${shown}: imports ${specifier} round the package's public name`);
    }
  }
  if (files === 0) problems.push('no source file was looked at');
  return { problems, files };
}

/** Every module that a source text imports, types and lazy imports included. */
export function importsOf(text: string): string[] {
  return [...withoutComments(text).matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '');
}

/** What a pure module must not touch, by name. */
export function impurities(text: string): string[] {
  const code = withoutComments(text);
  return IMPURE.filter(([pattern]) => pattern.test(code)).map(([, name]) => name);
}

function judge(
  specifier: string,
  file: string,
  base: string,
  self: string,
  allowed: ReadonlySet<string>,
  own: ReadonlySet<string>,
): string | undefined {
  if (isBuiltin(specifier)) return specifier.startsWith('node:') ? undefined : `imports ${specifier} without node:`;
  if (specifier.startsWith('.')) {
    const target = path.resolve(path.dirname(file), specifier);
    return target.startsWith(base + path.sep) ? undefined : `imports ${specifier} out of its package`;
  }
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (name === self || allowed.has(name)) return undefined;
  return own.has(name)
    ? `imports ${name}, which is only a development dependency`
    : `imports ${name}, which its own package.json does not name`;
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || BUILTIN.has(specifier);
}

function isConfiguration(file: string): boolean {
  return /\.config\.[cm]?[jt]s$/.test(file);
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, ' ').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name);
}

function sourcesIn(folder: string): string[] {
  let entries: ReturnType<typeof readEntries>;
  try {
    entries = readEntries(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return entries.flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name === 'dist') return [];
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) return sourcesIn(file);
    return SOURCE.test(entry.name) ? [file] : [];
  });
}

function readEntries(folder: string) {
  return readdirSync(folder, { withFileTypes: true });
}
