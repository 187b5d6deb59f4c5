/** What a drop brought: files by their paths in the dropped folders, and the names of what could not be opened. */
export interface Drop {
  files: File[];
  unreadable: string[];
}

interface Found {
  path: string;
  file: File | undefined;
}

/**
 * The files of a drop, those inside dropped folders included, sorted by path. Must be called while the drop event is
 * being handled: afterwards the browser empties the list.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<Drop> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((e) => e !== null);
  if (entries.length === 0) return { files: Array.from(transfer.files), unreadable: [] };
  const found: Found[] = [];
  await Promise.all(entries.map((entry) => collect(entry, found)));
  found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return {
    files: found.map((f) => f.file).filter((f) => f !== undefined),
    unreadable: found.filter((f) => f.file === undefined).map((f) => f.path.replace(/^\//, '')),
  };
}

async function collect(entry: FileSystemEntry, into: Found[]): Promise<void> {
  // What office programs leave beside an open document, and what file managers leave in folders.
  if (entry.name.startsWith('~$') || entry.name === '.DS_Store' || entry.name === 'Thumbs.db') return;
  try {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      into.push({ path: entry.fullPath, file });
      return;
    }
    const reader = (entry as FileSystemDirectoryEntry).createReader();
    // readEntries gives a folder in portions, an empty one at the end.
    for (;;) {
      const portion = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
      if (portion.length === 0) return;
      await Promise.all(portion.map((child) => collect(child, into)));
    }
  } catch {
    // Moved, locked by an office program, or not ours to read.
    into.push({ path: entry.fullPath, file: undefined });
  }
}
