import type { ArchiveLine, DocumentAdded, Problem } from '@jizhun/api';
import { problemOf, request, unreachable } from './client.ts';
import { signInAgain, wasSignedIn } from './sign-in-again.ts';

export type UploadResult = { ok: true; added: DocumentAdded } | { ok: true; archive: true } | UploadRefused;

export interface UploadRefused {
  ok: false;
  problem: Problem;
}

export interface UploadHandle {
  result: Promise<UploadResult | 'cancelled'>;
  cancel(): void;
}

/** What is told while a file is on its way. */
export interface UploadListener {
  /** How many bytes have left. The time between the last byte and the answer is the reading. */
  sent(bytes: number): void;
  /** The next line about the files of an archive, as soon as it is there. */
  line(line: ArchiveLine): void;
}

/** Splits an answer that grows into its lines; the last one is given only when it is whole. */
export function lineReader(heed: (line: ArchiveLine) => void): (text: string) => void {
  let from = 0;
  return (text) => {
    for (let end = text.indexOf('\n', from); end >= 0; end = text.indexOf('\n', from)) {
      heed(JSON.parse(text.slice(from, end)) as ArchiveLine);
      from = end + 1;
    }
  };
}

/** Sends one file's bytes. XMLHttpRequest, because fetch tells nothing of what has been sent. */
export function upload(file: File, listener: UploadListener): UploadHandle {
  const xhr = new XMLHttpRequest();
  /** What takes in the files of an archive: it goes on where this page is closed, but not where it is cancelled. */
  let job: string | undefined;
  const result = new Promise<UploadResult | 'cancelled'>((resolve) => {
    let ended: ArchiveLine | undefined;
    const read = lineReader((line) => {
      if (line.kind === 'archive') job = line.job;
      if (line.kind === 'end' || line.kind === 'failed') ended = line;
      listener.line(line);
    });
    xhr.upload.onprogress = (event) => listener.sent(event.loaded);
    xhr.upload.onload = () => listener.sent(file.size);
    xhr.onprogress = () => {
      if (xhr.status === 207) read(xhr.responseText);
    };
    const start = () => {
      xhr.open('POST', `/api/v1/documents?name=${encodeURIComponent(file.name)}`);
      xhr.setRequestHeader('accept', 'application/json');
      xhr.setRequestHeader('content-type', 'application/octet-stream');
      xhr.send(file);
    };
    xhr.onload = () => {
      if (xhr.status === 401 && wasSignedIn()) {
        void signInAgain().then(start);
      } else if (xhr.status === 207) {
        read(xhr.responseText);
        if (ended?.kind === 'end') resolve({ ok: true, archive: true });
        else resolve({ ok: false, problem: ended?.kind === 'failed' ? ended.problem : unreachable() });
      } else if (xhr.status >= 200 && xhr.status < 300) {
        resolve({ ok: true, added: JSON.parse(xhr.responseText) as DocumentAdded });
      } else resolve({ ok: false, problem: problemOf(xhr.status, xhr.responseText) });
    };
    xhr.onerror = () => resolve({ ok: false, problem: unreachable() });
    xhr.onabort = () => resolve('cancelled');
    start();
  });
  return {
    result,
    cancel() {
      xhr.abort();
      // Where this does not arrive, the rest is taken in, and can be seen and cancelled on the page of jobs.
      if (job !== undefined) request(`/jobs/${job}/cancel`, { method: 'POST' }).catch(() => {});
    },
  };
}
