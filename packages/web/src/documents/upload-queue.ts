import type { ArchiveLine, DocumentSummary, Problem } from '@jizhun/api';
import { type UploadHandle, upload } from '../api/upload.ts';
import { bytes } from '../format/numbers.ts';

export type UploadState =
  | 'waiting'
  | 'sending'
  | 'reading'
  | 'added'
  | 'present'
  | 'unpacked'
  | 'refused'
  | 'cancelled';

export type ArchivedFile = Extract<ArchiveLine, { kind: 'file' }>;

/** What is in an archive, and what has become of its files so far. */
export interface ArchiveProgress {
  readonly files: number;
  readonly passedOver: readonly string[];
  readonly passedOverCount: number;
  readonly told: readonly ArchivedFile[];
}

/** One file on its way in. */
export interface UploadItem {
  readonly id: number;
  readonly name: string;
  readonly size: number;
  readonly state: UploadState;
  /** Bytes that have left. */
  readonly sent: number;
  readonly document?: DocumentSummary;
  readonly archive?: ArchiveProgress;
  readonly problem?: Problem;
}

interface Entry {
  item: UploadItem;
  file: File;
  handle?: UploadHandle;
}

/** While an archive is taken in, the list is looked at again this often. */
const LOOK_AGAIN_MS = 1_500;

/** Two at a time: one is read on the server while the next is on its way. */
const AT_ONCE = 2;

/**
 * The files that are being added. Lives outside the pages, so that adding goes on while one looks at a document.
 * `onAdded` is called after each file that arrived.
 */
export class UploadQueue {
  readonly #entries: Entry[] = [];
  readonly #listeners = new Set<() => void>();
  readonly #onAdded: () => void;
  #snapshot: readonly UploadItem[] = [];
  #next = 1;
  /** Bytes that the server takes at most; unknown until it said so. */
  #limit = Number.POSITIVE_INFINITY;

  constructor(onAdded: () => void) {
    this.#onAdded = onAdded;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): readonly UploadItem[] => this.#snapshot;

  setLimit(bytesAtMost: number): void {
    this.#limit = bytesAtMost;
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      const problem = this.#refusal(file);
      const base = { id: this.#next++, name: file.name, size: file.size, sent: 0 };
      this.#entries.push({
        file,
        item: problem ? { ...base, state: 'refused', problem } : { ...base, state: 'waiting' },
      });
    }
    this.#changed();
    this.#startNext();
  }

  cancel(id: number): void {
    const entry = this.#entries.find((e) => e.item.id === id);
    if (!entry) return;
    if (entry.handle) entry.handle.cancel();
    else if (entry.item.state === 'waiting') this.#set(entry, { state: 'cancelled' });
  }

  retry(id: number): void {
    const entry = this.#entries.find((e) => e.item.id === id);
    if (!entry || (entry.item.state !== 'refused' && entry.item.state !== 'cancelled')) return;
    const { id: same, name, size } = entry.item;
    entry.item = { id: same, name, size, sent: 0, state: 'waiting' };
    this.#changed();
    this.#startNext();
  }

  /** Takes everything that has come to an end out of the list. */
  clear(): void {
    for (let i = this.#entries.length - 1; i >= 0; i--) {
      const state = this.#entries[i]?.item.state;
      if (state !== 'waiting' && state !== 'sending' && state !== 'reading') this.#entries.splice(i, 1);
    }
    this.#changed();
  }

  #refusal(file: File): Problem | undefined {
    if (file.size <= this.#limit) return undefined;
    return {
      type: 'urn:jizhun:problem:too-large',
      code: 'too-large',
      status: 413,
      title: '文件太大',
      detail: `「${file.name}」有 ${bytes(file.size)}，上限为 ${bytes(this.#limit)}。`,
      remedy: '去掉文件中的图片，或按单位拆成几份后再加入。',
    };
  }

  #startNext(): void {
    const running = this.#entries.filter((e) => e.handle).length;
    for (const entry of this.#entries.filter((e) => e.item.state === 'waiting').slice(0, AT_ONCE - running)) {
      void this.#run(entry);
    }
  }

  async #run(entry: Entry): Promise<void> {
    let looked = 0;
    entry.handle = upload(entry.file, {
      sent: (sent) => this.#set(entry, { sent, state: sent >= entry.file.size ? 'reading' : 'sending' }),
      line: (line) => {
        const archive = archiveAfter(entry.item.archive, line);
        if (archive) this.#set(entry, { archive, state: 'reading' });
        if (line.kind !== 'file' || performance.now() - looked < LOOK_AGAIN_MS) return;
        looked = performance.now();
        this.#onAdded();
      },
    });
    this.#set(entry, { state: entry.file.size === 0 ? 'reading' : 'sending' });
    const result = await entry.handle.result;
    delete entry.handle;
    if (result === 'cancelled') this.#set(entry, { state: 'cancelled' });
    else if (result.ok && 'archive' in result) this.#set(entry, { state: 'unpacked' });
    else if (result.ok) {
      this.#set(entry, { state: result.added.created ? 'added' : 'present', document: result.added.document });
    } else this.#set(entry, { state: 'refused', problem: result.problem });
    // A file that was cancelled while it was being read may be there all the same, and so may files of an archive.
    if (result === 'cancelled' || result.ok || entry.item.archive) this.#onAdded();
    this.#startNext();
  }

  #set(entry: Entry, change: Partial<UploadItem>): void {
    entry.item = { ...entry.item, ...change };
    this.#changed();
  }

  #changed(): void {
    this.#snapshot = this.#entries.map((e) => e.item);
    for (const listener of this.#listeners) listener();
  }
}

function archiveAfter(archive: ArchiveProgress | undefined, line: ArchiveLine): ArchiveProgress | undefined {
  if (line.kind === 'archive') {
    const { files, passedOver, passedOverCount } = line;
    return { files, passedOver, passedOverCount, told: [] };
  }
  return archive && line.kind === 'file' ? { ...archive, told: [...archive.told, line] } : archive;
}
