import { Suspense, useEffect, type ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.js';
import { linkTo, usePlace } from './navigation.js';
import { PAGES } from './pages.js';

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
      <button type="button" className="skip" onClick={goToContent}>
        Skip to the content
      </button>
      <header className="top">
        <a className="brand" {...linkTo('')}>
          VEZEPyCopilotVe1
        </a>
        <nav aria-label="Pages">
          {PAGES.map((one) => (
            <a key={one.section} {...linkTo(one.section)} aria-current={one === page ? 'page' : undefined}>
              {one.name}
            </a>
          ))}
        </nav>
      </header>
      <ErrorBoundary key={path}>
        <Suspense fallback={<p className="quiet padded">Loading …</p>}>
          {page === undefined ? <p className="padded">There is no such page.</p> : <page.Page />}
        </Suspense>
      </ErrorBoundary>
    </>
  );
}

/** For who has no mouse: past the navigation and every list beside the page. */
function goToContent(): void {
  const main = document.querySelector('main');
  if (main === null) return;
  main.tabIndex = -1;
  main.focus();
}
