import type { Matrix } from '../matrix.js';
import type { Faiss } from './addon.js';
import { holdOwner } from './held-owner.js';
import { createHeldOwners, type HeldOwners } from './held-owners.js';
import type { Outcome, ProcessSettings, Question } from './messages.js';

type Of<Op extends Question['op']> = Extract<Question, { op: Op }>;

interface Parts {
  faiss: Faiss;
  settings: ProcessSettings;
  owners: HeldOwners;
  /** Of which not all rows have come yet. */
  loading: Map<string, Matrix & { version: string }>;
}

const DONE: Outcome = { is: 'done' };
const MISSING: Outcome = { is: 'missing' };

/** Answers questions about the vectors that were loaded into this process. */
export function createOwnerStore(faiss: Faiss, settings: ProcessSettings): (question: Question) => Outcome {
  const parts: Parts = { faiss, settings, owners: createHeldOwners(settings.maxBytes), loading: new Map() };
  return (question) => {
    switch (question.op) {
      case 'search':
        return search(parts, question);
      case 'load':
        return load(parts, question);
      case 'apply':
        return apply(parts, question);
      case 'drop':
        parts.loading.delete(question.owner);
        parts.owners.drop(question.owner);
        return DONE;
    }
  };
}

function search({ owners }: Parts, { owner, version, vector, k }: Of<'search'>): Outcome {
  const held = owners.get(owner);
  return held?.version === version
    ? { is: 'found', exact: held.isExact(), ...held.search(vector, k) }
    : MISSING;
}

function load({ faiss, settings, owners, loading }: Parts, part: Of<'load'>): Outcome {
  const { owner, version, count, first } = part;
  const { dimension, graphFrom } = settings;
  if (first === 0) {
    loading.set(owner, { version, dimension, ids: [], numbers: new Float32Array(count * dimension) });
  }
  const matrix = loading.get(owner);
  if (matrix?.version !== version || matrix.ids.length !== first) return MISSING;
  matrix.numbers.set(part.numbers, first * dimension);
  matrix.ids.push(...part.ids);
  if (matrix.ids.length < count) return DONE;
  loading.delete(owner);
  owners.put(owner, holdOwner(faiss, matrix, { version, graphFrom }));
  return DONE;
}

/** What cannot be followed is let go: it is loaded again when it is next asked for. */
function apply({ settings, owners }: Parts, { owner, from, to, ids, numbers, remove }: Of<'apply'>): Outcome {
  const held = owners.get(owner);
  if (held === undefined || held.version === to) return DONE;
  const rows = { dimension: settings.dimension, ids, numbers };
  if (held.version !== from || !held.apply(to, rows, remove)) owners.drop(owner);
  else owners.makeRoom(owner);
  return DONE;
}
