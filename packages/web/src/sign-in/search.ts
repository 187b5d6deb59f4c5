/** What the address of the log-in says. */
export interface SignInSearch {
  /** Where one wanted to go: a path of this application. */
  back?: string;
  /** 'role': another role of the demonstration is wanted, although somebody is signed in. */
  switch?: 'role';
}

/** A path within this application, and nothing that a browser takes for another host. */
const isOwnPath = (path: unknown): path is string =>
  typeof path === 'string' && /^\/(?![/\\])/.test(path) && !path.startsWith('/sign-in') && !/[\t\r\n\\]/.test(path);

export function readSignInSearch(raw: Record<string, unknown>): SignInSearch {
  return {
    ...(isOwnPath(raw.back) && raw.back !== '/' ? { back: raw.back } : {}),
    ...(raw.switch === 'role' ? { switch: 'role' as const } : {}),
  };
}
