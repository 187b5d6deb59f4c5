import { detectContainer } from './container/detect.ts';
import { ZipContainer } from './container/zip.ts';
import type { LocatedBody } from './docx/locate.ts';
import { locateDocx } from './docx/locate.ts';
import { defaultLimits } from './limits.ts';
import { identify } from './ooxml/identify.ts';
import { findRelated, type Relationship, readRelationships } from './ooxml/package.ts';
import { readPart } from './ooxml/part.ts';
import { Opening } from './opening.ts';
import type { NumberFormat } from './xlsx/number-format.ts';
import { CellStyles } from './xlsx/styles.ts';

export type { LocatedBody, LocatedCell, LocatedParagraph } from './docx/locate.ts';
export { namespaces } from './ooxml/namespaces.ts';
export type { Relationship } from './ooxml/package.ts';
export { columnName, parseAddress } from './xlsx/address.ts';
export type { NumberFormat } from './xlsx/number-format.ts';
export { unescapeControls } from './xlsx/shared-strings.ts';

/** A docx or xlsx file as the parts it consists of, behind the same guard as reading: for those who write into it. */
export interface OfficePackage {
  kind: 'docx' | 'xlsx';
  mediaType: string;
  /** Name of the part that holds the document or the list of worksheets. */
  main: string;
  /** Names of all parts, in the order of the file. */
  names: readonly string[];
  /** Name of a part as the file writes it, whatever the case asked in; undefined where there is none. */
  find(name: string): string | undefined;
  /** The bytes of a part, unpacked. */
  bytes(name: string): Promise<Uint8Array>;
  /** Relationships of a part ('' for the package) by id. */
  relationships(part: string): Promise<Map<string, Relationship>>;
  /** Where cells and paragraphs stand in the main part of a docx. */
  locate(): Promise<LocatedBody>;
  /** The number format of each cell style of an xlsx, by the style's index. */
  numberFormats(): Promise<(style: number) => NumberFormat>;
}

/**
 * Opens a docx or xlsx as a package; undefined for a file of any other kind.
 *
 * @throws DocumentRefused where the file is damaged, dangerous or too large
 */
export async function openPackage(bytes: Uint8Array, name: string): Promise<OfficePackage | undefined> {
  if (detectContainer(bytes) !== 'zip') return undefined;
  const opening = new Opening(name, defaultLimits);
  const container = new ZipContainer(bytes, opening);
  const { kind, main, mediaType } = await identify(opening, container);
  return {
    kind,
    mediaType,
    main: main.name,
    names: container.entries.map((entry) => entry.name),
    find: (part) => container.find(part)?.name,
    async bytes(part) {
      const entry = container.find(part);
      if (!entry) return opening.damaged(`部件“${part}”`, '不在文件中');
      const pieces: Uint8Array[] = [];
      for await (const piece of container.chunks(entry)) pieces.push(piece);
      return Buffer.concat(pieces);
    },
    relationships: (part) => readRelationships(opening, container, part),
    locate: () => locateDocx(opening, container, main),
    async numberFormats() {
      let date1904 = false;
      await readPart(opening, container, main, {
        wantsText: false,
        open(element, tag) {
          if (element === 'workbookPr') date1904 = /^(1|true)$/.test(tag.get('date1904') ?? '');
        },
        close() {},
        text() {},
      });
      const styles = new CellStyles(date1904);
      const entry = findRelated(container, await readRelationships(opening, container, main.name), 'styles');
      if (entry) await readPart(opening, container, entry, styles);
      return (style) => styles.format(style);
    },
  };
}
