import type { Bus, BusEvent } from './bus.js';

/** The bus of a single process: keeps the last `limit` events. */
export function createInProcessBus(limit = 10_000): Bus {
  const entries: { id: string; event: BusEvent }[] = [];
  let count = 0;
  return {
    kind: 'in-process',
    publish(events) {
      for (const event of events) {
        count += 1;
        entries.push({ id: `${count}-0`, event });
      }
      if (entries.length > limit) entries.splice(0, entries.length - limit);
      return Promise.resolve();
    },
    read(after, n) {
      const from = Number.parseInt(after, 10);
      return Promise.resolve(entries.filter((entry) => Number.parseInt(entry.id, 10) > from).slice(0, n));
    },
  };
}
