import { detectContainer } from '../container/detect.ts';
import { ZipContainer } from '../container/zip.ts';
import { defaultLimits } from '../limits.ts';
import { Opening } from '../opening.ts';
import { DocumentRefused } from '../refusal.ts';

/** Whether the bytes are a zip archive of files, and no Office file, which is a zip container as well. Never throws. */
export function isArchive(bytes: Uint8Array): boolean {
  if (detectContainer(bytes) !== 'zip') return false;
  try {
    const container = new ZipContainer(bytes, new Opening('', defaultLimits));
    const markers = ['[Content_Types].xml', 'mimetype', 'OFD.xml', 'word/document.xml', 'xl/workbook.xml'];
    return container.entries.length > 0 && !markers.some((name) => container.find(name));
  } catch (error) {
    if (error instanceof DocumentRefused) return false;
    throw error;
  }
}
