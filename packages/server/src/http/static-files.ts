import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { accepts, matchesTag, tagOf } from './encoding.ts';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  webmanifest: 'application/manifest+json; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  woff: 'font/woff',
  wasm: 'application/wasm',
};
const PACKABLE = /\.(html|js|mjs|css|json|webmanifest|txt|svg|wasm)$/;

interface StaticFile {
  path: string;
  mediaType: string;
  /** Names with a digest of the content never change: such a file may be kept for ever. */
  forever: boolean;
  /** Forms packed when the page was built. */
  br?: string;
  gzip?: string;
}

interface Loaded {
  bytes: Buffer;
  coding?: 'gzip' | 'br';
  tag: string;
}

/** Answers a request for a file of the built page; undefined where there is none and the page itself is not meant. */
export type StaticFiles = (request: Request) => Response | undefined;

function listFiles(root: string): Map<string, StaticFile> {
  const entries = readdirSync(root, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  const all = new Set(paths);
  const files = new Map<string, StaticFile>();
  for (const path of paths) {
    if (/\.(br|gz)$/.test(path)) continue;
    const url = `/${path
      .slice(root.length + 1)
      .split(sep)
      .join('/')}`;
    files.set(url, {
      path,
      mediaType: MEDIA_TYPES[url.slice(url.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream',
      forever: /^\/assets\/.*-[\w-]{8}\.\w+$/.test(url),
      ...(all.has(`${path}.br`) ? { br: `${path}.br` } : {}),
      ...(all.has(`${path}.gz`) ? { gzip: `${path}.gz` } : {}),
    });
  }
  return files;
}

/**
 * The files of a built page. Only what stood in `root` when it was listed is ever given out, so no address can lead
 * elsewhere; a new build is noticed by its index.html. Any other address of a page gives index.html: the application
 * knows it.
 */
export function createStaticFiles(root: string): StaticFiles {
  const index = join(root, 'index.html');
  let built = -1;
  let files = new Map<string, StaticFile>();
  const loaded = new Map<string, Loaded>();

  const refresh = () => {
    const time = statSync(index).mtimeMs;
    if (time === built) return;
    files = listFiles(root);
    loaded.clear();
    built = time;
  };

  const load = (file: StaticFile, accepted: string | null): Loaded => {
    const coding =
      accepts(accepted, 'br') && file.br
        ? 'br'
        : PACKABLE.test(file.path) && accepts(accepted, 'gzip')
          ? 'gzip'
          : undefined;
    const key = `${coding ?? ''} ${file.path}`;
    const there = loaded.get(key);
    if (there !== undefined) return there;
    const ready = coding === undefined ? file.path : file[coding];
    const bytes = ready === undefined ? gzipSync(readFileSync(file.path)) : readFileSync(ready);
    const made: Loaded = { bytes, tag: tagOf(bytes), ...(coding === undefined ? {} : { coding }) };
    loaded.set(key, made);
    return made;
  };

  return (request) => {
    const { pathname } = new URL(request.url);
    refresh();
    let name = pathname;
    try {
      name = decodeURIComponent(pathname);
    } catch {
      // Not UTF-8: no file has such a name.
    }
    const asset = files.get(name);
    if (asset === undefined && (name.startsWith('/assets/') || /\.\w{1,12}$/.test(name))) return undefined;
    const file = asset ?? files.get('/index.html');
    if (file === undefined) return undefined;
    const { bytes, coding, tag } = load(file, request.headers.get('accept-encoding'));
    const headers: Record<string, string> = {
      etag: tag,
      vary: 'accept-encoding',
      'cache-control': file.forever ? 'public, max-age=31536000, immutable' : 'no-cache',
    };
    if (matchesTag(request.headers.get('if-none-match'), tag)) return new Response(null, { status: 304, headers });
    headers['content-type'] = file.mediaType;
    headers['content-length'] = String(bytes.byteLength);
    if (coding !== undefined) headers['content-encoding'] = coding;
    return new Response(new Uint8Array(bytes), { status: 200, headers });
  };
}
