import { z } from 'zod';

/** The three ways of talking to the copilot; each is one state graph. */
export const Mode = z.enum(['helm', 'support', 'player']);
export type Mode = z.infer<typeof Mode>;

/** The seven VEZE services the copilot can reach. */
export const ServiceName = z.enum(['email', 'commerce', 'rag', 'xengine', 'game', 'social', 'sports']);
export type ServiceName = z.infer<typeof ServiceName>;
