import type { SignInOptions } from '@jizhun/api';
import type { Role } from '@jizhun/lifecycle';

/** Signs in at a demonstration as one of its people, of this role. Answers the cookie of the session: `jizhun=…`. */
export async function signIn(address: string, role: Role): Promise<string> {
  const base = new URL('api/v1/', `${address.replace(/\/$/, '')}/`);
  const offered = (await (await fetch(new URL('sign-in', base))).json()) as SignInOptions;
  const person = offered.demonstration?.roles.find((one) => one.role === role)?.person.id;
  if (person === undefined) throw new Error(`no demonstration person is ${role}`);
  const response = await fetch(new URL('sign-in/demonstration', base), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ person }),
  });
  const cookie = response.headers.getSetCookie().find((one) => one.startsWith('jizhun='));
  if (!response.ok || cookie === undefined) throw new Error(`not signed in as ${role}: ${await response.text()}`);
  return cookie.split(';', 1)[0] ?? '';
}
