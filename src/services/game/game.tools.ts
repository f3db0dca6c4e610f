import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { GameClient } from './game.client.js';
import { Analysis, Execution, Match } from './game.schema.js';

const matchId = z.string().trim().min(1).max(100);

export function createGameTools(client: GameClient): ServiceTool[] {
  return [match(client), analyze(client), execute(client)];
}

function match(client: GameClient): ServiceTool {
  return createServiceTool({
    name: 'game.match',
    service: 'game',
    effect: 'read',
    description: 'The present state of one match: its boss and phase, the allies, the objective.',
    example: 'How is match m-1 going?',
    args: z.object({ match_id: matchId.describe('The id of the match.') }),
    result: Match,
    run: (args, context) => client.match(args.match_id, context),
  });
}

function analyze(client: GameClient): ServiceTool {
  return createServiceTool({
    name: 'game.analyze',
    service: 'game',
    effect: 'read',
    description:
      "Threats, weaknesses and a recommendation for a match or a boss. Without arguments it looks at the user's live match. " +
      'Use it before game.plan.',
    example: 'Analyze my fight',
    args: z.object({
      boss: z.string().trim().min(1).max(100).optional().describe('The name of the boss, if one was named.'),
      match_id: matchId.optional().describe('The id of the match, if one was named.'),
    }),
    result: Analysis,
    run: (args, context) => client.analyze(args, context),
  });
}

function execute(client: GameClient): ServiceTool {
  return createServiceTool({
    name: 'game.execute',
    service: 'game',
    effect: 'write',
    description:
      'Carry a strategy out: gives the orders to the allies in the match. Without a match it is a drill.',
    example: 'Execute the strategy',
    args: z.object({
      match_id: matchId.nullable().describe('The id of the match; null for a drill.'),
      strategy: z.string().trim().min(1).max(100).describe('The name of the strategy, as game.plan gave it.'),
      orders: z
        .array(z.string().max(500))
        .max(20)
        .optional()
        .describe('What to do, in order, one sentence each.'),
    }),
    result: Execution,
    run: ({ orders = [], ...args }, context) => client.execute({ ...args, orders }, context),
    // Which ally gets which order is for the game to say.
    rehearse: async ({ match_id, strategy }, { stepId }) => ({
      id: `dry-run-${stepId}`,
      match_id,
      strategy,
      accepted: true,
      orders: [],
    }),
  });
}
