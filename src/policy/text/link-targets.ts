/** Anything a page or a chat client may turn into a request: `scheme://`, `www.`, `//host`, `data:`, and schemes that act. */
const TARGET =
  /(?:[a-z][a-z0-9+.-]{1,31}:[\\/]{2}|www\.|(?<![\w/:.])[\\/]{2}(?=[\w-]{1,63}\.)|data:[\w-]{0,40}[/;,]|(?:https?|ftp|wss?):[\\/]?(?=[\w-])|(?:javascript|vbscript|mailto|file|blob|tel|sms):(?=[^\s)]))[^\s)>\]"'`]*/gi;

export const LINK_REMOVED = '[link removed]';

/** Hosts that replies may link to; exact names. */
export type AllowedHosts = ReadonlySet<string>;

export interface CleanWord {
  text: string;
  links: number;
}

/** A word with its links to other hosts taken out; punctuation around them stays. */
export function cleanWord(word: string, hosts: AllowedHosts): CleanWord {
  let links = 0;
  const text = word.replaceAll(TARGET, (found) => {
    if (isAllowed(found, hosts)) return found;
    links += 1;
    return LINK_REMOVED + (/[.,;:!?]+$/.exec(found)?.[0] ?? '');
  });
  if (links === 0 && !spellings(word).every((spelling) => allAllowed(spelling, hosts)))
    return { text: LINK_REMOVED, links: 1 };
  return { text, links };
}

/** True for a place within this page, and for an address on one of the hosts, however it is spelt. */
export function isAllowedTarget(target: string, hosts: AllowedHosts): boolean {
  return [target, ...spellings(target)].every(
    (spelling) => !/^[<\s]*[\\/]{2}/.test(spelling) && allAllowed(spelling, hosts),
  );
}

function allAllowed(text: string, hosts: AllowedHosts): boolean {
  return (text.match(TARGET) ?? []).every((found) => isAllowed(found, hosts));
}

function isAllowed(found: string, hosts: AllowedHosts): boolean {
  const address = /^www\./i.test(found) ? `https://${found}` : found;
  if (!/^https?:\/\//i.test(address) || address.includes('\\')) return false;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && url.username === '' && url.password === '' && hosts.has(url.hostname);
}

/** What Markdown and HTML make of a word: character references and backslashes. */
function spellings(word: string): string[] {
  if (!/[&\\]/.test(word)) return [];
  const plain = word
    .replaceAll(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (_, hex?: string, decimal?: string) =>
      character(hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)),
    )
    .replaceAll(
      /&(colon|sol|period|bsol|tab|newline);?/gi,
      (_, name: string) => NAMED[name.toLowerCase()] ?? '',
    );
  return [plain, plain.replaceAll('\\', ''), plain.replaceAll('\\', '/')];
}

const NAMED: Readonly<Record<string, string>> = { colon: ':', sol: '/', period: '.', bsol: '\\' };

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}
