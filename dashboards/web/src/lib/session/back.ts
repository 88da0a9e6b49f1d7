const address = '/api/v1/session/single-sign-on';

/** Where the other server sends back to; the door itself is no place to be. */
export function singleSignOnPath(path: string, search: string): string {
  const back = path === '/sign-in' || path.startsWith('/welcome/') ? '/' : path + search;
  return `${address}?${new URLSearchParams({ back })}`;
}

/** Makes the other server's account the signed-in person's too; works once the password was given for it. */
export const linkPath = `${address}?${new URLSearchParams({ link: 'true', back: '/account' })}`;
