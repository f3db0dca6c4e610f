import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { XengineClient } from './xengine.client.js';
import { BossStrategy, NpcLine, Trends } from './xengine.schema.js';

export function createXengineTools(client: XengineClient): ServiceTool[] {
  return [respond(client), plan(client), trends(client)];
}

function respond(client: XengineClient): ServiceTool {
  return createServiceTool({
    name: 'npc.respond',
    service: 'xengine',
    effect: 'read',
    description: 'Let a game character (NPC) say a line in answer to the player.',
    example: 'What does the gatekeeper say?',
    args: z.object({
      context: z.string().max(500).describe('Where and with whom: the scene, the character.'),
      query: z.string().trim().min(1).max(500).describe('What the player says to the character.'),
    }),
    result: NpcLine,
    run: (args, context) => client.npcResponse(args, context),
  });
}

function plan(client: XengineClient): ServiceTool {
  return createServiceTool({
    name: 'game.plan',
    service: 'xengine',
    effect: 'read',
    description:
      'Make a strategy against a boss for a player: a name for it, what to do in order, and advice for each phase. game.execute carries it out.',
    example: 'Boss strategy against the Void Titan',
    args: z.object({
      player: z.string().trim().min(1).max(128).describe('The name of the player.'),
      boss: z.string().trim().min(1).max(100).describe('The name of the boss.'),
    }),
    result: BossStrategy,
    run: (args, context) => client.bossStrategy(args, context),
  });
}

function trends(client: XengineClient): ServiceTool {
  return createServiceTool({
    name: 'xengine.trends',
    service: 'xengine',
    effect: 'read',
    description: 'What is trending in the games of VEZE right now, strongest first.',
    example: 'What is trending in the game?',
    args: z.object({}),
    result: Trends,
    run: (_args, context) => client.trends(context),
  });
}
