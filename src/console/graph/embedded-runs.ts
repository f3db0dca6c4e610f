import { createContext } from 'react';
import type { RunFile } from '../../contracts/run-file.js';

/** The runs that the page itself holds, where it was saved as one file; null where the service is asked for them. */
export const EmbeddedRuns = createContext<RunFile | null>(null);
