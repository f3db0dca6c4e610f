import { ChatOpenAI, ChatOpenAICompletions } from '@langchain/openai';
import type { ModelSettings } from '../core/model-settings.js';
import { createProviderFetch } from './provider-fetch.js';

/** A streamed token may travel in 300 bytes of protocol; a whole answer may come in one event. */
const LIMITS = { bytes: 16 * 1024 * 1024, eventBytes: 1024 * 1024 };

/** LangChain drops the refusal from the pieces of a stream, and with it the reason why there is no text. */
class RefusingCompletions extends ChatOpenAICompletions {
  protected override _convertCompletionsDeltaToBaseMessageChunk(
    ...[delta, ...rest]: Parameters<ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk']>
  ): ReturnType<ChatOpenAICompletions['_convertCompletionsDeltaToBaseMessageChunk']> {
    const chunk = super._convertCompletionsDeltaToBaseMessageChunk(delta, ...rest);
    if (typeof delta['refusal'] === 'string') chunk.additional_kwargs['refusal'] = delta['refusal'];
    return chunk;
  }
}

/** One model of the provider. Retries nothing, logs nothing, and reads no setting from the environment. */
export function openChat(settings: ModelSettings, model: string, send?: typeof fetch): ChatOpenAI {
  const fields = {
    model,
    // Local servers ask for no key, but the SDK does.
    apiKey: settings.apiKey ?? 'none',
    configuration: {
      baseURL: settings.baseUrl,
      fetch: createProviderFetch(LIMITS, send),
      // It would log what cannot be parsed.
      logLevel: 'off',
    },
    maxRetries: 0,
    // Asked for with each request, of servers that know it.
    streamUsage: false,
    maxTokens: settings.maxOutputTokens,
    // Models that reason take no other temperature than their own.
    ...(/^(o\d|gpt-5)/.test(model) ? {} : { temperature: 0 }),
  } as const;
  return new ChatOpenAI({ ...fields, completions: new RefusingCompletions(fields) });
}
