import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { RagClient } from './rag.client.js';
import { Answer, Passage, SearchResults, Summary } from './rag.schema.js';
import { summarize } from './rag.summarize.js';

const question = z.string().trim().min(1).max(500).describe('The question, in the words of the user.');

export function createRagTools(client: RagClient): ServiceTool[] {
  return [ask(client), search(client), summary()];
}

function ask(client: RagClient): ServiceTool {
  return createServiceTool({
    name: 'rag.ask',
    service: 'rag',
    effect: 'read',
    description:
      'Ask the VEZE knowledge base a question. The answer names its sources; it is empty where the knowledge base does not know.',
    example: 'How long do refunds take?',
    args: z.object({ question }),
    result: Answer,
    run: (args, context) => client.ask(args.question, context),
  });
}

function search(client: RagClient): ServiceTool {
  return createServiceTool({
    name: 'rag.search',
    service: 'rag',
    effect: 'read',
    description:
      'Find passages of the VEZE knowledge base, best first. Use summarize to answer a question from them.',
    example: 'What docs are there about refunds?',
    args: z.object({ query: z.string().trim().min(1).max(500).describe('Key words or a question.') }),
    result: SearchResults,
    run: (args, context) => client.search(args.query, context),
  });
}

function summary(): ServiceTool {
  return createServiceTool({
    name: 'summarize',
    service: 'rag',
    effect: 'read',
    description:
      'Answer a question with one to three sentences taken word for word from passages that rag.search found, naming the passages used.',
    example: 'Sum up what the docs say about refunds',
    args: z.object({
      question,
      results: z.array(Passage).max(50).describe('The passages: the `results` of rag.search.'),
    }),
    result: Summary,
    run: async (args) => summarize(args.question, args.results),
  });
}
