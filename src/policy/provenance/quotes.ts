const QUOTED = /"[^"]{1,2000}"|“[^“”]{1,2000}”|«[^«»]{1,2000}»|(?<=^|\s)'[^'\n]{1,300}'(?=$|[\s.,!?])/g;
/** What an e-mail or a post should say reaches to the end of the message. */
const DICTATED =
  /(@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}(?:\s+that\s|\s*:\s)|\b(?:post|tweet|publish|share)\s*:\s|\b(?:saying|that says|telling (?:him|her|them)|tell (?:him|her|them)|with the (?:message|text|body))\b[:,]?\s)[\s\S]*$/i;

/** A message without what in it is somebody's text and no request; whole where it is one quotation. */
export function withoutQuotes(text: string): string {
  const outside = text.replaceAll(QUOTED, ' " ').replace(DICTATED, '$1');
  return /[\p{L}\p{N}]/u.test(outside) ? outside : text;
}
