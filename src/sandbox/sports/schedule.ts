import { LEAGUES, type League } from '../data/teams.js';
import { between, chance } from '../random.js';

export interface Game {
  id: string;
  league: string;
  home: string;
  away: string;
  venue: string;
  startsAt: number;
}

export interface ScoredGame extends Game {
  score: { home: number; away: number };
  status: 'live' | 'final';
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The twelve games of a day start one every two hours; each lasts a little longer, so one is always live. */
const SLOT_MS = 2 * HOUR_MS;
export const GAME_MS = 2.5 * HOUR_MS;

/** All games that start within [from, to], in order of time. The schedule is endless and the same on every machine. */
export function gamesBetween(from: number, to: number): Game[] {
  const games: Game[] = [];
  for (let day = Math.floor(from / DAY_MS); day <= Math.floor(to / DAY_MS); day += 1)
    games.push(...gamesOf(day));
  return games.filter(({ startsAt }) => startsAt >= from && startsAt <= to);
}

/** A game with its score at `now`; a live score grows with the time played. */
export function scoreAt(game: Game, now: number, seed: number): ScoredGame {
  const highest = LEAGUES.find(({ name }) => name === game.league)?.highestScore ?? 1;
  const played = Math.min(1, Math.max(0, (now - game.startsAt) / GAME_MS));
  const goals = (side: string): number =>
    Math.floor(between(0, highest, chance(seed, game.id, side)) * played);
  return {
    ...game,
    score: { home: goals('home'), away: goals('away') },
    status: played < 1 ? 'live' : 'final',
  };
}

function gamesOf(day: number): Game[] {
  return LEAGUES.flatMap((league, place) =>
    pairsOf(league, day).map(([home, away], pair) => ({
      id: `${league.id}-${day}-${pair + 1}`,
      league: league.name,
      home,
      away,
      venue: league.venue,
      startsAt: day * DAY_MS + slotOf(league, pair, place) * SLOT_MS,
    })),
  ).toSorted((a, b) => a.startsAt - b.startsAt);
}

/** The last slots belong to a league's first pair, so that its first team always has a result of last night. */
function slotOf({ teams }: League, pair: number, place: number): number {
  return (teams.length / 2 - 1 - pair) * LEAGUES.length + place;
}

/** The circle method: the first team stays, the others move on by one place every day; home and away alternate. */
function pairsOf({ teams }: League, day: number): [string, string][] {
  const [fixed = '', ...others] = teams;
  const turn = day % others.length;
  const circle = [fixed, ...others.slice(turn), ...others.slice(0, turn)];
  return circle.slice(0, circle.length / 2).map((team, index) => {
    const opponent = circle[circle.length - 1 - index] ?? fixed;
    return (day + index) % 2 === 0 ? [team, opponent] : [opponent, team];
  });
}
