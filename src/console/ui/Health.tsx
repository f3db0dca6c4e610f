import type { ReactNode } from 'react';
import type { ServiceStatus } from '../../contracts/action.js';

/** Whether a service can be had, in a word. */
export function Health({ status }: { status: ServiceStatus | undefined }): ReactNode {
  const [look, word] = wordFor(status);
  return <span className={`health small ${look}`}>{word}</span>;
}

function wordFor(status: ServiceStatus | undefined): [string, string] {
  if (status === undefined) return ['', 'unknown'];
  if (!status.reachable) return ['down', 'not reachable'];
  return status.breaker === 'closed' ? ['up', 'up'] : ['shaky', 'recovering'];
}
