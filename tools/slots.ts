import { z } from 'zod';
import { instantOfDay, Timeframe } from '../data/candle.ts';
import { IndicatorName } from '../data/features/indicator-name.ts';

/**
 * Pieces of tool inputs. `slot` tells the offline planner what kind of words fill a field, `words` which words mean a
 * choice; both are stripped before a schema goes to a language model.
 */
export const SymbolSlot = z
  .string()
  .min(1)
  .max(30)
  .describe('Symbol or common name of an instrument, e.g. SPX')
  .meta({ slot: 'symbol' });

export const DaySlot = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
  .refine(day => !Number.isNaN(instantOfDay(day)), 'a day of the calendar')
  .meta({ slot: 'day' });

export const FromSlot = DaySlot.describe('First day, YYYY-MM-DD').meta({ slot: 'from' });
export const ToSlot = DaySlot.describe('Last day, YYYY-MM-DD').meta({ slot: 'to' });

/** Folded words for each indicator; none of them is a word that a sentence has for another reason. */
const indicatorWords: Readonly<Record<IndicatorName, readonly string[]>> = {
  sma: [
    'sma',
    'simple moving average',
    'moving average',
    'moyenne mobile',
    'moyenne mobile simple',
    'moving averages',
    'moyennes mobiles',
  ],
  ema: ['ema', 'exponential moving average', 'moyenne mobile exponentielle', 'mme'],
  rsi: ['rsi', 'relative strength index', 'relative strength', 'indice de force relative'],
  macd: ['macd'],
  bollinger: ['bollinger', 'bollinger bands', 'bandes de bollinger', 'bollinger band'],
  atr: ['atr', 'average true range', 'amplitude vraie moyenne'],
  stochastic: [
    'stochastic',
    'stochastics',
    'stochastique',
    'stochastic oscillator',
    'oscillateur stochastique',
    'stoch',
  ],
  wma: ['wma', 'weighted moving average', 'moyenne mobile ponderee'],
  dema: ['dema', 'double exponential moving average', 'moyenne mobile exponentielle double'],
  tema: ['tema', 'triple exponential moving average', 'moyenne mobile exponentielle triple'],
  t3: ['t3', 'tillson', 'tillson t3', 't3 average', 'tillson t3 average', 'moyenne t3', 'moyenne t3 de tillson'],
  trima: ['trima', 'triangular moving average', 'moyenne mobile triangulaire'],
  kama: [
    'kama',
    'kaufman',
    'adaptive moving average',
    'kaufman adaptive moving average',
    'moyenne mobile adaptative',
    'moyenne mobile adaptative de kaufman',
  ],
  midpoint: ['midpoint of closes', 'midpoint of the closes', 'milieu des clotures'],
  midprice: ['midprice', 'midpoint of highs and lows', 'milieu des plus hauts et plus bas'],
  linear_regression: [
    'linear regression',
    'linear regression line',
    'regression line',
    'regression lineaire',
    'droite de regression',
    'droite de regression lineaire',
  ],
  time_series_forecast: ['time series forecast', 'tsf', 'prevision par regression lineaire'],
  sar: ['sar', 'parabolic sar', 'psar', 'parabolic stop and reverse', 'sar parabolique'],
  supertrend: ['supertrend', 'super trend'],
  keltner: ['keltner', 'keltner channel', 'keltner channels', 'canal de keltner', 'canaux de keltner'],
  donchian: ['donchian', 'donchian channel', 'donchian channels', 'canal de donchian', 'canaux de donchian'],
  ichimoku: ['ichimoku', 'ichimoku cloud', 'ichimoku kinko hyo', 'nuage ichimoku', "nuage d'ichimoku"],
  vwap: ['vwap', 'rolling vwap', 'volume weighted average price', 'prix moyen pondere par les volumes'],
  natr: [
    'natr',
    'normalized average true range',
    'normalized atr',
    'amplitude vraie moyenne normalisee',
    'atr normalise',
  ],
  true_range: ['true range', 'amplitude vraie'],
  standard_deviation: [
    'standard deviation of closes',
    'standard deviation of the closes',
    'rolling standard deviation',
    'ecart-type des clotures',
    'ecart-type glissant',
  ],
  adx: ['adx', 'average directional index', 'average directional movement index', 'indice directionnel moyen'],
  adxr: [
    'adxr',
    'average directional index rating',
    'average directional movement rating',
    'indice directionnel moyen lisse',
  ],
  di: ['directional indicator', 'directional indicators', 'indicateur directionnel', 'indicateurs directionnels'],
  dx: ['dx', 'directional movement index', 'indice de mouvement directionnel'],
  aroon: ['aroon'],
  aroon_oscillator: ['aroon oscillator', 'oscillateur aroon', "oscillateur d'aroon"],
  cci: ['cci', 'commodity channel index', 'indice du canal des matieres premieres'],
  cmo: [
    'cmo',
    'chande momentum oscillator',
    'chande momentum',
    'oscillateur de chande',
    'oscillateur de momentum de chande',
  ],
  stochastic_fast: [
    'fast stochastic',
    'fast stochastics',
    'fast stochastic oscillator',
    'stochastique rapide',
    'oscillateur stochastique rapide',
  ],
  stochastic_rsi: ['stochastic rsi', 'stoch rsi', 'stochrsi', 'rsi stochastique'],
  williams_r: ['williams r', 'williams %r', 'williams percent r', '%r de williams', 'r de williams'],
  mfi: ['mfi', 'money flow index', 'indice des flux monetaires'],
  ultosc: ['ultosc', 'ultimate oscillator', 'oscillateur ultime'],
  bop: ['bop', 'balance of power', 'equilibre des forces'],
  roc: ['roc', 'rate of change', 'taux de variation'],
  momentum: ['momentum indicator', 'momentum oscillator', 'indicateur momentum', 'indicateur de momentum'],
  trix: ['trix'],
  apo: ['apo', 'absolute price oscillator', 'oscillateur de prix absolu'],
  ppo: ['ppo', 'percentage price oscillator', 'oscillateur de prix en pourcentage'],
  slope: [
    'regression slope',
    'slope of the regression',
    'slope of the regression line',
    'linear regression slope',
    'pente de la regression',
    'pente de regression',
    'pente de la droite de regression',
  ],
  obv: ['obv', 'on balance volume', 'volume cumule signe'],
  ad: [
    'a/d line',
    'accumulation/distribution',
    'accumulation/distribution line',
    'accumulation distribution',
    'accumulation distribution line',
    "ligne d'accumulation/distribution",
    "ligne d'accumulation distribution",
  ],
  adosc: ['adosc', 'chaikin', 'chaikin oscillator', 'oscillateur de chaikin'],
  kst: ['kst', 'know sure thing'],
  awesome_oscillator: ['awesome oscillator', 'oscillateur awesome'],
  force_index: ['force index', 'elder force index', 'indice de force'],
};

export const IndicatorsSlot = z.array(IndicatorName).max(7).meta({ slot: 'choice', words: indicatorWords });

export const TimeframeSlot = Timeframe.describe('Length of one candle; 1d when left out').meta({ slot: 'timeframe' });
