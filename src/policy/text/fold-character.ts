const IGNORED = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{M}]$/u;
const DASH = /^[\p{Pd}\u2212]$/u;
const DIGIT = /^\p{Nd}$/u;
const SPACE = /^[\p{Zs}\p{Zl}\p{Zp}]$/u;

/** Letters of other scripts that are drawn like a Latin one, as pairs. */
const LOOKALIKES = new Map(
  (
    'АA ВB ЕE КK МM НH ОO РP СC ТT ХX аa еe оo рp сc уy хx іi ѕs јj һh ӏl ԁd ԛq ԝw ΑA ΒB ΕE ΖZ ΗH ΙI ΚK ΜM ΝN ΟO ΡP ΤT ΥY ' +
    'ΧX οo νv ıi ƖI ǀl'
  )
    .split(' ')
    .map((pair): [string, string] => [pair.slice(0, -1), pair.slice(-1)]),
);

const QUOTES = new Map([
  ['\u2018', "'"],
  ['\u2019', "'"],
  ['\u201a', "'"],
  ['\u201c', '"'],
  ['\u201d', '"'],
  ['\u201e', '"'],
  ['\u00ab', '"'],
  ['\u00bb', '"'],
]);

/** As many characters as any real text has; past that the table starts again, so that it cannot be made to grow. */
const MAX_KNOWN = 20_000;
const known = new Map<number, string>();

/** What a detector reads in place of one code point outside printable ASCII: '' where it is not seen at all. */
export function foldCharacter(codePoint: number): string {
  const before = known.get(codePoint);
  if (before !== undefined) return before;
  const folded = fold(String.fromCodePoint(codePoint));
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(codePoint, folded);
  return folded;
}

function fold(character: string): string {
  if (IGNORED.test(character)) return '';
  if (SPACE.test(character)) return character === '\u2028' || character === '\u2029' ? '\n' : ' ';
  if (DASH.test(character)) return '-';
  if (DIGIT.test(character)) return String(digitValue(character));
  const mapped = QUOTES.get(character) ?? LOOKALIKES.get(character);
  if (mapped !== undefined) return mapped;
  return withoutMarks(character.normalize('NFKC'));
}

/** Every script keeps its ten digits in one row; the value is the distance to where the row begins. */
function digitValue(character: string): number {
  const compatible = character.normalize('NFKC');
  if (/^[0-9]$/.test(compatible)) return Number(compatible);
  const codePoint = character.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && DIGIT.test(String.fromCodePoint(codePoint - value - 1))) value += 1;
  return value;
}

function withoutMarks(text: string): string {
  return text.replaceAll(/[\p{M}\p{Cf}]/gu, '').replaceAll(/[\u00a0\u2000-\u200a]/g, ' ');
}
