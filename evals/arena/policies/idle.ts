import type { CreatePolicy } from './policy.js';

/** Nobody is told anything. */
export const createIdle: CreatePolicy = () => ({ act: () => [] });
