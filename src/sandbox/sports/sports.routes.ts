import { Router } from '@koa/router';
import { z } from 'zod';
import type { Clock } from '../../core/clock.js';
import { readQuery } from '../http/read-input.js';
import { words } from '../text.js';
import { gamesBetween, scoreAt, type Game } from './schedule.js';

const name = z.string().trim().min(1).max(200).optional();
const ScoresQuery = z.object({ team: name, league: name });
const FixturesQuery = z.object({ team: name });

const DAY_MS = 86_400_000;
const DAYS_BACK = 3;
const DAYS_AHEAD = 4;

export interface SportsDeps {
  clock: Clock;
  seed: number;
}

export function createSportsRoutes({ clock, seed }: SportsDeps): Router {
  const router = new Router({ prefix: '/sports' });
  router.get('/scores', (ctx) => {
    const { team, league } = readQuery(ctx, ScoresQuery);
    const now = clock.now().getTime();
    const games = gamesBetween(now - DAYS_BACK * DAY_MS, now).filter((game) => isOf(game, team, league));
    ctx.body = { scores: games.toReversed().map((game) => toScore(game, now, seed)) };
  });
  router.get('/fixtures', (ctx) => {
    const { team } = readQuery(ctx, FixturesQuery);
    const now = clock.now().getTime();
    const games = gamesBetween(now + 1, now + DAYS_AHEAD * DAY_MS).filter((game) => isOf(game, team));
    ctx.body = { fixtures: games.map(toFixture) };
  });
  return router;
}

/** "comets" is enough for Orion Comets. */
function isOf({ home, away, league }: Game, team?: string, wantedLeague?: string): boolean {
  const isTeam = team === undefined || holds(home, team) || holds(away, team);
  return isTeam && (wantedLeague === undefined || holds(league, wantedLeague));
}

function holds(name: string, wanted: string): boolean {
  const have = words(name);
  const parts = words(wanted);
  return parts.length > 0 && parts.every((part) => have.includes(part));
}

function toScore(game: Game, now: number, seed: number): object {
  const { id, league, home, away, startsAt, score, status } = scoreAt(game, now, seed);
  return {
    id,
    league,
    status,
    home: { team: home, score: score.home },
    away: { team: away, score: score.away },
    played_at: new Date(startsAt).toISOString(),
  };
}

function toFixture({ id, league, home, away, venue, startsAt }: Game): object {
  return { id, league, home, away, starts_at: new Date(startsAt).toISOString(), venue };
}
