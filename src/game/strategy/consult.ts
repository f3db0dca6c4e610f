import { LEFT, type Strategist, type StrategyQuestion } from '../../contracts/game-strategy.js';
import { JsonObject } from '../../contracts/json.js';
import { AppError } from '../../core/errors.js';
import type { GameNotes } from '../matches/game-notes.js';
import type { BookedMatch } from '../matches/shard-book.js';

export interface ConsultLimits {
  /** How long an answer is waited for, from when the question arises; milliseconds. */
  answerMs: number;
  /** Questions of this process that are under way at once; the rules of further ones go on alone. */
  atOnce: number;
  /** Between the beginnings of two: each takes the process some time, which matches that play on must not notice. */
  apartMs: number;
}

export interface ConsultDeps {
  strategist: Strategist;
  limits: ConsultLimits;
  notes: Pick<GameNotes, 'consulted'>;
  /** False while the process has enough to do with playing: questions wait, and the rules go on alone. */
  hasTime: () => boolean;
  /** Hands an answer to its match. */
  advise: (matchId: string, player: string, advice: JsonObject) => void;
  now: () => Date;
}

/** Has the questions of minds answered, beside the playing: nothing of a match waits for it. */
export interface Consulting {
  /** Looks at what the minds of a match ask: starts what is new, and ends what nobody needs to know any more. */
  look(match: BookedMatch): void;
  /** Leaves what is under way to whoever plays the matches next, and asks nothing more. */
  stop(): void;
}

/** A question of one mind: at most one of each is waited for. */
interface Asking {
  readonly question: StrategyQuestion;
  readonly end: AbortController;
  readonly answerBy: Date;
  readonly since: number;
  state: 'waiting' | 'asked' | 'over';
  settle: () => void;
}

const VOID = 'it is about how things no longer are';
const TIMEOUT = 'it took too long';

export function createConsulting(deps: ConsultDeps): Consulting {
  const askingsOf = createAskings();
  const open = new Set<Asking>();
  const turns = createTurns(deps, open, (asking) => void ask(deps, asking).finally(() => finish(asking)));
  const finish = (asking: Asking): void => {
    asking.state = 'over';
    asking.settle();
    if (open.delete(asking)) turns.goOn();
  };
  return {
    look(match) {
      if (turns.isOver()) return;
      const { lane } = match;
      const mine = askingsOf(match);
      for (const [player, mind] of lane.state.minds) {
        const question = lane.broken || lane.state.outcome !== null ? undefined : mind.question();
        const before = mine.get(player);
        if (isSame(before?.question, question)) continue;
        before?.end.abort(before.question.expires_at <= lane.state.tGame ? TIMEOUT : VOID);
        mine.delete(player);
        if (question === undefined) continue;
        const asking = openAsking(deps, match, question, finish);
        mine.set(player, asking);
        open.add(asking);
        turns.goOn();
      }
    },
    stop() {
      turns.stop();
      for (const asking of open) asking.end.abort(LEFT);
    },
  };
}

/** The question of each mind of a match, by player. */
function createAskings(): (match: BookedMatch) => Map<string, Asking> {
  const known = new WeakMap<BookedMatch, Map<string, Asking>>();
  return (match) => {
    const before = known.get(match);
    if (before !== undefined) return before;
    const askings = new Map<string, Asking>();
    known.set(match, askings);
    return askings;
  };
}

/** Begins what waits, one after the other, whenever one more may begin. */
function createTurns(
  { limits, hasTime }: ConsultDeps,
  open: ReadonlySet<Asking>,
  begin: (asking: Asking) => void,
): { goOn(): void; stop(): void; isOver(): boolean } {
  let begunAt = Number.NEGATIVE_INFINITY;
  let pause: NodeJS.Timeout | undefined;
  let stopped = false;
  const goOn = (): void => {
    for (let asking = nextOf(open, limits); asking !== undefined; asking = nextOf(open, limits)) {
      if (stopped || pause !== undefined) return;
      const wait = hasTime() ? begunAt + limits.apartMs - performance.now() : Math.max(1, limits.apartMs);
      if (wait > 0) return pauseFor(wait);
      begunAt = performance.now();
      begin(asking);
    }
  };
  const pauseFor = (ms: number): void => {
    pause = setTimeout(() => {
      pause = undefined;
      goOn();
    }, ms);
  };
  return {
    goOn,
    isOver: () => stopped,
    stop() {
      stopped = true;
      clearTimeout(pause);
    },
  };
}

/** A run that begins with less than this part of its time is not worth its cost. */
const ENOUGH = 0.5;

/** The first that waits, where one more may begin. */
function nextOf(open: ReadonlySet<Asking>, { atOnce, answerMs }: ConsultLimits): Asking | undefined {
  const all = [...open];
  if (all.filter(({ state }) => state === 'asked').length >= atOnce) return undefined;
  const oldest = performance.now() - answerMs * (1 - ENOUGH);
  return all.find(({ state, since }) => state === 'waiting' && since >= oldest);
}

/** A match that was mended has questions of its own making that are the same. */
function isSame(one: StrategyQuestion | undefined, other: StrategyQuestion | undefined): boolean {
  return (
    one === other ||
    (one?.generation === other?.generation &&
      one?.based_on === other?.based_on &&
      one?.asked_at === other?.asked_at)
  );
}

function openAsking(
  { limits, notes, now }: ConsultDeps,
  { loss }: BookedMatch,
  question: StrategyQuestion,
  finish: (asking: Asking) => void,
): Asking {
  const end = new AbortController();
  const leave = (): void => end.abort(LEFT);
  const timer = setTimeout(() => end.abort(TIMEOUT), limits.answerMs);
  const stay = loss.whenLost(leave);
  const asking: Asking = {
    question,
    end,
    answerBy: new Date(now().getTime() + limits.answerMs),
    since: performance.now(),
    state: 'waiting',
    settle() {
      clearTimeout(timer);
      stay();
    },
  };
  end.signal.addEventListener(
    'abort',
    () => {
      if (asking.state !== 'waiting') return;
      if (end.signal.reason === TIMEOUT) notes.consulted({ outcome: 'failed', cause: 'crowded' });
      finish(asking);
    },
    { once: true },
  );
  return asking;
}

async function ask({ strategist, notes, advise }: ConsultDeps, asking: Asking): Promise<void> {
  const { question, answerBy, since } = asking;
  const { signal } = asking.end;
  asking.state = 'asked';
  notes.consulted({ outcome: 'asked' });
  try {
    const { advice, runId } = await strategist.ask(question, { answerBy, signal });
    signal.throwIfAborted();
    const tookMs = performance.now() - since;
    notes.consulted({ outcome: advice.source === 'rules' ? 'rules' : 'answered', tookMs });
    // What the table says the mind knows itself, and newer.
    if (advice.source === 'rules') return;
    advise(question.match_id, question.player, JsonObject.parse({ ...advice, run_id: runId }));
  } catch (error) {
    const tookMs = performance.now() - since;
    if (signal.reason === LEFT) return;
    if (signal.reason === VOID) notes.consulted({ outcome: 'aborted', tookMs });
    else notes.consulted({ outcome: 'failed', cause: signal.aborted ? 'timeout' : causeOf(error), tookMs });
  }
}

function causeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'error';
}
