import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import { sendJson } from '../api/client.ts';

/** Signs in as a person of the demonstration, by one click. */
export function useDemonstrationSignIn(onSignedIn: () => void): UseMutationResult<unknown, Error, string> {
  return useMutation({
    mutationFn: (person: string) => sendJson<unknown>('POST', '/sign-in/demonstration', { person }),
    onSuccess: onSignedIn,
  });
}
