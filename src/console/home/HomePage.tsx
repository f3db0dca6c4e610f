import './home.css';
import type { ReactNode } from 'react';
import { askPath } from '../chat/chat-path.js';
import { listActions } from '../api/actions.js';
import { useAsked } from '../api/use-asked.js';
import { linkTo } from '../navigation.js';
import { SERVICES, servicesOf, type ServiceTools } from '../services.js';
import { Health } from '../ui/Health.js';

/** Helm's tiles: each service with its health, what it can do, and requests that open in chat. */
export function HomePage(): ReactNode {
  const asked = useAsked('actions', listActions);
  return (
    <main className="home-page">
      <div className="hero">
        <h1>Copilot for VEZE</h1>
        <p className="quiet">
          Ask for navigation, support or game strategy. Pick a request, or{' '}
          <a {...linkTo('chat')}>start typing</a>.
        </p>
      </div>
      {asked.status === 'loading' && <p className="quiet">Asking the services how they are …</p>}
      {asked.status === 'failed' && <p className="problem">{asked.message}</p>}
      {asked.status === 'ready' && (
        <ul className="tiles" aria-label="Services">
          {servicesOf(asked.value).map((service) => (
            <Tile key={service.name} service={service} />
          ))}
        </ul>
      )}
    </main>
  );
}

const MOST_EXAMPLES = 3;

function Tile({ service: { name, actions, status } }: { service: ServiceTools }): ReactNode {
  const { title, about } = SERVICES[name];
  const examples = actions.filter(
    ({ example }, at) => actions.findIndex((one) => one.example === example) === at,
  );
  return (
    <li className="card tile">
      <div className="tile-head">
        <h2>{title}</h2>
        <Health status={status} />
      </div>
      <p className="quiet">{about}</p>
      <ul className="examples" aria-label={`Requests for ${title}`}>
        {examples.slice(0, MOST_EXAMPLES).map(({ example, modes: [mode = 'support'] }) => (
          <li key={example}>
            <a className="chip" {...linkTo(askPath(mode, example))}>
              {example}
            </a>
          </li>
        ))}
      </ul>
      <a className="small" {...linkTo(`tools#${name}`)}>
        {actions.length === 1 ? '1 tool' : `All ${actions.length} tools`}
        <span className="hidden"> of {title}</span>
      </a>
    </li>
  );
}
