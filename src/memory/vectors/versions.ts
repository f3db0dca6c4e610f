/** What version each owner's rows are at, as of less than `maxAgeMs` ago. */
export interface Versions {
  current(owner: string): Promise<string>;
  /** This version was just written or read. */
  note(owner: string, version: string): void;
  /** The next `current` asks again. */
  expire(owner: string): void;
}

export interface VersionsOptions {
  read(owner: string): Promise<string>;
  maxAgeMs: number;
  maxOwners: number;
  now?: () => number;
}

interface Known {
  version: string;
  at: number;
}

/**
 * Asks for the version of an owner's rows at most once in `maxAgeMs`, however many want to know. It is compared for equality
 * only: that also finds out that an owner was erased elsewhere.
 */
export function createVersions({
  read,
  maxAgeMs,
  maxOwners,
  now = () => performance.now(),
}: VersionsOptions): Versions {
  const known = new Map<string, Known>();
  const reading = new Map<string, Promise<string>>();

  const note = (owner: string, version: string): void => {
    known.delete(owner);
    known.set(owner, { version, at: now() });
    const oldest = known.keys().next();
    if (known.size > maxOwners && oldest.done !== true) known.delete(oldest.value);
    // Whoever is reading began before this was true.
    reading.delete(owner);
  };

  const ask = async (owner: string): Promise<string> => {
    const asked: Promise<string> = read(owner).then((version) => {
      if (reading.get(owner) === asked) note(owner, version);
      return known.get(owner)?.version ?? version;
    });
    reading.set(owner, asked);
    try {
      return await asked;
    } finally {
      if (reading.get(owner) === asked) reading.delete(owner);
    }
  };

  return {
    note,
    expire(owner) {
      known.delete(owner);
      reading.delete(owner);
    },
    async current(owner) {
      const last = known.get(owner);
      if (last !== undefined && now() - last.at < maxAgeMs) return last.version;
      return reading.get(owner) ?? ask(owner);
    },
  };
}
