const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto', style: 'short' });
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

/** "5 min. ago" */
export function ago(instant: string, now = Date.now()): string {
  const passed = Date.parse(instant) - now;
  const [unit, size] = UNITS.find(([, ms]) => Math.abs(passed) >= ms) ?? ['second', 1_000];
  return unit === 'second' ? 'just now' : RELATIVE.format(Math.round(passed / size), unit);
}

/** "12.3 ms", "1.42 s" */
export function duration(ms: number): string {
  if (ms < 10) return `${ms.toFixed(1)} ms`;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(2)} s`;
}

/** "14:05" today, with its day on others. */
export function until(instant: string, now = new Date()): string {
  const at = new Date(instant);
  return at.toDateString() === now.toDateString()
    ? at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : at.toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
}
