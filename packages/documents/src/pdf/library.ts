import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loading: Promise<Pdfjs> | undefined;

/** pdf.js, loaded when the first pdf comes: other formats do not wait for it. */
export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= import('pdfjs-dist/legacy/build/pdf.mjs');
  return loading;
}

/** The folder of the package: its character maps are needed for Chinese fonts that a file names but does not hold. */
const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${path.join(home, name)}${path.sep}`;

/**
 * Begins to open a file. Nothing is drawn, no script is run, nothing is fetched: fonts and maps come from the package.
 *
 * @param bytes a copy of its own: pdf.js takes it over
 */
export function startLoading(pdfjs: Pdfjs, bytes: Uint8Array): PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    data: bytes,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    // Pictures are never decoded: they cost most of the time of a hostile file and hold no text layer.
    maxImageSize: 0,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
}
