import { type Dirent, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file to be read: `name` is what messages call it, `path` where it stands; '-' is standard input. */
export interface InputFile {
  name: string;
  path: string;
}

export interface Inputs {
  files: InputFile[];
  /** Files of a folder whose extension says that they are no documents that can be read. */
  skipped: string[];
  /** Whole Chinese messages about what was named but is not there. */
  problems: string[];
}

/** Extensions that a folder is searched for. A file that is named itself is opened whatever it is called. */
const DOCUMENTS = new Set(['.docx', '.xlsx', '.txt']);
/** Documents of the office that a folder may hold and that cannot be opened yet: worth a word. */
const OTHER_DOCUMENTS = new Set([
  '.doc',
  '.xls',
  '.pdf',
  '.html',
  '.htm',
  '.csv',
  '.wps',
  '.et',
  '.ofd',
  '.rtf',
  '.odt',
  '.ods',
  '.docm',
  '.xlsm',
  '.xlsb',
  '.zip',
  '.rar',
  '.7z',
]);

/**
 * The files that the arguments of a command name: each file once, folders with all that is in them, in the order of
 * the arguments and, in a folder, of the names. Lock files of Word and WPS (`~$…`) and hidden ones are left out.
 */
export function expandInputs(args: readonly string[]): Inputs {
  const inputs: Inputs = { files: [], skipped: [], problems: [] };
  const seen = new Set<string>();
  const add = (file: string): void => {
    const key = file === '-' ? file : path.resolve(file);
    if (seen.has(key)) return;
    seen.add(key);
    inputs.files.push({ name: file === '-' ? '标准输入' : file.split(path.sep).join('/'), path: file });
  };
  for (const argument of args) {
    if (argument === '-') {
      add(argument);
      continue;
    }
    const stat = statSync(argument, { throwIfNoEntry: false });
    if (stat === undefined) inputs.problems.push(`${argument}：没有这个文件或文件夹。请核对路径。`);
    else if (!stat.isDirectory()) add(argument);
    else {
      const before = inputs.files.length + inputs.skipped.length;
      walk(argument, add, inputs);
      if (inputs.files.length + inputs.skipped.length === before)
        inputs.problems.push(
          `${argument}：文件夹中没有可以读取的文件（${[...DOCUMENTS].join('、')}）。请核对路径，或直接写出文件名。`,
        );
    }
  }
  return inputs;
}

function walk(folder: string, add: (file: string) => void, inputs: Inputs): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    inputs.problems.push(`${folder}：${describeFileError(error)}`);
    return;
  }
  entries.sort((a, b) => a.name.localeCompare(b.name, 'zh-CN', { numeric: true }));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name.startsWith('~$')) continue;
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) walk(file, add, inputs);
    // A link to a file is followed, one to a folder is not: it may lead in a circle.
    else if (entry.isFile() || statSync(file, { throwIfNoEntry: false })?.isFile()) {
      const extension = path.extname(entry.name).toLowerCase();
      if (DOCUMENTS.has(extension)) add(file);
      else if (OTHER_DOCUMENTS.has(extension)) inputs.skipped.push(file);
    }
  }
}

/** What the system said about a file, in Chinese, with what to do. */
export function describeFileError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'ENOENT':
      return '没有这个文件或文件夹。请核对路径。';
    case 'EACCES':
    case 'EPERM':
      return '没有读取权限。请向文件所有者申请权限，或换一个账户执行。';
    case 'EISDIR':
      return '这是文件夹，不是文件。请写出文件名。';
    case 'ENOSPC':
      return '磁盘空间不足。请清理后重试。';
    case 'EROFS':
      return '所在磁盘是只读的。请换一个位置。';
    case 'ENOTDIR':
      return '路径中有一段不是文件夹。请核对路径。';
    case 'EMFILE':
    case 'ENFILE':
      return '同时打开的文件过多。请关闭其他程序后重试。';
    default:
      return `系统无法读写（${code || (error instanceof Error ? error.message : String(error))}）。请检查磁盘后重试。`;
  }
}
