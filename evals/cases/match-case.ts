import { z } from 'zod';
import { GameActionName, GameLayer } from '../../src/contracts/game-action.js';
import { GoalName, StrategyName } from '../../src/contracts/game-strategy.js';
import { Known } from './eval-case.js';

const Count = z
  .union([
    z.int().min(0),
    z
      .strictObject({ $min: z.int().min(0).optional(), $max: z.int().min(0).optional() })
      .refine(({ $min, $max }) => $min !== undefined || $max !== undefined, { error: 'needs $min or $max' }),
  ])
  .meta({ id: 'Count', description: 'So many, or {$min: 3}, {$max: 5}, {$min: 3, $max: 5}' });

/** A stretch of the match in which something has to be done, or must not be. */
export const Moment = z.strictObject({
  why: z.string().min(1).describe('What happens then in the match'),
  from: z.int().min(0).describe('Game time in milliseconds'),
  to: z.int().min(0),
  actor: z.string().optional().describe('A fighter; any where left out'),
  action: z.union([GameActionName, z.array(GameActionName).min(1)]).describe('Any of these'),
  target: z.string().optional(),
  layer: GameLayer.optional(),
  count: Count.default({ $min: 1 }),
});
export type Moment = z.infer<typeof Moment>;

export const MatchExpectation = z
  .strictObject({
    outcome: z.enum(['won', 'lost', 'abandoned', 'running']).optional().describe('How it stands at the end'),
    fighters: z
      .record(z.string(), z.enum(['up', 'down', 'dead']))
      .optional()
      .describe('How these stand at the end, by id'),
    actions: z
      .partialRecord(GameActionName, Count)
      .refine((counts) => Object.keys(counts).length > 0, { error: 'names no action, so it judges nothing' })
      .optional()
      .describe('How many of each kind over the whole match'),
    moments: z.array(Moment).min(1).optional(),
    answered: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe(
        'Of the strikes announced on an ally who stands, the least share that is answered before it lands',
      ),
    plans: Count.optional().describe('How many were made'),
    goals: z.partialRecord(GoalName, Count).optional().describe('How many plans have each goal'),
    strategy: StrategyName.optional().describe('The one followed at the end'),
    never_says: z.array(z.string().min(1)).optional().describe('Of what is given out as a text or a reason'),
    digest: z
      .string()
      .optional()
      .describe('Of every action with its time, in order: exactly this and nothing else'),
  })
  .refine((expect) => Object.keys(expect).length > 0, { error: 'expects nothing' });
export type MatchExpectation = z.infer<typeof MatchExpectation>;

/** A recorded match, and what the Player ASI does in it. */
export const MatchCase = z.strictObject({
  title: z.string().min(1),
  match: z.string().describe('The name of the recording: DinoBoss-asi-1'),
  tags: z.array(z.string()).default([]),
  known: Known,
  expect: MatchExpectation,
});
export type MatchCase = z.infer<typeof MatchCase>;
