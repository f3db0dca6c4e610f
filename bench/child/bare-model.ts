import { ChatOpenAI } from '@langchain/openai';
import { z } from 'zod';
import { runLoad } from '../load.js';
import { serve } from './serve.js';

// The baseline: nothing but the calls of ChatOpenAI that a turn makes, one after the other.
const Body = z.looseObject({
  messages: z.array(z.object({ role: z.enum(['system', 'user', 'assistant']), content: z.string() })),
  response_format: z.unknown().optional(),
});
const Given = z.object({ baseUrl: z.string(), bodies: z.array(z.string()), turns: z.int() });

serve({
  ops: {
    async run(input) {
      const { baseUrl, bodies, turns } = Given.parse(input);
      const calls = bodies.map((body) => Body.parse(JSON.parse(body)));
      const chat = open(baseUrl);
      const load = { modes: [], turns, concurrency: 1, from: 0 };
      return runLoad(load, async () => {
        for (const call of calls) await read(chat, call);
      });
    },
  },
});

function open(baseURL: string): ChatOpenAI {
  return new ChatOpenAI({
    model: 'scripted',
    apiKey: 'none',
    maxRetries: 0,
    streamUsage: false,
    temperature: 0,
    configuration: { baseURL },
  });
}

async function read(chat: ChatOpenAI, { messages, response_format }: z.infer<typeof Body>): Promise<string> {
  const options = {
    stream_options: { include_usage: true },
    ...(response_format === undefined
      ? {}
      : { response_format: JSON.parse(JSON.stringify(response_format)) }),
  };
  const pairs = messages.map(({ role, content }): [typeof role, string] => [role, content]);
  let text = '';
  for await (const chunk of await chat.stream(pairs, options)) text += chunk.text;
  return text;
}
