import type { ReactNode } from 'react';
import type { GoalScore } from '../../contracts/match-view.js';

/** What a goal was worth and what the next best would have been, with what makes it up. */
export function Scores({ scores }: { scores: readonly GoalScore[] }): ReactNode {
  const most = Math.max(...scores.map(({ score }) => score), 0.001);
  if (scores.length === 0) return null;
  return (
    <ol className="scores">
      {scores.map(({ goal, target, score, parts }, at) => (
        <li key={`${goal} ${target}`} className={at === 0 ? 'taken' : ''}>
          <span>
            {goal.replaceAll('_', ' ')} {target} {at > 0 && <span className="quiet small">not taken</span>}
          </span>
          <span className="score-track">
            <i style={{ width: `${Math.max(0, (score / most) * 100)}%` }} />
          </span>
          <span
            className="quiet small"
            title={Object.entries(parts)
              .map(([name, value]) => `${name} ${value.toFixed(2)}`)
              .join('\n')}
          >
            {score.toFixed(2)} ={' '}
            {Object.entries(parts)
              .map(([name, value]) => `${name} ${value.toFixed(2)}`)
              .join(', ')}
          </span>
        </li>
      ))}
    </ol>
  );
}
