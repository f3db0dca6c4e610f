import { ServiceName } from '../contracts/mode.js';
import type { Action, Actions, ServiceStatus } from '../contracts/action.js';

/** What a service is called, and what it is for. */
export const SERVICES: Record<ServiceName, { title: string; about: string }> = {
  commerce: { title: 'VEZEPyCommerce', about: 'Catalogue, carts, orders, refunds' },
  rag: { title: 'VEZEPyRAG', about: 'The knowledge base, with citations' },
  email: { title: 'VEZEPyEmail', about: 'Write, send and read e-mail' },
  xengine: { title: 'VEZEPyXEngine', about: 'NPC lines, boss strategy, trends' },
  game: { title: 'VEZEPyGame', about: 'Matches, analysis, orders to allies' },
  sports: { title: 'VEZEPySports', about: 'Scores and fixtures' },
  social: { title: 'VEZEPySocial', about: 'Trending, search, posts' },
};

export interface ServiceTools {
  name: ServiceName;
  actions: Action[];
  /** Undefined where it could not be learned. */
  status: ServiceStatus | undefined;
}

/** The services that have tools, each with its own. */
export function servicesOf({ actions, services }: Actions): ServiceTools[] {
  return Object.keys(SERVICES)
    .map((key) => ServiceName.parse(key))
    .map((name) => ({
      name,
      actions: actions.filter(({ service }) => service === name),
      status: services[name],
    }))
    .filter((service) => service.actions.length > 0);
}
