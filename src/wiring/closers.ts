/** What was opened, to be closed in the opposite order. */
export interface Closers {
  add(name: string, close: () => Promise<unknown> | unknown): void;
  /** Closes everything, also where one fails; gives the failures. */
  closeAll(): Promise<{ name: string; error: unknown }[]>;
}

export function createClosers(): Closers {
  const open: { name: string; close: () => Promise<unknown> | unknown }[] = [];
  return {
    add: (name, close) => void open.push({ name, close }),
    async closeAll() {
      const failures: { name: string; error: unknown }[] = [];
      for (let last = open.pop(); last !== undefined; last = open.pop()) {
        try {
          await last.close();
        } catch (error) {
          failures.push({ name: last.name, error });
        }
      }
      return failures;
    },
  };
}
