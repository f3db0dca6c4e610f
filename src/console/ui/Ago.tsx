import { useSyncExternalStore, type ReactNode } from 'react';
import { ago } from '../time.js';

const STEP_MS = 20_000;

/** How long ago something was; it stays right for as long as it is shown. */
export function Ago({ at }: { at: string }): ReactNode {
  useSyncExternalStore(everyStep, () => Math.floor(Date.now() / STEP_MS));
  return (
    <time dateTime={at} title={new Date(at).toLocaleString()}>
      {ago(at)}
    </time>
  );
}

function everyStep(onStep: () => void): () => void {
  const timer = setInterval(onStep, STEP_MS);
  return () => clearInterval(timer);
}
