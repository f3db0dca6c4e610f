import type { ModelSettings } from '../core/model-settings.js';
import type { Span, SpanStart } from '../core/telemetry.js';
import type { Attempt } from './attempt.js';
import type { ModelCall } from './model.js';
import type { OutputSchema } from './output-schema.js';

/** The span of one request, in the words of OpenTelemetry's conventions for generative AI; no text. */
export function modelSpan(
  model: string,
  { purpose, prompt, output }: Pick<ModelCall, 'purpose' | 'prompt'> & { output?: OutputSchema },
  { baseUrl, maxOutputTokens }: ModelSettings,
): SpanStart {
  const { hostname, port, protocol } = new URL(baseUrl);
  return {
    name: `chat ${model}`,
    kind: 'client',
    attributes: {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': model,
      'gen_ai.request.max_tokens': maxOutputTokens,
      'gen_ai.output.type': output === undefined ? 'text' : 'json',
      'server.address': hostname,
      'server.port': Number(port || (protocol === 'https:' ? 443 : 80)),
      'veze.model.purpose': purpose,
      'veze.prompt.version': prompt.version,
    },
  };
}

export function describeEnd(span: Span, attempt: Attempt): void {
  const { input, output, isEstimated } = attempt.usage;
  span.set({
    'gen_ai.usage.input_tokens': input,
    'gen_ai.usage.output_tokens': output,
    'veze.usage.estimated': isEstimated,
  });
  if (attempt.state === 'failed') span.fail(attempt.fault.error.code);
  if (attempt.state === 'cancelled') span.fail('cancelled');
}
