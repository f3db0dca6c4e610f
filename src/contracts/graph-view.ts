import { z } from 'zod';
import { Mode } from './mode.js';

/** `start` and `end` are LangGraph's own; run events name the others only. */
export const GraphNodeKind = z.enum(['start', 'end', 'work']);

/** `GET /graphs/:mode`: the state graph that the runs of a mode go through, as it is compiled in the service. */
export const GraphView = z.object({
  mode: Mode,
  nodes: z.array(z.object({ id: z.string(), kind: GraphNodeKind })),
  edges: z.array(z.object({ source: z.string(), target: z.string(), conditional: z.boolean() })),
});
export type GraphView = z.infer<typeof GraphView>;
