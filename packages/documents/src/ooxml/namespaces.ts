import type { Namespaces } from '../xml/tokenizer.ts';

const transitional = 'http://schemas.openxmlformats.org';
const strict = 'http://purl.oclc.org/ooxml';

/**
 * Canonical prefixes of the namespaces of Office files, transitional and strict. SpreadsheetML and the package's own parts
 * have '', so that `row` is `row` also in files of WPS that write `x:row`.
 */
export const namespaces: Namespaces = new Map([
  [`${transitional}/wordprocessingml/2006/main`, 'w'],
  [`${strict}/wordprocessingml/main`, 'w'],
  [`${transitional}/spreadsheetml/2006/main`, ''],
  [`${strict}/spreadsheetml/main`, ''],
  [`${transitional}/package/2006/relationships`, ''],
  [`${transitional}/package/2006/content-types`, ''],
  [`${transitional}/markup-compatibility/2006`, 'mc'],
  [`${transitional}/drawingml/2006/main`, 'a'],
  [`${strict}/drawingml/main`, 'a'],
  [`${transitional}/drawingml/2006/spreadsheetDrawing`, 'xdr'],
  [`${strict}/drawingml/spreadsheetDrawing`, 'xdr'],
  [`${transitional}/officeDocument/2006/math`, 'm'],
  [`${strict}/officeDocument/math`, 'm'],
  ['urn:schemas-microsoft-com:vml', 'v'],
  ['http://schemas.microsoft.com/office/word/2010/wordml', 'w14'],
]);
