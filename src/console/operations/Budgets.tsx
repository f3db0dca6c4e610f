import type { ReactNode } from 'react';
import type { ModelLimits, OperationsView } from '../../contracts/operations.js';

interface BudgetsProps {
  limits: ModelLimits | null;
  /** What was spent in the last day, by user. */
  spent: OperationsView['spent']['by_user'];
}

/** What the model may cost, and what it has cost each user of it. */
export function Budgets({ limits, spent }: BudgetsProps): ReactNode {
  return (
    <section className="card" aria-label="Budgets">
      <h2>Budgets of the model</h2>
      {limits === null ? (
        <p className="quiet">There are none: no model is asked, the rules plan alone.</p>
      ) : (
        <Limits limits={limits} />
      )}
      {limits !== null && spent.length === 0 && <p className="quiet">Nobody used it in the last day.</p>}
      {spent.length > 0 && (
        <table>
          <thead>
            <tr>
              <th>User</th>
              <th>Spent in a day</th>
              <th>Cost</th>
              <th>Tokens</th>
              <th>Calls</th>
            </tr>
          </thead>
          <tbody>
            {spent.map((of) => (
              <Spent key={of.user_id} of={of} limit={limits?.day ?? NO_LIMIT} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

const NO_LIMIT = { tokens: 0, usd: 0 };

const NAMES: Record<keyof ModelLimits, string> = {
  turn: 'A turn',
  session: 'A conversation',
  day: 'A user in a day',
  match: 'A match',
};

function Limits({ limits }: { limits: ModelLimits }): ReactNode {
  const rows = Object.entries(NAMES) as [keyof ModelLimits, string][];
  return (
    <dl className="limits">
      {rows.map(([of, name]) => (
        <div key={of}>
          <dt className="quiet small">{name}</dt>
          <dd>{inWords({ usd: 0, ...limits[of] })}</dd>
        </div>
      ))}
    </dl>
  );
}

function inWords({ tokens, usd }: ModelLimits['day']): string {
  const parts = [
    ...(tokens > 0 ? [`${tokens.toLocaleString()} tokens`] : []),
    ...(usd > 0 ? [dollars(usd)] : []),
  ];
  return parts.length === 0 ? 'no limit' : parts.join(', ');
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

interface SpentProps {
  of: BudgetsProps['spent'][number];
  limit: ModelLimits['day'];
}

function Spent({ of, limit }: SpentProps): ReactNode {
  const { user_id: user, calls, tokens, cost_usd: cost } = of;
  const share = Math.max(shareOf(tokens, limit.tokens), shareOf(cost, limit.usd));
  const look = share >= 1 ? 'over' : share >= 0.8 ? 'near' : '';
  return (
    <tr>
      <td>{user}</td>
      <td>
        <span className="spent">
          <span className="spent-track">
            <i className={look} style={{ width: `${Math.min(1, share) * 100}%` }} />
          </span>
          {Math.round(share * 100)} %
        </span>
      </td>
      <td>{limit.usd > 0 ? `${dollars(cost)} of ${dollars(limit.usd)}` : dollars(cost)}</td>
      <td>
        {tokens.toLocaleString()}
        {limit.tokens > 0 && ` of ${limit.tokens.toLocaleString()}`}
      </td>
      <td>{calls}</td>
    </tr>
  );
}

/** Without a limit nothing is used up. */
function shareOf(used: number, limit: number): number {
  return limit > 0 ? used / limit : 0;
}
