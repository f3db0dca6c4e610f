import type { Page } from 'playwright-core';
import { z } from 'zod';

/** Has the page note how long each interaction takes to its next paint. */
export async function watchInteractions(page: Page): Promise<void> {
  await page.evaluate(`
    noted = new Map();
    new PerformanceObserver((list) => {
      for (const { interactionId: id, duration } of list.getEntries())
        if (id > 0) noted.set(id, Math.max(duration, noted.get(id) ?? 0));
    }).observe({ type: 'event', durationThreshold: 16 });`);
}

/** INP over what was done since it was asked last: the longest, less one for every fifty interactions. */
export async function interactionToNextPaint(page: Page): Promise<{ count: number; ms: number }> {
  // Entries are handed out after the paint they end with.
  await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 300)))');
  const noted = z
    .array(z.number())
    .parse(await page.evaluate('(() => { const all = [...noted.values()]; noted.clear(); return all; })()'))
    .sort((a, b) => b - a);
  return { count: noted.length, ms: noted[Math.floor(noted.length / 50)] ?? 0 };
}
