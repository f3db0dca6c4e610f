import { z } from 'zod';
import { GraphView } from '../../contracts/graph-view.js';
import { RunEvent } from '../../contracts/run-event.js';
import asks from './recordings/asks.events.json';
import helm from './recordings/helm.graph.json';
import parallel from './recordings/parallel.events.json';
import replanned from './recordings/replanned.events.json';
import support from './recordings/support.graph.json';

const Events = z.array(RunEvent);

/** Runs of the service on its sandbox, as `GET /runs/:id/events` gave them. */
export const RECORDED = {
  /** "buy nebula skin": ends with a question. */
  asks: Events.parse(asks),
  /** "sports scores and what is trending": two services side by side. */
  parallel: Events.parse(parallel),
  /** "refund order 123" by somebody who has no such order. */
  replanned: Events.parse(replanned),
};

export const GRAPHS = { helm: GraphView.parse(helm), support: GraphView.parse(support) };
