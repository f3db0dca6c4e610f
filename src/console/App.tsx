import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { ErrorBoundary } from './ErrorBoundary.js';
import { addressOf, linkTo, usePlace } from './navigation.js';

const GraphPage = lazy(async () => ({ default: (await import('./graph/GraphPage.js')).GraphPage }));

const LINKS = [
  { path: '', name: 'Home' },
  { path: 'chat', name: 'Chat' },
  { path: 'graph', name: 'Graph' },
  { path: 'tools', name: 'Tools' },
];

/** The frame around every page. */
export function App(): ReactNode {
  const { path } = usePlace();
  const [section = ''] = path.split('/');
  const name = LINKS.find((link) => link.path === section)?.name ?? 'Graph';
  useEffect(() => {
    document.title = `${name} · VEZEPyCopilotVe1`;
  }, [name]);
  return (
    <>
      <header className="top">
        <a className="brand" href={addressOf('')}>
          VEZEPyCopilotVe1
        </a>
        <nav aria-label="Pages">
          {LINKS.map((link) => (
            <a
              key={link.path}
              {...(link.path === 'graph' ? linkTo(link.path) : { href: addressOf(link.path) })}
              aria-current={link.path === section ? 'page' : undefined}
            >
              {link.name}
            </a>
          ))}
        </nav>
      </header>
      <ErrorBoundary key={path}>
        <Suspense fallback={<p className="quiet padded">Loading …</p>}>
          <GraphPage />
        </Suspense>
      </ErrorBoundary>
    </>
  );
}
