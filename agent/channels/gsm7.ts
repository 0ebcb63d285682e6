/** The characters that a short message carries in seven bits each. Source: 3GPP TS 23.038, basic table of section 6.2.1. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Those of the extension table count double. */
const doubled = new Set('^{}\\[~]|€');

/** Signs of print in plain ones, and letters that have no plain form of their own. */
const plainer: Readonly<Record<string, string>> = {
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '’': "'",
  '‘': "'",
  '–': '-',
  '—': '-',
  '\u2212': '-',
  '→': '->',
  '…': '...',
  '≥': '>=',
  '≤': '<=',
  '×': 'x',
  '·': '-',
  '•': '-',
  '±': '+/-',
  œ: 'oe',
  Œ: 'OE',
  '\u00a0': ' ',
  '\u202f': ' ',
};

const isCarried = (sign: string): boolean => basic.has(sign) || doubled.has(sign);

function carried(sign: string): string {
  if (isCarried(sign)) return sign;
  const known = plainer[sign];
  if (known !== undefined) return known;
  const bare = sign.normalize('NFD').replaceAll(/\p{M}/gu, '');
  if (bare !== '' && [...bare].every(isCarried)) return bare;
  return /[\p{L}\p{N}]/u.test(sign) ? sign : '';
}

/**
 * A text in the characters of the GSM alphabet where there are such: accents that it lacks fall away, signs of print
 * become plain, pictures go. Letters of other scripts stay, and make the whole message cost more.
 */
export const gsmText = (text: string): string =>
  [...text.normalize('NFC')]
    .map(carried)
    .join('')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ *\n+ */g, '\n')
    .trim();

/** How much room a text takes: 1 for a character, 2 for one of the extension table. */
export const gsmLength = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (doubled.has(sign) ? 2 : sign.length), 0);
