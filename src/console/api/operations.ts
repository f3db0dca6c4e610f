import { z } from 'zod';
import { OperationsView } from '../../contracts/operations.js';
import { ask, tell } from './ask.js';

export const getOperations = (): Promise<OperationsView> => ask('operations', OperationsView);

export async function replayDeadLetter(id: string): Promise<void> {
  await tell(`operations/dead-letters/${encodeURIComponent(id)}/replay`, z.object({}), {});
}
