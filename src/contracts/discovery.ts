import { z } from 'zod';

/** `GET /.veze/service.json`: what Helm reads to draw our tile. The field order is the seed's. */
export const ServiceDocument = z.object({
  name: z.literal('VEZEPyCopilotVe1'),
  category: z.literal('copilot'),
  /** `yellow` while something the service stands on is not ready. */
  status: z.enum(['green', 'yellow']),
  routes: z.array(z.object({ label: z.string(), href: z.string() })),
  scopes: z.array(z.string()),
  events: z.array(z.string()),
});
export type ServiceDocument = z.infer<typeof ServiceDocument>;
