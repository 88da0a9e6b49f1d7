/** The pages beside the list of open alarms. */
export const tabs = ['current', 'journal', 'deliveries', 'health', 'plan'] as const;
export type Tab = (typeof tabs)[number];

/** The pages of who looks after the system. */
export const adminTabs = ['people', 'devices', 'kiosks', 'keys', 'audit'] as const;
export type AdminTab = (typeof adminTabs)[number];

export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'area'; readonly facility: string; readonly area: string }
  | { readonly page: 'alarms'; readonly tab: Tab }
  | { readonly page: 'alarm'; readonly id: string }
  | { readonly page: 'history' }
  | { readonly page: 'signIn' }
  | { readonly page: 'welcome'; readonly code: string }
  | { readonly page: 'account' }
  | { readonly page: 'admin'; readonly tab: AdminTab }
  | { readonly page: 'unknown' };

export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, second, third] = parts;
  if (first === undefined) return { page: 'overview' };
  if (first === 'areas' && second !== undefined && third !== undefined && parts.length === 3) {
    return { page: 'area', facility: decodePart(second), area: decodePart(third) };
  }
  if (first === 'welcome' && second !== undefined && parts.length === 2) return { page: 'welcome', code: decodePart(second) };
  if (parts.length === 1) {
    const tab = adminTabs.find((candidate) => candidate === first);
    if (tab !== undefined) return { page: 'admin', tab };
    if (first === 'history' || first === 'account') return { page: first };
    if (first === 'sign-in') return { page: 'signIn' };
  }
  if (first === 'alarms' && parts.length === 1) return { page: 'alarms', tab: 'current' };
  if (first === 'alarms' && second !== undefined && parts.length === 2) {
    const tab = tabs.find((candidate) => candidate === second && candidate !== 'current');
    // An id has dots, which no name of a page has.
    return tab !== undefined ? { page: 'alarms', tab } : second.includes('.') ? { page: 'alarm', id: decodePart(second) } : { page: 'unknown' };
  }
  return { page: 'unknown' };
}

export function areaPath(facility: string, area: string): string {
  return `/areas/${encodeURIComponent(facility)}/${encodeURIComponent(area)}`;
}

export function tabPath(tab: Tab): string {
  return tab === 'current' ? '/alarms' : `/alarms/${tab}`;
}

export const adminPath = (tab: AdminTab): string => `/${tab}`;

export function alarmPath(id: string): string {
  return `/alarms/${encodeURIComponent(id)}`;
}

/** An alarm's id begins with its facility and its area. */
export const facilityOf = (alarm: string): string => alarm.split('.')[0] ?? '';

/** Messages to people carry `/#/alarms/{id}`: an address that any server in front of this one passes on. Null: the address is an ordinary one. */
export function pathOfHash(hash: string): string | null {
  return hash.startsWith('#/') ? hash.slice(1) : null;
}

/** A hand-typed `%` must lead to "no such page", never to an exception. */
function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

class Router {
  path = $state(location.pathname);
  /** What the page itself keeps in the address, with its question mark: a filter. */
  search = $state(location.search);
  readonly route = $derived(parseRoute(this.path));

  constructor() {
    this.#arrive();
    addEventListener('popstate', () => this.#arrive());
    addEventListener('hashchange', () => this.#arrive());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  go(path: string, search = ''): void {
    if (path === this.path && search === this.search) return;
    history.pushState(null, '', path + search);
    this.path = path;
    this.search = search;
    scrollTo(0, 0);
  }

  /** Another page in the place of this one: no step back leads here again. */
  replace(path: string, search = ''): void {
    history.replaceState(null, '', path + search);
    this.path = path;
    this.search = search;
  }

  /** Keeps what the page shows in its address, without a step back for each change. */
  keep(search: string): void {
    if (search === this.search) return;
    history.replaceState(null, '', this.path + search);
    this.search = search;
  }

  #arrive(): void {
    const path = pathOfHash(location.hash);
    if (path !== null) history.replaceState(null, '', path);
    this.path = location.pathname;
    this.search = location.search;
  }

  /** Plain links stay plain links; only a plain click on one of our own is answered without a reload. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
    event.preventDefault();
    this.go(link.pathname, link.search);
  }
}

let router: Router | undefined;

/** Made on first use, so that the pure part above can be tested without a browser. */
export function useRouter(): Router {
  return (router ??= new Router());
}
