import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { SportsClient } from './sports.client.js';
import { Fixtures, Scores } from './sports.schema.js';

const team = z.string().trim().min(1).max(100).optional().describe('Only of this team.');

export function createSportsTools(client: SportsClient): ServiceTool[] {
  return [scores(client), fixtures(client)];
}

function scores(client: SportsClient): ServiceTool {
  return createServiceTool({
    name: 'sports.scores',
    service: 'sports',
    effect: 'read',
    description: 'Results of games that are over or live, newest first.',
    example: 'How did the Comets play?',
    args: z.object({
      team,
      league: z.string().trim().min(1).max(100).optional().describe('Only of this league.'),
    }),
    result: Scores,
    run: async (args, context) => {
      const found = await client.scores(args, context);
      if (found.scores.length > 0 || args.team === undefined || args.league !== undefined) return found;
      // People say "gravity ball scores" as they say "comets scores".
      return client.scores({ league: args.team }, context);
    },
  });
}

function fixtures(client: SportsClient): ServiceTool {
  return createServiceTool({
    name: 'sports.fixtures',
    service: 'sports',
    effect: 'read',
    description: 'Games to come, soonest first.',
    example: 'When do the Comets play next?',
    args: z.object({ team }),
    result: Fixtures,
    run: (args, context) => client.fixtures(args, context),
  });
}
