import type { ReactNode } from 'react';
import type { MatchSummary } from '../../contracts/game-door.js';
import { listMatches } from '../api/matches.js';
import { linkTo, usePlace } from '../navigation.js';
import { ago } from '../time.js';
import { usePolled } from '../use-polled.js';
import { MatchDetailsPage } from './MatchDetailsPage.js';
import './matches.css';

const EVERY_MS = 5_000;

/** `game`: the caller's matches; `game/matches/ID`: one of them on a time axis. */
export function MatchesPage(): ReactNode {
  const { path } = usePlace();
  const [, part] = /^game\/matches\/([^/]+)$/.exec(path) ?? [];
  const id = part === undefined ? undefined : decodeURIComponent(part);
  const { value, problem } = usePolled('matches', listMatches, EVERY_MS);
  return (
    <div className="matches-page">
      <aside aria-label="Matches">
        <h2>Your matches</h2>
        {problem !== undefined && <p className="problem">{problem}</p>}
        {value === undefined && problem === undefined && <p className="quiet">Asking …</p>}
        {value?.length === 0 && (
          <p className="quiet">
            None yet. Game servers tell of them with <code>POST /game/events</code>;{' '}
            <code>npm run arena</code> plays one.
          </p>
        )}
        <ul>
          {value?.map((match) => (
            <MatchLink key={match.match_id} match={match} isShown={match.match_id === id} />
          ))}
        </ul>
      </aside>
      <main>
        {id === undefined ? (
          <>
            <h1>Matches</h1>
            <p className="quiet">
              What the Player ASI was told, planned and did, on one axis of game time. Pick a match.
            </p>
          </>
        ) : (
          <MatchDetailsPage key={id} id={id} />
        )}
      </main>
    </div>
  );
}

function MatchLink({ match, isShown }: { match: MatchSummary; isShown: boolean }): ReactNode {
  const { match_id: id, outcome, last_event_at: last } = match;
  return (
    <li>
      <a {...linkTo(`game/matches/${encodeURIComponent(id)}`)} aria-current={isShown ? 'page' : undefined}>
        {id}
        <span className="quiet small">
          {outcome ?? 'under way'} · {ago(last)}
        </span>
      </a>
    </li>
  );
}
