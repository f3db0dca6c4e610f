import { z } from 'zod';
import { StrategyName } from '../../contracts/game-strategy.js';
import type { JsonObject } from '../../contracts/json.js';
import { StrategyRecord, type EndedMatch } from '../../contracts/match-memory.js';
import { keepLast } from '../keep-last.js';
import type { MindContext } from '../mind-context.js';
import type { MindState } from '../mind-state.js';
import { changeStrategy, followedUntil } from './change-strategy.js';
import { STRATEGIES } from './strategies.js';

/** Why the strategist is asked about a boss that nothing is remembered of. */
export const BOSS_CAME = 'a boss has come';

const MOST_FACED = 8;
/** How long memory is waited for before somebody is asked, in game time. */
const RECALL_MS = 1_000;
/** A strategy that won less often than this is not tried for having won once. */
const WORKS = 0.5;

/** What is remembered of a player's matches against a boss. */
export const RecalledMatches = z.object({ boss: z.string(), records: z.array(StrategyRecord).max(100) });
export type RecalledMatches = z.infer<typeof RecalledMatches>;

/** Notes that a boss of this name has come. */
export function faceBoss({ faced, world }: MindState, name: string): void {
  if (name === '' || faced.length >= MOST_FACED || faced.some((one) => one.name === name)) return;
  faced.push({ name, at: world.t_game });
}

/** The boss of which it is to be recalled what has worked against it; undefined where there is none, or it has been. */
export function bossToRecall({ faced, recalled, world }: MindState): MindState['faced'][number] | undefined {
  if (world.stage !== 'running') return undefined;
  const isHere = (name: string): boolean => world.bosses.some((boss) => boss.name === name);
  return faced.find(({ name }) => !recalled.includes(name) && isHere(name));
}

/** Whether what has worked before may still be recalled, so that nobody need be asked yet. */
export function isRecalling({ hasMemories, state }: MindContext): boolean {
  const boss = hasMemories ? bossToRecall(state) : undefined;
  return boss !== undefined && boss.at + RECALL_MS > state.world.t_game;
}

/** Tries first what has worked against a boss that is here; asks nobody else then what to do about its coming. */
export function recallSkills({ state, limits }: MindContext, given: RecalledMatches | JsonObject): void {
  const read = RecalledMatches.safeParse(given);
  if (!read.success || state.recalled.includes(read.data.boss)) return;
  const { boss: name, records } = read.data;
  keepLast(state.recalled, name, MOST_FACED);
  const boss = state.world.bosses.find((one) => one.name === name);
  const skill = records.find(({ won, lost }) => won > 0 && won / (won + lost) >= WORKS);
  const strategy = STRATEGIES.find((one) => one.name === skill?.strategy);
  if (boss === undefined || skill === undefined || strategy === undefined || state.strategy.until !== null)
    return;
  const t = state.world.t_game;
  changeStrategy(state, {
    name: strategy.name,
    source: 'skill',
    words: `This has beaten ${name} ${skill.won} of ${skill.won + skill.lost} times.`,
    since: t,
    weights: strategy.weights,
    until: t + limits.adviceMs,
    valid_while: [{ is: 'running' }, { is: 'enemy', id: boss.id }],
  });
  if (state.pending_reason === BOSS_CAME) state.pending_reason = null;
  if (state.question?.because === BOSS_CAME) state.question = null;
}

/** How a match that is over went, for the next one; undefined where it is not decided, or there was no boss. */
export function lessonOf({ matchId, player, state }: MindContext): EndedMatch | undefined {
  const { world, faced, strategy } = state;
  const [boss] = faced;
  if ((world.stage !== 'won' && world.stage !== 'lost') || boss === undefined) return undefined;
  const followed = followedUntil(state, world.t_game);
  const [longest = strategy.name] = StrategyName.options.toSorted(
    (a, b) => (followed[b] ?? 0) - (followed[a] ?? 0),
  );
  return {
    matchId,
    player,
    boss: boss.name,
    outcome: world.stage,
    strategy: longest,
    durationMs: world.t_game,
  };
}
