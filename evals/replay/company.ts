import { openEmbeddings } from '../../src/llm/embeddings/open-embeddings.js';
import type { Meaning } from '../../src/planner/meaning/meaning.js';
import { openMeaning } from '../../src/planner/meaning/open-meaning.js';
import { createRulesPlanner } from '../../src/planner/rules/rules-planner.js';
import { installGuards, type Guards } from './guards.js';
import type { Company } from './stage.js';

/** How long routing waits for a vector: on a busy machine as long as it takes, so that a turn goes the same way each time. */
const PATIENCE_MS = 50_000;

/** What is loaded once for all cases of a process. Installs the guards: from here on the database is the only way out. */
export async function openCompany(databaseUrl: string): Promise<Company & { close(): Promise<void> }> {
  const { embeddings } = openEmbeddings({ remote: undefined });
  const meaning = await openMeaning(embeddings, PATIENCE_MS);
  const guards = installGuards();
  const rules = createRulesPlanner(toldWhereAway(meaning, guards));
  const { port } = new URL(databaseUrl);
  guards.allow(Number(port === '' ? 5432 : port));
  return {
    embeddings,
    rules,
    rulesByPhrases: createRulesPlanner({ judge: () => Promise.reject(new Error('The embeddings are away')) }),
    guards,
    async close() {
      guards.remove();
      await embeddings.close();
    },
  };
}

/** A machine too busy to route by meaning routes otherwise than the case expects: nobody should look for that in the service. */
function toldWhereAway(meaning: Meaning, guards: Pick<Guards, 'hinder'>): Meaning {
  return {
    async judge(...asked) {
      try {
        return await meaning.judge(...asked);
      } catch (error) {
        if (asked[3]?.aborted !== true) guards.hinder(`Routing by meaning did not answer: ${String(error)}`);
        throw error;
      }
    },
  };
}
