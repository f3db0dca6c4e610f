import { systemClock } from '../../src/core/clock.js';
import { readConfig } from '../../src/core/config.js';
import type { ModelSettings } from '../../src/core/model-settings.js';
import { readOutput, toOutputSchema } from '../../src/llm/output-schema.js';
import { createProvider } from '../../src/llm/provider.js';
import { JUDGE_PROMPT, Verdict, type JudgeQuestion } from './verdicts.js';

/** A model that says whether statements hold. */
export interface Judge {
  readonly name: string;
  /** Rejects where it says nothing of use in time. */
  ask(question: JudgeQuestion, signal: AbortSignal): Promise<Verdict>;
}

/** The judge that the environment names as the service's model is named: OPENAI_API_KEY, or OPENAI_BASE_URL; undefined where none is. */
export function openJudge(env: NodeJS.ProcessEnv): Judge | undefined {
  const { model } = readConfig({ ENV: 'test', ...pick(env, /^OPENAI_(?!CASSETTE)|^MODEL_/) });
  return model === undefined ? undefined : createJudge(model);
}

function createJudge(settings: ModelSettings): Judge {
  const provider = createProvider(settings.name, { settings, clock: systemClock });
  return {
    name: settings.name,
    async ask({ said, answered, statement }, signal) {
      const question = JSON.stringify({ person: said, assistant: answered, statement }, null, 2);
      const attempt = await provider.ask({
        messages: [
          { role: 'system', content: JUDGE_PROMPT },
          { role: 'user', content: question },
        ],
        output: toOutputSchema('verdict', Verdict),
        signal,
        timeoutMs: settings.timeoutMs,
        traceparent: null,
        onText: () => undefined,
      });
      signal.throwIfAborted();
      if (attempt.state === 'failed') throw attempt.fault.error;
      if (attempt.state === 'cancelled') throw new Error('The judge was not asked to the end');
      return readOutput(attempt.text, Verdict);
    },
  };
}

function pick(env: NodeJS.ProcessEnv, names: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => names.test(name)));
}
