import { createRequire } from 'node:module';
import path from 'node:path';
import type { PDFDocumentLoadingTask } from 'pdfjs-dist/legacy/build/pdf.mjs';

export type Pdfjs = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

let loading: Promise<Pdfjs> | undefined;

/** pdf.js, loaded when the first pdf comes: other formats do not wait for it. */
export function loadPdfjs(): Promise<Pdfjs> {
  loading ??= quietly(() => import('pdfjs-dist/legacy/build/pdf.mjs'));
  return loading;
}

/**
 * At import pdf.js warns of a drawing library that some platforms lack; nothing is drawn here, and its words would stand
 * between ours.
 */
async function quietly<T>(work: () => Promise<T>): Promise<T> {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
}

/** The folder of the package: its character maps are needed for Chinese fonts that a file names but does not hold. */
const home = path.dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const folder = (name: string): string => `${path.join(home, name)}${path.sep}`;

/** The largest picture that is decoded where pictures are wanted, in dots: an A3 page at 600 dpi. */
const LARGEST_PICTURE = 70_000_000;

/**
 * Begins to open a file. Nothing is drawn, no script is run, nothing is fetched: fonts and maps come from the package.
 *
 * @param bytes a copy of its own: pdf.js takes it over
 * @param pictures whether pictures are decoded as well
 */
export function startLoading(pdfjs: Pdfjs, bytes: Uint8Array, pictures = false): PDFDocumentLoadingTask {
  return pdfjs.getDocument({
    data: bytes,
    cMapUrl: folder('cmaps'),
    cMapPacked: true,
    standardFontDataUrl: folder('standard_fonts'),
    wasmUrl: folder('wasm'),
    disableFontFace: true,
    useSystemFonts: false,
    enableXfa: false,
    // Pictures cost most of the time of a hostile file and hold no text layer.
    maxImageSize: pictures ? LARGEST_PICTURE : 0,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    stopAtErrors: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
}

/** Errors of pdf.js's own; those of a damaged file it sometimes leaves to nobody, besides reporting them. */
const OWN_ERRORS = new Set([
  'AbortException',
  'FormatError',
  'InvalidPDFException',
  'JpxError',
  'MissingDataException',
  'ParserEOFException',
  'UnknownErrorException',
  'XRefEntryException',
  'XRefParseException',
]);

function ignoreOwn(reason: unknown): void {
  if (!(reason instanceof Error && OWN_ERRORS.has(reason.name))) throw reason;
}

let open = 0;

/**
 * Runs work with pdf.js so that a promise that it rejects and forgets does not end the process. All other rejections
 * end it as before.
 */
export async function sheltered<T>(work: () => Promise<T>): Promise<T> {
  if (open === 0) process.on('unhandledRejection', ignoreOwn);
  open += 1;
  try {
    return await work();
  } finally {
    // What was rejected last is reported after the present task.
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    if (open === 0) process.off('unhandledRejection', ignoreOwn);
  }
}
