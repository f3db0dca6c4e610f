import type { ReactNode } from 'react';
import Markdown, { type Components } from 'react-markdown';

const COMPONENTS: Components = {
  a: ({ href, children }) => <OutsideLink href={href}>{children}</OutsideLink>,
  // Nothing that a reply names is ever loaded.
  img: ({ alt }) => <span className="quiet">[image{alt ? `: ${alt}` : ''}]</span>,
};

/** Text with Markdown. HTML in it is shown as it is written, and it cannot make the page load anything. */
export function MarkdownText({ text }: { text: string }): ReactNode {
  return (
    <div className="markdown">
      <Markdown components={COMPONENTS}>{text}</Markdown>
    </div>
  );
}

/** Says where it leads. What is no web or mail address leads nowhere. */
function OutsideLink({ href, children }: { href: string | undefined; children: ReactNode }): ReactNode {
  const target = href !== undefined && URL.canParse(href) ? new URL(href) : undefined;
  if (target === undefined || !['https:', 'http:', 'mailto:'].includes(target.protocol)) return children;
  const place = target.protocol === 'mailto:' ? target.pathname : target.host;
  return (
    <a href={target.href} target="_blank" rel="noopener noreferrer nofollow" title={target.href}>
      {children}
      {children !== place && <span className="quiet small"> ({place})</span>}
    </a>
  );
}
