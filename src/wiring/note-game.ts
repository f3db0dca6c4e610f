import type { Logger } from '../core/logger.js';
import type { Metrics } from '../core/metrics.js';
import type { GameNotes } from '../game/matches/game-notes.js';

/** What playing says of itself, to metrics and log. Nothing that players say is logged. */
export function createGameNotes({ metrics, logger }: { metrics: Metrics; logger: Logger }): GameNotes {
  const lines = createLines(logger);
  return {
    ...lines,
    eventPlayed(tookMs) {
      metrics.gameEvent('played');
      metrics.reflexed(tookMs / 1000);
    },
    ticked: (tookMs) => metrics.planned(tookMs / 1000),
    eventTurnedAway: (outcome) => metrics.gameEvent(outcome),
    superseded: () => metrics.gameEvent('superseded'),
    skipped: (numbers) => metrics.gameEvent('skipped', numbers),
    poisoned(event, error) {
      metrics.gameEvent('poisoned');
      lines.poisoned(event, error);
    },
    advised: (outcome) => metrics.gameAdvice(outcome),
    consulted({ outcome, cause, tookMs }) {
      metrics.gameAdvice(outcome, cause);
      if (tookMs !== undefined) metrics.gameAnswered(outcome, tookMs / 1000);
    },
    eventsRead: (waitedMs) => metrics.gameEventsRead(waitedMs / 1000),
    lineWritten: metrics.gameLine,
    actionsLeft: (actions, lagsMs) =>
      metrics.gameActionsLeft(
        actions,
        lagsMs.map((lag) => lag / 1000),
      ),
    shardTaken(shard, matches) {
      metrics.shardHeld(shard, true);
      logger.debug({ shard, matches }, 'plays a shard');
    },
    shardLost(shard) {
      metrics.shardHeld(shard, false);
      logger.info({ shard }, 'plays a shard no more');
    },
  };
}

/** What is only logged. */
function createLines(logger: Logger): Pick<GameNotes, 'poisoned' | 'tickFailed' | 'replayFailed' | 'away'> {
  let lastAway = 0;
  return {
    poisoned(event, error) {
      const { match_id: matchId, source, seq, type } = event;
      logger.error(
        { err: error, match_id: matchId, source, seq, type },
        'a game event could not be acted on',
      );
    },
    tickFailed: (matchId, error) => logger.error({ err: error, match_id: matchId }, 'no plan could be made'),
    replayFailed: (matchId, error) =>
      logger.error({ err: error, match_id: matchId }, 'a part of a match could not be played again'),
    // One line in ten seconds, not one for each attempt.
    away(error) {
      if (Date.now() - lastAway < 10_000) return;
      lastAway = Date.now();
      logger.warn({ err: error }, 'matches wait for a store');
    },
  };
}
