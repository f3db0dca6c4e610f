import { useSyncExternalStore, type MouseEvent } from 'react';

/** The folder the console is served from; read once, for the page's own address changes. */
const ROOT = new URL('.', document.baseURI);

const listeners = new Set<() => void>();

/** A full address for one relative to the console: `graph/runs/1`. */
export function addressOf(path: string): string {
  return new URL(path, ROOT).href;
}

export interface Place {
  /** Relative to the console, without a slash at either end: `graph/runs/1`. */
  path: string;
  search: string;
  hash: string;
}

/** Where the person is; the component is drawn again when that changes. */
export function usePlace(): Place {
  const href = useSyncExternalStore(subscribe, () => location.href);
  const { pathname, search, hash } = new URL(href);
  return { path: pathname.slice(ROOT.pathname.length).replace(/\/$/, ''), search, hash };
}

/** Goes to another place without loading the page; `replace` leaves no step to come back to. */
export function goTo(path: string, how: 'push' | 'replace' = 'push'): void {
  const address = addressOf(path);
  if (how === 'push') history.pushState(null, '', address);
  else history.replaceState(null, '', address);
  for (const listener of listeners) listener();
}

/** The address of this page with another end behind the `#`; `<base>` would lead a relative one elsewhere. */
export function hereAt(hash: string): string {
  return location.href.replace(/#.*$/, '') + hash;
}

/** Changes only what stands behind the `#`, which a page that was opened from a disk may do too. */
export function goToHash(hash: string): void {
  history.replaceState(null, '', hereAt(hash));
  for (const listener of listeners) listener();
}

/** What a link needs: an address that also opens in a new tab, and a click that stays in the page. */
export function linkTo(path: string): { href: string; onClick: (event: MouseEvent) => void } {
  return {
    href: addressOf(path),
    onClick: (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
      event.preventDefault();
      goTo(path);
    },
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  addEventListener('popstate', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('popstate', listener);
  };
}
