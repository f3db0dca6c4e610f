import type { CaseResult } from './result.js';

export type ToWorker =
  | {
      type: 'play';
      databaseUrl: string;
      /** The stage it is played on; the name of its database, too. */
      stage: string;
      file: string;
      folder: string;
      play: number;
    }
  | { type: 'close' };

export type FromWorker =
  | { type: 'played'; stage: string; result: CaseResult }
  /** It cannot go on. */
  | { type: 'broken'; error: string };
