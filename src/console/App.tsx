import { Suspense, useEffect, type ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.js';
import { addressOf, linkTo, usePlace } from './navigation.js';
import { PAGES, type ConsolePage } from './pages.js';

/** The frame around every page. */
export function App(): ReactNode {
  const { path } = usePlace();
  const [section = ''] = path.split('/');
  const page = PAGES.find((one) => one.section === section);
  useEffect(() => {
    document.title = `${page?.name ?? 'Not found'} · VEZEPyCopilotVe1`;
  }, [page]);
  return (
    <>
      <header className="top">
        <a className="brand" {...linkOf(PAGES[0])}>
          VEZEPyCopilotVe1
        </a>
        <nav aria-label="Pages">
          {PAGES.map((one) => (
            <a key={one.section} {...linkOf(one)} aria-current={one === page ? 'page' : undefined}>
              {one.name}
            </a>
          ))}
        </nav>
      </header>
      <ErrorBoundary key={path}>
        <Suspense fallback={<p className="quiet padded">Loading …</p>}>
          {page?.Page === undefined ? <p className="padded">There is no such page.</p> : <page.Page />}
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

/** A page that the service sends by itself is loaded anew. */
function linkOf(page: ConsolePage | undefined): ReturnType<typeof linkTo> | { href: string } {
  if (page?.Page === undefined) return { href: addressOf(page?.section ?? '') };
  return linkTo(page.section);
}
