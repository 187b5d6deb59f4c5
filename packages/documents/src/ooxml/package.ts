import type { ZipContainer, ZipEntry } from '../container/zip.ts';
import type { Opening } from '../opening.ts';
import { readPart } from './part.ts';

/** One relationship of a part to another, inside the file; those that lead out of it are never followed. */
export interface Relationship {
  id: string;
  /** Last word of the type's address: `worksheet`, `sharedStrings`, `officeDocument`. */
  type: string;
  /** Name of the part, from the root, without leading slash. */
  target: string;
}

/** The relationships of `part` ('' for the package itself) by id; those that are missing or external are left out. */
export async function readRelationships(
  opening: Opening,
  container: ZipContainer,
  part: string,
): Promise<Map<string, Relationship>> {
  const slash = part.lastIndexOf('/') + 1;
  const entry = container.find(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relationship>();
  // WPS leaves empty relationship parts behind.
  if (!entry || entry.unpackedBytes === 0) return found;
  await readPart(opening, container, entry, {
    wantsText: false,
    open(name, tag) {
      if (name !== 'Relationship' || tag.get('TargetMode') === 'External') return;
      const id = tag.get('Id');
      const target = tag.get('Target');
      if (id === undefined || target === undefined) return;
      const type = tag.get('Type') ?? '';
      found.set(id, { id, type: type.slice(type.lastIndexOf('/') + 1), target: resolve(part.slice(0, slash), target) });
    },
    close() {},
    text() {},
  });
  return found;
}

/** The part that a relationship of this type leads to, if it exists. */
export function findRelated(
  container: ZipContainer,
  relationships: ReadonlyMap<string, Relationship>,
  type: string,
): ZipEntry | undefined {
  for (const relationship of relationships.values()) {
    if (relationship.type !== type) continue;
    const entry = container.find(relationship.target);
    if (entry) return entry;
  }
  return undefined;
}

/** `target` seen from `folder`, as a part name; steps above the root are dropped. */
function resolve(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/').split('#')[0] as string;
  const steps: string[] = [];
  for (const step of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return decodeName(steps.join('/'));
}

function decodeName(name: string): string {
  if (!name.includes('%')) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
