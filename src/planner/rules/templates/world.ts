import { Post, PostList, Trending } from '../../../services/social/social.schema.js';
import { Fixtures, Scores } from '../../../services/sports/sports.schema.js';
import { Trends } from '../../../services/xengine/xengine.schema.js';
import { clip } from '../text/clip.js';
import { literal } from '../../resolve-references.js';
import { bullets, day, moment, sentence } from '../replies/format.js';
import type { Slots } from '../wish.js';
import { optional, step, type Template } from './template.js';

export const scores: Template = {
  steps: ({ slots }, _turn, first) => [
    step(first, 'sports.scores', `Look up scores${of(slots)}`, {
      ...optional('team', slots.team && literal(slots.team)),
      ...optional('league', slots.league && literal(slots.league)),
    }),
  ],
  reply: (story) => {
    const found = story.result('sports.scores', Scores);
    if (found === undefined) return undefined;
    if (found.scores.length === 0)
      return { text: `I have no scores${of(story.wish.slots)} right now.`, data: found };
    const lines = found.scores.map(
      ({ home, away, status, played_at }) =>
        `${home.team} ${home.score}:${away.score} ${away.team}, ${status === 'live' ? 'live now' : day(played_at)}`,
    );
    return {
      text: `Here are the latest scores${of(story.wish.slots)}:\n${bullets(lines)}`,
      data: found,
      ...teamFocus(story.wish.slots),
    };
  },
  choiceSlot: 'team',
};

export const fixtures: Template = {
  steps: ({ slots }, _turn, first) => [
    step(
      first,
      'sports.fixtures',
      `Look up fixtures${of(slots)}`,
      optional('team', slots.team && literal(slots.team)),
    ),
  ],
  reply: (story) => {
    const found = story.result('sports.fixtures', Fixtures);
    if (found === undefined) return undefined;
    if (found.fixtures.length === 0)
      return { text: `There are no fixtures${of(story.wish.slots)} on the schedule.`, data: found };
    const lines = found.fixtures.map(
      ({ home, away, starts_at, venue }) => `${home} against ${away}, ${moment(starts_at)}, ${venue}`,
    );
    return {
      text: `Coming up${of(story.wish.slots)}:\n${bullets(lines)}`,
      data: found,
      ...teamFocus(story.wish.slots),
    };
  },
  choiceSlot: 'team',
};

export const trending: Template = {
  steps: (_wish, _turn, first) => [step(first, 'social.trending', 'See what is trending', {})],
  reply: (story) => {
    const found = story.result('social.trending', Trending);
    if (found === undefined) return undefined;
    if (found.topics.length === 0) return { text: 'Nothing is trending right now.', data: found };
    const lines = found.topics.map(
      ({ tag, posts, change_percent }) =>
        `#${tag.replace(/^#/, '')}, ${posts} posts (${change(change_percent)})`,
    );
    return { text: `Trending right now:\n${bullets(lines)}`, data: found };
  },
};

export const trends: Template = {
  steps: (_wish, _turn, first) => [step(first, 'xengine.trends', 'Read the trends', {})],
  reply: (story) => {
    const found = story.result('xengine.trends', Trends);
    if (found === undefined) return undefined;
    if (found.trends.length === 0) return { text: 'XEngine sees no trends right now.', data: found };
    const lines = found.trends.map(({ topic, change_percent }) => `${topic} (${change(change_percent)})`);
    return { text: `These trends are the strongest right now:\n${bullets(lines)}`, data: found };
  },
};

export const socialSearch: Template = {
  missing: ({ query }) => (query === undefined ? 'query' : undefined),
  steps: ({ slots }, _turn, first) => [
    step(first, 'social.search', `Search the posts for "${slots.query ?? ''}"`, {
      query: literal(slots.query ?? ''),
    }),
  ],
  reply: (story) => {
    const found = story.result('social.search', PostList);
    if (found === undefined) return undefined;
    const about = `about "${story.wish.slots.query ?? ''}"`;
    if (found.posts.length === 0) return { text: `I found no posts ${about}.`, data: found };
    const lines = found.posts.map(({ author, text }) => `${author}: ${sentence(clip(text, 140))}`);
    return { text: `People are saying this ${about}:\n${bullets(lines)}`, data: found };
  },
};

export const post: Template = {
  missing: ({ post }) => (post === undefined ? 'post' : undefined),
  steps: ({ slots }, _turn, first) => [
    step(first, 'social.post', 'Publish the post', { text: literal(slots.post ?? '') }),
  ],
  reply: (story) => {
    const published = story.result('social.post', Post);
    return published === undefined
      ? undefined
      : { text: `Your post is published: "${published.text}"`, data: published };
  },
  safe: 'Nothing was posted.',
};

function of({ team, league }: Slots): string {
  if (team !== undefined) return ` for ${team}`;
  return league === undefined ? '' : ` of the ${league} league`;
}

function teamFocus({ team }: Slots) {
  return team === undefined ? {} : { focus: { team } };
}

function change(percent: number): string {
  return `${percent >= 0 ? 'up' : 'down'} ${Math.abs(Math.round(percent))}%`;
}
