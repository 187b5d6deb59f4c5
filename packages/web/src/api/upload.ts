import type { DocumentAdded, Problem } from '@jizhun/api';
import { problemOf, unreachable } from './client.ts';

export type UploadResult = { ok: true; added: DocumentAdded } | { ok: false; problem: Problem };

export interface UploadHandle {
  result: Promise<UploadResult | 'cancelled'>;
  cancel(): void;
}

/**
 * Sends one file's bytes. `onSent` is told how many have left; the time between the last byte and the answer is the
 * reading. XMLHttpRequest, because fetch tells nothing of what has been sent.
 */
export function upload(file: File, onSent: (bytes: number) => void): UploadHandle {
  const xhr = new XMLHttpRequest();
  const result = new Promise<UploadResult | 'cancelled'>((resolve) => {
    xhr.upload.onprogress = (event) => onSent(event.loaded);
    xhr.upload.onload = () => onSent(file.size);
    xhr.onload = () => {
      if (xhr.status >= 200 && xhr.status < 300) {
        resolve({ ok: true, added: JSON.parse(xhr.responseText) as DocumentAdded });
      } else {
        resolve({ ok: false, problem: problemOf(xhr.status, xhr.responseText) });
      }
    };
    xhr.onerror = () => resolve({ ok: false, problem: unreachable() });
    xhr.onabort = () => resolve('cancelled');
    xhr.open('POST', `/api/v1/documents?name=${encodeURIComponent(file.name)}`);
    xhr.setRequestHeader('accept', 'application/json');
    xhr.setRequestHeader('content-type', 'application/octet-stream');
    xhr.send(file);
  });
  return { result, cancel: () => xhr.abort() };
}
