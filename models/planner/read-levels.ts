import { speaksOf, speaksOfStrategy } from './lab-words.ts';
import { Sentence } from './sentence.ts';
import { markByRules, type SettingRule, settingRule } from './setting-rule.ts';

const level = '(\\d{1,3}(?:\\.\\d+)?)(?![\\d/%]|[.,]\\d| %)';
const below = '(?:below|under|beneath|sous|en dessous de|au-dessous de|<)';
const above = '(?:above|over|au[ -]dessus de|>)';
const filler =
  '(?: ?[=:,]| (?:level|niveau|at|of|when|if|it|is|its|rsi|de|a|le|quand|si|il|est|goes|closes|rises|falls|passe))*';
const days = '(?:[ -]?(?:days?|sessions?|candles?|bars?|jours?|seances?|bougies?)(?![a-z]))?';
const strategy = Sentence.any('strategy');
const market = `(?: (?:on|sur|of|de|du) ${Sentence.any('symbol')})?`;

const entry = `(?:(?<=(?:rsi(?: ?\\(?\\d{1,2}\\)?)?|${strategy})${filler})|(?<![a-z])(?:enter(?:s|ing)?|entre[rz]?|in|buy(?:s|ing)?|achete[rz]?|entry|entree)${filler})${market},?(?: (?:in|entry|entree))? ?${below} ?${level}|(?<![a-z])(?:entry|entree)${filler} ?${level}${days}`;
const leave = '(?:out|exit(?:s|ing)?|leav(?:e|es|ing)|sort(?:ie|ir|s)?)';
const exit = `(?<![a-z])(?:${leave}${filler} ?${above}?|(?:sell(?:s|ing)?|vend(?:re|s)?)${filler} ?${above}) ?${level}${days}`;

const trade = /(?<![a-z])(?:buy|sell|achete|vend)/;
const both = (sentence: Sentence): boolean =>
  new RegExp(entry).test(sentence.text) && new RegExp(exit).test(sentence.text) && !trade.test(sentence.text);

const rsi = (sentence: Sentence): boolean => speaksOf(sentence, 'rsi_mean_reversion');
const donchian = (sentence: Sentence): boolean => speaksOf(sentence, 'donchian_breakout');
/** A level by itself may be a question about the market: a strategy has to be spoken of, or both its levels said. */
const leveled = (sentence: Sentence): boolean =>
  Sentence.all(sentence, 'strategy').length > 0 ||
  ((rsi(sentence) || donchian(sentence)) && (speaksOfStrategy(sentence) || both(sentence)));

const channel = `(?:donchian(?: (?:channels?|breakout))?|${strategy})`;
const n = '(\\d{1,3})(?!\\.?\\d)';
const pair = `(?<![\\d./-])${n} ?(?:/|,|-|x|and|et|by) ?${n}`;
const inOrder: SettingRule['read'] = ([first = Number.NaN, second = Number.NaN]) => ({ entry: first, exit: second });

const channelRules: readonly SettingRule[] = [
  { when: donchian, pattern: new RegExp(`${pair}${days}[ -](?=${channel})`, 'g'), read: inOrder },
  {
    when: donchian,
    pattern: new RegExp(`(?<=${channel}${market},?(?: (?:of|with|at|de|a|avec))?[ (])${pair}\\)?${days}`, 'g'),
    read: inOrder,
  },
];

/** "a 55-day Donchian breakout": one length is that of the entry. */
const oneChannel: readonly SettingRule[] = [
  `(?<![\\d./-])${n}${days}[ -](?=${channel})`,
  `(?<=${channel}(?: (?:of|at|de|a))? )${n}${days}`,
].map(pattern => settingRule('entry', pattern, sentence => donchian(sentence) && speaksOfStrategy(sentence)));

/** Marks where strategies go in and out: "RSI below 25 out above 60", "20/10 Donchian", "entry 55 exit 20". */
export function markLevels(sentence: Sentence): Sentence {
  if (!/\d/.test(sentence.text)) return sentence;
  const made = markByRules(sentence, channelRules);
  // Asked once: the first level that is taken out must not hide the second.
  return leveled(made)
    ? markByRules(made, [settingRule('exit', exit), settingRule('entry', entry), ...oneChannel])
    : made;
}
