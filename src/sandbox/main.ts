import { once } from 'node:events';
import { z } from 'zod';
import { createSandbox } from './app.js';

const Settings = z.object({
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).default(8020),
  SANDBOX_HOST: z.string().default('127.0.0.1'),
});

const settings = Settings.parse(process.env);
const sandbox = createSandbox();
const server = await sandbox.listen(settings.SANDBOX_PORT, settings.SANDBOX_HOST);

process.stdout.write(
  `The VEZE sandbox runs at ${server.url}. What fails on purpose: ${server.url}/_magic\n\n`,
);
for (const [name, url] of Object.entries(sandbox.urls(server.url))) {
  process.stdout.write(`export SVC_${name.toUpperCase()}=${url}\n`);
}

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await server.close();
