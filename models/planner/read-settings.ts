import { speaksOf, speaksOfStrategy } from './lab-words.ts';
import { markLevels } from './read-levels.ts';
import { markWindows } from './read-windows.ts';
import { Sentence } from './sentence.ts';
import { markByRules, type SettingRule, settingRule } from './setting-rule.ts';

const n = '(\\d+(?:\\.\\d+)?)';
const is = '(?: ?[=:]| (?:of|at|is|to|de|a))*';
const market = `(?: (?:on|sur|of|de|du) ${Sentence.any('symbol')})?`;
const strategy = Sentence.any('strategy');

/** Positions on both sides of the market, or on one; "short Apple" is an order and none of these. */
const longOnly =
  "(?<![a-z])(?:long[ -]only|(?:no|without(?: any)?|sans) short(?:s|ing| positions| selling)?|(?:sans|pas de) (?:ventes?|positions?) (?:a decouvert|courtes?|short)|(?:a l'achat|longs?) (?:seulement|uniquement))(?![a-z])";
const shortWords =
  '(?:shorts|shorting|short (?:positions|selling|side)|(?:la )?ventes? a decouvert|positions? (?:courtes?|short))';
const allowed = '(?:allowed|permitted|enabled|included|as well|too|autorisee?s?|permise?s?|incluse?s?|comprises)';
const alsoShort = `(?<![a-z])(?:(?:(?:with|and|avec|et|en) )*(?:(?:allow(?:ing|s)?|with|and|including|avec|et|autorise[rz]?|autorisant) )(?:the |les |des |l')?${shortWords}(?: (?:are |is )?${allowed})?|${shortWords},? (?:are |is )?${allowed}|short ${allowed})(?![a-z])`;
const bothSides =
  '(?<![a-z])(?<!go )(?:(?:on |in |des |sur les |dans les )?(?:both|2) (?:sides|directions|ways|cotes|sens)|long ?(?:and|et|&|\\+|/|-) ?short|ventes? a decouvert|a la hausse (?:et|comme) a la baisse)(?![a-z])';

const fixed = (pattern: string, short: number, when: SettingRule['when'] = () => true): SettingRule => ({
  when,
  pattern: new RegExp(pattern, 'g'),
  read: () => ({ short }),
});

const playedOften = ({ text }: Sentence): boolean => /(?<![a-z])monte[ -]?carlo(?![a-z])/.test(text);

const targeting = (sentence: Sentence): boolean => speaksOf(sentence, 'volatility_targeting');
const share = '(\\d{1,2}(?:\\.\\d+)?)';
const percent = '(?: ?(?:%|percent|per cent|pour ?cent))';
/** Not a length of time, not a part of a date, and not how far a stop is. */
const noOther =
  '(?![\\d/-]|\\.\\d| ?%| ?(?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|stops?|target)(?![a-z]))';

const bands = (sentence: Sentence): boolean => speaksOf(sentence, 'bollinger_reversion');
/** "with 3 deviations" by itself goes on with what was said before. */
const leaning = /^(?:(?:and|et|now|maintenant|alors|ok) )*(?:with|avec) /;
const deviations = '(?:(?:standard |std )?deviations?|sigmas?|ecarts?[ -]types?)(?![a-z])';
const ofBands = (sentence: Sentence): boolean => bands(sentence) || leaning.test(sentence.text);

/** From the most to the least specific; what one rule takes, the next does not see. */
const rules: readonly SettingRule[] = [
  settingRule(
    'runs',
    '(?<![\\d.])(\\d+)(?: usd)?(?: (?:noisy|random|monte[ -]carlo))* ?(?:runs|re-?runs|passages|simulations|tirages|iterations|repetitions|scenarios)(?: bruitee?s)?(?![a-z])',
  ),
  // A number that stands by itself behind the strategy or the market, and is no year.
  settingRule(
    'runs',
    `(?:(?:,|\\bwith|\\bavec|\\bx) ?|(?<=${Sentence.any('strategy', 'symbol')}) )(?!(?:19|20)\\d\\d(?!\\d))(\\d{2,6})(?: ?(?:times|fois))?(?=[ ).!?]*$)`,
    playedOften,
  ),
  settingRule('runs', '(?<![a-z])(?:runs|passages|simulations|tirages|iterations) ?[=:] ?(\\d+)(?!\\.?\\d)'),
  settingRule(
    'period',
    `(?:(?:over|with|avec|sur) )?(?:an? |une? |the )?(?<![a-z])(?:periods?|periodes?|look-?back|fenetre|window)${is} ?(\\d+)${noOther}`,
    speaksOfStrategy,
  ),
  settingRule('train_years', `(?<![a-z])train[_ ]years${is} ?${n}(?!\\.?\\d)`),
  settingRule('test_years', `(?<![a-z])test[_ ]years${is} ?${n}(?!\\.?\\d)`),
  settingRule('seed', `(?<![a-z])(?:seed|graine)${is} ?(\\d+)(?!\\.?\\d)`),
  fixed(longOnly, 0),
  fixed(alsoShort, 1),
  fixed(bothSides, 1, speaksOfStrategy),
  settingRule('band', `(?<![a-z])(?:bande?|marge)${is} ?${n}(?: points?|${percent})?(?!\\.?\\d)`, targeting),
  settingRule(
    'target',
    `(?:(?:aiming (?:at|for)|with|avec|,) )?(?:an? |une? )?(?:annual |target )*(?:target|cible|objectif|volatility|vol|volatilite)(?: (?:volatility|vol|target|annuelle|cible))*${is} ?${share}${percent}?${noOther}`,
    targeting,
  ),
  settingRule(
    'target',
    `(?<=${strategy}${market}),?(?: ?[=:(]| (?:at|of|to|with|around|de|a|avec))* ?${share}${percent}?${noOther}`,
    targeting,
  ),
  settingRule('target', `(?<![\\d.])${n}${percent} (?=${strategy})`, targeting),
  {
    when: sentence => bands(sentence) && speaksOfStrategy(sentence),
    pattern: new RegExp(
      `(?<=(?:bollinger(?: bands)?|${strategy})) ?[( ](\\d{1,3})[.,/] ?(\\d(?:\\.\\d+)?)(?!\\.?\\d)\\)?`,
      'g',
    ),
    read: ([period = Number.NaN, width = Number.NaN]) => ({ period, deviations: width }),
  },
  settingRule('deviations', `(?<![\\d.])${n}[ -]?${deviations}`, ofBands),
  settingRule('deviations', `(?<![a-z])${deviations}${is} ?${n}(?!\\.?\\d)`, ofBands),
];

/** Marks what a sentence sets of a strategy or of its trial by the names of their fields: "200 runs", "shorts allowed". */
export const markSettings = (sentence: Sentence): Sentence => markByRules(markLevels(markWindows(sentence)), rules);
