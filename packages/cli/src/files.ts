import { type Dirent, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

/** A file to be read: `name` is what messages call it, `path` where it stands; '-' is standard input. */
export interface InputFile {
  name: string;
  path: string;
}

export interface Inputs {
  files: InputFile[];
  /** Files of a folder that may hold documents, in a format that is not looked into. */
  skipped: string[];
  /** Chinese messages about what was named but is not there: what, and on the next line what to do. */
  problems: string[];
}

/**
 * What a folder is searched for: whatever an office keeps such documents in. One that cannot be opened yet is refused
 * by the opener, with what to do. A file that is named itself is opened whatever it is called.
 */
const DOCUMENTS = new Set('.docx .xlsx .doc .xls .wps .et .pdf .html .htm .mht .mhtml .txt .csv .tsv .zip'.split(' '));
/** What may hold documents too, but is not looked into: worth a word. */
const ASIDE = new Set('.docm .xlsm .xlsb .dotx .xltx .odt .ods .ofd .rtf .rar .7z'.split(' '));

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
    if (stat === undefined) inputs.problems.push(`文件或文件夹“${argument}”不存在。\n  请核对路径。`);
    else if (!stat.isDirectory()) add(argument);
    else {
      const before = inputs.files.length + inputs.skipped.length;
      walk(argument, add, inputs);
      if (inputs.files.length + inputs.skipped.length === before)
        inputs.problems.push(`文件夹“${argument}”中没有可以读取的文件。
  请核对路径，或直接写出文件名。`);
    }
  }
  return inputs;
}

function walk(folder: string, add: (file: string) => void, inputs: Inputs): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    inputs.problems.push(describeFileError(folder, error));
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
      else if (ASIDE.has(extension)) inputs.skipped.push(file);
    }
  }
}

/** What the system said about a file, in Chinese: what is wrong, and on the next line what to do. */
export function describeFileError(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const [what, remedy] = FILE_ERRORS[code] ?? [
    `无法读写（${code || (error instanceof Error ? error.message : String(error))}）`,
    '检查磁盘后重试',
  ];
  return `文件“${file}”${what}。\n  请${remedy}。`;
}

const FILE_ERRORS: Record<string, readonly [what: string, remedy: string]> = {
  ENOENT: ['不存在', '核对路径'],
  ENOTDIR: ['不存在：路径中有一段不是文件夹', '核对路径'],
  EISDIR: ['是文件夹', '写出文件名'],
  EACCES: ['没有权限读写', '向所有者申请权限，或换一个账户执行'],
  EPERM: ['没有权限读写', '向所有者申请权限，或换一个账户执行'],
  EROFS: ['所在的磁盘是只读的', '换一个位置'],
  ENOSPC: ['写不下：磁盘空间不足', '清理后重试'],
  EMFILE: ['无法打开：同时打开的文件过多', '关闭其他程序后重试'],
  ENFILE: ['无法打开：同时打开的文件过多', '关闭其他程序后重试'],
};
