import type { JsonPointer } from './types.ts';

/** RFC 6901: `pointer('goalSheets', 0, 'attributes', 'a/b')` is `/goalSheets/0/attributes/a~1b`. */
export function pointer(...steps: (string | number)[]): JsonPointer {
  let path = '';
  for (const step of steps) {
    path +=
      typeof step === 'string' && /[~/]/.test(step) ? `/${step.replace(/~/g, '~0').replace(/\//g, '~1')}` : `/${step}`;
  }
  return path;
}

/** The steps of a pointer, unescaped. */
export function pointerSteps(path: JsonPointer): string[] {
  return path === ''
    ? []
    : path
        .slice(1)
        .split('/')
        .map((s) => s.replace(/~1/g, '/').replace(/~0/g, '~'));
}

/** The value at a pointer, or undefined where nothing stands. */
export function valueAt(root: unknown, path: JsonPointer): unknown {
  let value: unknown = root;
  for (const step of pointerSteps(path)) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[step];
  }
  return value;
}

/** Whether `inner` is `outer` or lies within it. */
export function isWithin(inner: JsonPointer, outer: JsonPointer): boolean {
  return inner === outer || (inner.startsWith(outer) && inner[outer.length] === '/');
}

/** Provenance of a value: its own entry, else that of the nearest value that holds it. */
export function originsOf<T>(provenance: Readonly<Record<JsonPointer, readonly T[]>>, path: JsonPointer): readonly T[] {
  for (let p = path; p !== ''; p = p.slice(0, p.lastIndexOf('/'))) {
    const found = provenance[p];
    if (found) return found;
  }
  return [];
}
