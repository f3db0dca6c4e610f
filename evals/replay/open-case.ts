import { JsonObject } from '../../src/contracts/json.js';
import type { LiveMatches } from '../../src/contracts/match-view.js';
import type { Clock } from '../../src/core/clock.js';
import { readConfig, type Config } from '../../src/core/config.js';
import { createLogger } from '../../src/core/logger.js';
import { createMetrics } from '../../src/core/metrics.js';
import { NO_TELEMETRY } from '../../src/core/telemetry.js';
import { createInProcessRecentMemory } from '../../src/memory/recent-in-process.js';
import type { RunsService } from '../../src/runs/create-runs.js';
import { createServices } from '../../src/services/services.js';
import { openPlannerOver } from '../../src/wiring/open-planner.js';
import { openRuns } from '../../src/wiring/open-runs.js';
import type { LoadedCase } from '../cases/load-cases.js';
import { readRecordedTools } from './recorded-tools.js';
import { COMMON_SETTINGS, type Stage } from './stage.js';
import type { SetUp } from './sandboxes.js';

/** The service as one case meets it: made of the parts that production is made of. */
export interface OpenedCase {
  runs: RunsService;
  tools: ReturnType<typeof createServices>['tools'];
  /** What was logged as an error, each on a line. */
  errors: string[];
}

export async function openCase(
  stage: Stage,
  loaded: LoadedCase,
  { urls, matches, model }: Pick<SetUp, 'urls'> & { matches: LiveMatches; model?: ModelSettings | undefined },
): Promise<OpenedCase> {
  const config = configOf(loaded, model);
  const errors: string[] = [];
  const destination = { write: (line: string) => void errors.push(errorOf(line)) };
  const parts = {
    pool: stage.pool,
    clock: stage.clock satisfies Clock,
    metrics: createMetrics({ processMetrics: false }),
    logger: createLogger({ logLevel: 'error' }, { destination }),
    telemetry: NO_TELEMETRY,
  };
  const services = createServices({ baseUrls: urls, timeoutMs: config.toolTimeoutMs });
  const tools =
    loaded.toolsFile === undefined
      ? services.tools
      : await readRecordedTools(services.tools, loaded.toolsFile);
  const { rules, rulesByPhrases } = stage.company;
  const heard = loaded.spec.meaning === 'away' ? rulesByPhrases : rules;
  const { planner } = await openPlannerOver(heard, config, parts);
  const runs = openRuns(config, {
    ...parts,
    planner,
    tools,
    matches,
    recent: createInProcessRecentMemory(stage.clock),
    memories: stage.memories,
    onOutbox: () => undefined,
  });
  await runs.start();
  return { runs, tools: services.tools, errors };
}

/** A model that is asked in place of the cassette, as in the environment. */
export type ModelSettings = Record<`OPENAI_${string}`, string>;

function configOf({ spec, cassetteFile }: LoadedCase, model: ModelSettings | undefined): Config {
  const replay = cassetteFile === undefined ? {} : { OPENAI_CASSETTE: `replay:${cassetteFile}` };
  return readConfig({
    ...COMMON_SETTINGS,
    ...(model ?? replay),
    ...spec.settings,
  });
}

/** What a person needs to know of a line of the log. */
function errorOf(line: string): string {
  const { msg, err } = JsonObject.parse(JSON.parse(line));
  const message = typeof err === 'object' && err !== null && 'message' in err ? err.message : undefined;
  return [msg, message].filter((part) => typeof part === 'string').join(': ');
}
