import './tools.css';
import { useEffect, useState, type ReactNode } from 'react';
import type { Action } from '../../contracts/action.js';
import { askPath } from '../chat/chat-path.js';
import { listActions } from '../api/actions.js';
import { useAsked } from '../api/use-asked.js';
import { linkTo, usePlace } from '../navigation.js';
import { SERVICES, servicesOf, type ServiceTools } from '../services.js';
import { Health } from '../ui/Health.js';
import { JsonView } from '../ui/JsonView.js';
import { Calls } from './Calls.js';
import { RunTool } from './RunTool.js';

/** Each service with its breaker, its latency and its tools, which can be run from here; `tools#rag` leads to one. */
export function ToolsPage(): ReactNode {
  const [asking, setAsking] = useState(0);
  const asked = useAsked(`actions ${asking}`, listActions, { keeps: true });
  const { hash } = usePlace();
  const isReady = asked.status === 'ready';
  useEffect(() => {
    if (isReady && hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [isReady, hash]);
  return (
    <main className="tools-page">
      <div className="row">
        <h1>Connected services</h1>
        <button type="button" className="small" onClick={() => setAsking(asking + 1)}>
          Ask again
        </button>
      </div>
      <p className="quiet">
        What the copilot can do for you, service by service. Every tool can be run here; it passes the same
        policy as a step of a plan, and writes can be rehearsed first.
      </p>
      {asked.status === 'loading' && <p className="quiet">Asking the services how they are …</p>}
      {asked.status === 'failed' && <p className="problem">{asked.message}</p>}
      {asked.status === 'ready' &&
        servicesOf(asked.value).map((service) => <Service key={service.name} service={service} />)}
    </main>
  );
}

function Service({ service: { name, actions, status } }: { service: ServiceTools }): ReactNode {
  const { title, about } = SERVICES[name];
  return (
    <section className="card service" id={name} aria-labelledby={`${name}-title`}>
      <div className="tile-head">
        <h2 id={`${name}-title`}>{title}</h2>
        <Health status={status} />
      </div>
      <p className="quiet">{about}</p>
      {status !== undefined && <Calls status={status} />}
      {actions.map((action) => (
        <Tool key={action.name} action={action} />
      ))}
    </section>
  );
}

/** Unfolded only where somebody looks: a form for each of two dozen tools would be a long page. */
function Tool({ action }: { action: Action }): ReactNode {
  const [open, setOpen] = useState(false);
  const { name, effect, description, modes, example, args } = action;
  return (
    <details className="tool" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{name}</code>
        <span className={`tag ${effect}`}>{effect}</span>
        <span className="quiet small">{description}</span>
      </summary>
      {open && (
        <div className="tool-body">
          <p className="row small">
            <span className="quiet">
              Used in {modes.length === 0 ? 'no mode' : modes.join(', ')}. In words:
            </span>
            <a {...linkTo(askPath(modes[0] ?? 'support', example))}>{example}</a>
          </p>
          <RunTool action={action} />
          <details>
            <summary className="small">Schema of the arguments</summary>
            <JsonView label={`Schema of ${name}`} value={args} />
          </details>
        </div>
      )}
    </details>
  );
}
