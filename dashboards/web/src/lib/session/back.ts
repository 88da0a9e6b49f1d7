/** Where the other server sends back to; the door itself is no place to be. */
export function singleSignOnPath(path: string, search: string): string {
  const back = path === '/sign-in' || path.startsWith('/welcome/') ? '/' : path + search;
  return `/api/v1/session/single-sign-on?${new URLSearchParams({ back })}`;
}
