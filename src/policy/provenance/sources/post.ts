import { countAsked } from '../asked-for.js';
import { textOf, writesOf, type Ground, type Source } from '../ground.js';
import { refersBack } from '../named.js';
import { bareText } from '../tokens.js';

/** A stretch of what the person wrote, word for word. */
export const dictatedText: Source = (value, { request }) => {
  const text = bareText(textOf(value));
  const back = request.texts.some(refersBack) ? request.earlier.slice(0, 1) : [];
  return (
    text !== '' && [...request.texts, ...back].some((said) => ` ${bareText(said)} `.includes(` ${text} `))
  );
};

/** As many posts as were asked for, and no part of another one. */
export function isAnotherPost(ground: Ground): boolean {
  const posted = writesOf(ground, 'social.post').map((args) => bareText(textOf(args['text'])));
  const text = bareText(textOf(ground.args['text']));
  const asked = ground.request.texts.reduce((sum, said) => sum + countAsked(said, 'post'), 0);
  return (
    posted.length < Math.max(1, asked) && posted.every((one) => !one.includes(text) && !text.includes(one))
  );
}
