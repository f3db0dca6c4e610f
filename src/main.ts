import { startApp } from './app.js';
import { readConfig } from './core/config.js';
import { armFailpoint } from './core/failpoint.js';
import { detectVectorBackend } from './memory/vector-backend.js';

/** Runs until SIGTERM or SIGINT, then stops gracefully; the exit code is 1 where it could not start. */
async function main(): Promise<void> {
  armFailpoint(process.env);
  const app = await startApp(readConfig(process.env));
  const { planner, store, bus, services } = app.summary;
  process.stdout.write(
    [
      '',
      `  VEZE Copilot   ${app.url}`,
      `  planner        ${planner}`,
      `  store          ${store}`,
      `  bus, memory    ${bus}`,
      `  services       ${services}`,
      `  vectors        ${detectVectorBackend()}`,
      '',
      '',
    ].join('\n'),
  );
  let stopping: Promise<void> | undefined;
  // The handlers stay: on Ctrl-C npm passes SIGINT on a second time, and that must not cut the stop short.
  const stop = (): void => {
    stopping ??= app.stop().then(() => void process.stdout.write('stopped\n'), fail);
  };
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

function fail(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}

main().catch(fail);
