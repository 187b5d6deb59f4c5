import { useSyncExternalStore } from 'react';

/**
 * A session that ran out while the page stood open: requests wait here until the person has signed in again, in a
 * dialog over what they were doing, and are then sent once more. Nothing that was typed is lost.
 */
let waiting: { promise: Promise<void>; done: () => void } | undefined;
/** Nobody was signed in when the page was opened: there is nothing to keep, the page of the log-in is next. */
let known = false;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Somebody is signed in: from now on a refusal for want of a session means that it ran out. */
export function signedIn(): void {
  known = true;
}

/** The same person is signed in again: what waited goes on. */
export function signedInAgain(): void {
  const over = waiting;
  waiting = undefined;
  over?.done();
  tell();
}

/** Whether the page knows of somebody who was signed in. */
export const wasSignedIn = (): boolean => known;

/** Opens the dialog, if it is not, and ends when the person has signed in again. */
export function signInAgain(): Promise<void> {
  if (waiting === undefined) {
    let done = (): void => {};
    const promise = new Promise<void>((resolve) => {
      done = resolve;
    });
    waiting = { promise, done };
    tell();
  }
  return waiting.promise;
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** Whether the dialog is called for. */
export const useSignInAgain = (): boolean => useSyncExternalStore(subscribe, () => waiting !== undefined);
