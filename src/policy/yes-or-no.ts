const YES = new Set(
  'yes|y|yep|yeah|yup|ok|okay|sure|go ahead|do it|yes please|yes pls|yes plz|please do|confirm|confirmed|approve|approved|yes go ahead|yes do it'.split(
    '|',
  ),
);
const NO = new Set(
  "no|n|nope|nah|no thanks|no thank you|don't|dont|do not|cancel|cancel it|decline|stop|never mind|nevermind|forget it|no don't".split(
    '|',
  ),
);

/** What a whole message that is nothing but a yes or a no says; undefined for any other: a quoted or doubtful yes is none. */
export function readYesOrNo(text: string): 'approve' | 'decline' | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").trim();
  if (!/^[a-z' ,.!]+$/.test(plain)) return undefined;
  const words = plain.replace(/[ ,.!]+/g, ' ').trim();
  if (YES.has(words)) return 'approve';
  return NO.has(words) ? 'decline' : undefined;
}
