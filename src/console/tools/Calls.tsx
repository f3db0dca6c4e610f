import type { ReactNode } from 'react';
import type { ServiceStatus } from '../../contracts/action.js';
import { duration } from '../time.js';

const BREAKER = {
  closed: 'closed: calls go through',
  half_open: 'half open: one call is let through to try',
  open: 'open: calls are refused at once until it is tried again',
} as const;

/** The breaker of a service, and how its last calls went. */
export function Calls({ status: { breaker, calls } }: { status: ServiceStatus }): ReactNode {
  return (
    <dl className="calls small">
      <div>
        <dt>Breaker</dt>
        <dd>{BREAKER[breaker]}</dd>
      </div>
      <div>
        <dt>Latency</dt>
        <dd>
          {calls.p50_ms === null || calls.p95_ms === null ? (
            'no call yet'
          ) : (
            <>
              half under {duration(calls.p50_ms)}, 95 % under {duration(calls.p95_ms)}
              <Bars durations={calls.durations_ms} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Last calls</dt>
        <dd>
          {calls.count}, {calls.failed} failed
        </dd>
      </div>
    </dl>
  );
}

const BAR = { width: 4, gap: 1, height: 20 };

/** How long each of the last calls took, one bar each. */
function Bars({ durations }: { durations: readonly number[] }): ReactNode {
  const most = Math.max(...durations, 1);
  const step = BAR.width + BAR.gap;
  return (
    <svg
      className="bars"
      width={durations.length * step}
      height={BAR.height}
      role="img"
      aria-label={`The last ${durations.length} calls, the longest ${duration(most)}`}
    >
      {durations.map((ms, at) => {
        const height = Math.max(1, (ms / most) * BAR.height);
        return <rect key={at} x={at * step} y={BAR.height - height} width={BAR.width} height={height} />;
      })}
    </svg>
  );
}
