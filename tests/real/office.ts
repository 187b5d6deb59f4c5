import { readdirSync } from 'node:fs';
import path from 'node:path';
import { realFiles } from './files.ts';

/** All docx and xlsx there are: of the layouts, and the real documents where they lie beside the repository. */
export function officeFiles(): { name: string; path: string }[] {
  const folder = path.resolve(import.meta.dirname, '../layouts/files');
  const all = [
    ...readdirSync(folder).map((name) => ({ name, path: path.join(folder, name) })),
    ...realFiles().map(({ name, path }) => ({ name, path })),
  ];
  return all.filter(({ name }) => /\.(?:docx|xlsx)$/.test(name));
}
