import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate';

/** The date that every example bears: outputs are the same bytes on every run and machine. */
export const FIXED = new Date('2024-01-05T08:00:00Z');
/** Zip stores local time without a zone: built from parts, it is the same everywhere. */
const FIXED_LOCAL = new Date(2024, 0, 5, 8, 0, 0);

/** The same archive with fixed dates: entries in their order, dates of the document's properties set to `FIXED`. */
export function withFixedDates(bytes: Uint8Array): Uint8Array {
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(unzipSync(bytes))) {
    const fixed = /^docProps\/core\.xml$/.test(name)
      ? strToU8(
          strFromU8(content).replace(
            /(<dcterms:(?:created|modified)[^>]*>)[^<]*/g,
            `$1${FIXED.toISOString().replace('.000', '')}`,
          ),
        )
      : content;
    entries[name] = [fixed, { mtime: FIXED_LOCAL, level: 9 }];
  }
  return zipSync(entries);
}
