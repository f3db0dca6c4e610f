import { useState, type ReactNode } from 'react';
import type { Citation } from '../../contracts/chat.js';
import { searchKnowledge, type Passage } from '../api/actions.js';
import { messageOf, type Asked } from '../api/use-asked.js';

/** Where the statements of a reply come from; each opens the passage it rests on. */
export function Citations({ citations }: { citations: Citation[] }): ReactNode {
  return (
    <ol className="citations" aria-label="Sources">
      {citations.map((citation) => (
        <li key={`${citation.id} ${citation.section ?? ''}`}>
          <details>
            <summary>
              {citation.title}
              {citation.section !== undefined && <span className="quiet"> · {citation.section}</span>}
            </summary>
            {citation.quote !== undefined && <blockquote>{citation.quote}</blockquote>}
            <MoreOfSource citation={citation} />
          </details>
        </li>
      ))}
    </ol>
  );
}

/** Looks the document up in the knowledge base, where the person wants more than what was quoted. */
function MoreOfSource({ citation }: { citation: Citation }): ReactNode {
  const [asked, setAsked] = useState<Asked<Passage[]>>();
  const look = (): void => {
    setAsked({ status: 'loading' });
    searchKnowledge(`${citation.title} ${citation.section ?? ''}`.trim()).then(
      (passages) =>
        setAsked({ status: 'ready', value: passages.filter((passage) => isMoreOf(citation, passage)) }),
      (error: unknown) => setAsked({ status: 'failed', message: messageOf(error) }),
    );
  };
  if (asked === undefined)
    return (
      <button type="button" className="small" onClick={look}>
        More of this document
      </button>
    );
  if (asked.status === 'loading') return <p className="quiet small">Looking it up …</p>;
  if (asked.status === 'failed') return <p className="problem small">{asked.message}</p>;
  if (asked.value.length === 0) return <p className="quiet small">The knowledge base has no more of it.</p>;
  return asked.value.map(({ id, section, quote }) => (
    <div key={`${id} ${section}`} className="passage">
      <p className="small quiet">{section}</p>
      <blockquote>{quote}</blockquote>
    </div>
  ));
}

function isMoreOf({ title, quote }: Citation, passage: Passage): boolean {
  return passage.title === title && passage.quote !== quote;
}
