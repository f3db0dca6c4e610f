import { z } from 'zod';
import { GraphView } from '../../contracts/graph-view.js';
import { Mode } from '../../contracts/mode.js';
import type { Door } from '../deps.js';
import type { Route } from '../route.js';
import { parse } from '../validate.js';

const GraphParams = z.object({ mode: Mode });

export function createGetGraph(door: Door): Route {
  return {
    method: 'GET',
    path: '/graphs/:mode',
    summary: 'The state graph of a mode, as the service runs it',
    scope: 'copilot.read',
    params: GraphParams,
    answers: [{ schema: GraphView }],
    problems: ['invalid_field'],
    handle: async (ctx) => {
      ctx.body = await door.runs.drawGraph(parse(GraphParams, ctx['params']).mode);
    },
  };
}
