import type { CallContext, ServiceHttp } from '../../core/http.js';
import { path } from '../../core/http-path.js';
import { Answer, SearchResults } from './rag.schema.js';

export interface RagClient {
  ask(question: string, context: CallContext): Promise<Answer>;
  search(query: string, context: CallContext): Promise<SearchResults>;
}

export function createRagClient(http: ServiceHttp): RagClient {
  return {
    ask: (question, context) => http.get(path`/ask`, { query: { q: question }, schema: Answer, context }),
    search: (query, context) =>
      http.get(path`/search`, { query: { q: query }, schema: SearchResults, context }),
  };
}
