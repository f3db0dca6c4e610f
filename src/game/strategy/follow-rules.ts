import type { MindContext } from '../mind-context.js';
import { firstBroken } from '../world/conditions.js';
import type { StrategySource } from '../../contracts/game-strategy.js';
import { changeStrategy } from './change-strategy.js';
import { rankStrategies } from './strategies.js';

/** Another strategy has to fit this much better before it takes over. */
const MARGIN = 0.1;
/** Advice that the moment speaks against by this much is over: it was given before. */
const AGAINST = 0.35;

/** Keeps the strategy one that fits: advice for as long as it holds, else what the table says. */
export function followRules({ state }: MindContext): void {
  const { world, strategy } = state;
  if (world.stage !== 'running') return;
  const isAdvised = strategy.until !== null;
  const ranked = rankStrategies(world);
  const [best] = ranked;
  if (best === undefined) return;
  const present = ranked.find((one) => one.strategy.name === strategy.name)?.score ?? 0;
  const advisedStill =
    strategy.until !== null &&
    strategy.until > world.t_game &&
    speaksAgainst(ranked, strategy.source) - present <= AGAINST &&
    firstBroken(world, strategy.valid_while) === undefined;
  if (advisedStill) return;
  if (!isAdvised && (best.strategy.name === strategy.name || best.score < present + MARGIN)) return;
  changeStrategy(state, {
    name: best.strategy.name,
    source: 'rules',
    words: best.strategy.summary,
    since: world.t_game,
    weights: best.strategy.weights,
    until: null,
    valid_while: [],
  });
}

/** What has worked before is tried even where nothing speaks for it yet: that nothing does is all that `balanced` says. */
function speaksAgainst(ranked: ReturnType<typeof rankStrategies>, source: StrategySource): number {
  const rival = ranked.find(({ strategy }) => source !== 'skill' || strategy.name !== 'balanced');
  return rival?.score ?? 0;
}
