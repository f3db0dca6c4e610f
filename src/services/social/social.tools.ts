import { z } from 'zod';
import { createServiceTool, type ServiceTool } from '../service-tool.js';
import type { SocialClient } from './social.client.js';
import { Post, PostList, Trending } from './social.schema.js';

export function createSocialTools(client: SocialClient): ServiceTool[] {
  return [trending(client), search(client), post(client)];
}

function trending(client: SocialClient): ServiceTool {
  return createServiceTool({
    name: 'social.trending',
    service: 'social',
    effect: 'read',
    description: 'The topics people on VEZE talk about most right now, strongest first.',
    example: 'What is everyone talking about?',
    args: z.object({}),
    result: Trending,
    run: (_args, context) => client.trending(context),
  });
}

function search(client: SocialClient): ServiceTool {
  return createServiceTool({
    name: 'social.search',
    service: 'social',
    effect: 'read',
    description: 'Find public posts by key words, best match first.',
    example: 'Find posts about the nebula cup',
    args: z.object({ query: z.string().trim().min(1).max(500).describe('Key words or a #tag.') }),
    result: PostList,
    run: (args, context) => client.search(args.query, context),
  });
}

function post(client: SocialClient): ServiceTool {
  return createServiceTool({
    name: 'social.post',
    service: 'social',
    effect: 'write',
    description: 'Publish a post in the name of the user. Everyone can read it.',
    example: 'Post "we won the nebula cup!"',
    args: z.object({ text: z.string().trim().min(1).max(500).describe('The post, word for word.') }),
    result: Post,
    run: (args, context) => client.post(args.text, context),
    rehearse: async ({ text }, { stepId, userId, now }) => ({
      id: `dry-run-${stepId}`,
      author: userId,
      text,
      likes: 0,
      tags: [...text.matchAll(/#(\w+)/g)].map(([, tag = '']) => tag),
      at: now.toISOString(),
    }),
  });
}
