export type Route =
  | { readonly page: 'overview' }
  | { readonly page: 'area'; readonly facility: string; readonly area: string }
  | { readonly page: 'alarms'; readonly tab: 'current' | 'journal' }
  | { readonly page: 'unknown' };

export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, second, third] = parts;
  if (first === undefined) return { page: 'overview' };
  if (first === 'areas' && second !== undefined && third !== undefined && parts.length === 3) {
    return { page: 'area', facility: decodePart(second), area: decodePart(third) };
  }
  if (first === 'alarms' && parts.length === 1) return { page: 'alarms', tab: 'current' };
  if (first === 'alarms' && second === 'journal' && parts.length === 2) return { page: 'alarms', tab: 'journal' };
  return { page: 'unknown' };
}

export function areaPath(facility: string, area: string): string {
  return `/areas/${encodeURIComponent(facility)}/${encodeURIComponent(area)}`;
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
  readonly route = $derived(parseRoute(this.path));

  constructor() {
    addEventListener('popstate', () => (this.path = location.pathname));
    document.addEventListener('click', (event) => this.#follow(event));
  }

  go(path: string): void {
    if (path === this.path) return;
    history.pushState(null, '', path);
    this.path = path;
    scrollTo(0, 0);
  }

  /** Plain links stay plain links; only a plain click on one of our own is answered without a reload. */
  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.origin !== location.origin || link.target !== '' || link.hasAttribute('download')) return;
    event.preventDefault();
    this.go(link.pathname);
  }
}

let router: Router | undefined;

/** Made on first use, so that the pure part above can be tested without a browser. */
export function useRouter(): Router {
  return (router ??= new Router());
}
