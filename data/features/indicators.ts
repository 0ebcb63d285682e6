import type { Text } from '../../config/text.ts';
import { adKernel, adoscKernel } from './accumulation-distribution.ts';
import { aroonKernel } from './aroon.ts';
import { atrKernel } from './atr.ts';
import { bopKernel } from './balance-of-power.ts';
import { bollingerKernel } from './bollinger.ts';
import { cciKernel } from './cci.ts';
import { demaKernel, t3Kernel, temaKernel, trixKernel } from './chained-ema.ts';
import { donchianKernel, midpointKernel, midpriceKernel } from './channel-middle.ts';
import { cmoKernel } from './cmo.ts';
import { adxKernel, adxrKernel, directionalIndexKernel } from './directional-movement.ts';
import { emaKernel } from './ema.ts';
import { fastStochasticKernel, stochasticRsiKernel } from './fast-stochastic.ts';
import { type Drawing, type Indicator, type IndicatorParameters, indicator, ofKernel } from './indicator.ts';
import { IndicatorName } from './indicator-name.ts';
import { kamaKernel } from './kama.ts';
import { keltnerKernel } from './keltner.ts';
import { linearRegressionKernel } from './linear-regression.ts';
import { macdKernel } from './macd.ts';
import { mfiKernel } from './money-flow-index.ts';
import { natrKernel } from './natr.ts';
import { obvKernel } from './on-balance-volume.ts';
import { awesomeOscillator, forceIndex, ichimoku, kst } from './package-indicators.ts';
import { sarKernel } from './parabolic-sar.ts';
import { change } from './pointwise.ts';
import { apoKernel, ppoKernel } from './price-oscillator.ts';
import { rocKernel } from './rate-of-change.ts';
import { rollingVwapKernel } from './rolling-vwap.ts';
import { rsiKernel } from './rsi.ts';
import { smaKernel } from './sma.ts';
import { standardDeviationKernel } from './standard-deviation.ts';
import { stochasticKernel } from './stochastic.ts';
import { supertrendKernel } from './supertrend.ts';
import { trimaKernel } from './trima.ts';
import { trueRangeKernel } from './true-range.ts';
import { ultimateOscillatorKernel } from './ultimate-oscillator.ts';
import { williamsRKernel } from './williams-r.ts';
import { wmaKernel } from './wma.ts';

export { type Indicator, IndicatorName, type IndicatorParameters };

const drawing =
  (unit: Drawing['unit'], pane: Drawing['pane']) =>
  (en: string, fr: string): Drawing => ({ label: { en, fr }, unit, pane });
const overPrices = drawing('price', 'price');
const inPrices = drawing('price', 'own');
const inPercent = drawing('percent', 'own');
const asScore = drawing('score', 'own');
const inVolume = drawing('volume', 'own');

const by = (en: string, fr = en): { source: Text } => ({ source: { en, fr } });
const seban = by('Olivier Seban, Supertrend');
const keltner = by("Keltner, 1960, in Raschke's version", 'Keltner, 1960, dans la version de Raschke');
const donchian = by('Richard Donchian, four-week rule', 'Richard Donchian, règle des quatre semaines');
const berkowitz = by('Berkowitz, Logue and Noser, 1988', 'Berkowitz, Logue et Noser, 1988');

/**
 * Conventions of TA-Lib 0.4.0 with an unstable period of 0 where no other source is named: TA-Lib lacks those. Schema,
 * warm-up and convergence are the kernels' own.
 */
export const indicators: { readonly [Name in IndicatorName]: Indicator<Name> } = {
  sma: indicator(
    'sma',
    overPrices('Simple moving average', 'Moyenne mobile simple'),
    ofKernel(smaKernel, { sma: 'value' }),
  ),
  ema: indicator(
    'ema',
    overPrices('Exponential moving average', 'Moyenne mobile exponentielle'),
    ofKernel(emaKernel, { ema: 'value' }, { hidden: ['skip'] }),
  ),
  rsi: indicator(
    'rsi',
    inPercent('Relative strength index', 'Indice de force relative'),
    ofKernel(rsiKernel, { rsi: 'value' }),
  ),
  macd: indicator(
    'macd',
    inPrices('MACD', 'MACD'),
    ofKernel(macdKernel, { macdLine: 'line', macdSignal: 'signal', macdHistogram: 'histogram' }),
  ),
  bollinger: indicator(
    'bollinger',
    overPrices('Bollinger bands', 'Bandes de Bollinger'),
    ofKernel(bollingerKernel, { bollingerUpper: 'upper', bollingerMiddle: 'middle', bollingerLower: 'lower' }),
  ),
  atr: indicator(
    'atr',
    inPrices('Average true range', 'Amplitude vraie moyenne'),
    ofKernel(atrKernel, { atr: 'value' }),
  ),
  stochastic: indicator(
    'stochastic',
    inPercent('Stochastic oscillator', 'Oscillateur stochastique'),
    ofKernel(stochasticKernel, { stochasticK: 'slowK', stochasticD: 'slowD' }),
  ),
  wma: indicator(
    'wma',
    overPrices('Weighted moving average', 'Moyenne mobile pondérée'),
    ofKernel(wmaKernel, { wma: 'value' }),
  ),
  dema: indicator(
    'dema',
    overPrices('Double exponential moving average', 'Moyenne mobile exponentielle double'),
    ofKernel(demaKernel, { dema: 'value' }),
  ),
  tema: indicator(
    'tema',
    overPrices('Triple exponential moving average', 'Moyenne mobile exponentielle triple'),
    ofKernel(temaKernel, { tema: 'value' }),
  ),
  t3: indicator('t3', overPrices('Tillson T3 average', 'Moyenne T3 de Tillson'), ofKernel(t3Kernel, { t3: 'value' })),
  trima: indicator(
    'trima',
    overPrices('Triangular moving average', 'Moyenne mobile triangulaire'),
    ofKernel(trimaKernel, { trima: 'value' }),
  ),
  kama: indicator(
    'kama',
    overPrices('Kaufman adaptive moving average', 'Moyenne mobile adaptative de Kaufman'),
    ofKernel(kamaKernel, { kama: 'value' }),
  ),
  midpoint: indicator(
    'midpoint',
    overPrices('Midpoint of closes', 'Milieu des clôtures'),
    ofKernel(midpointKernel, { midpoint: 'value' }),
  ),
  midprice: indicator(
    'midprice',
    overPrices('Midpoint of highs and lows', 'Milieu des plus hauts et plus bas'),
    ofKernel(midpriceKernel, { midprice: 'value' }),
  ),
  linear_regression: indicator(
    'linear_regression',
    overPrices('Linear regression line', 'Droite de régression linéaire'),
    ofKernel(linearRegressionKernel, { linearRegression: 'value' }),
  ),
  time_series_forecast: indicator(
    'time_series_forecast',
    overPrices('Time series forecast', 'Prévision par régression linéaire'),
    ofKernel(linearRegressionKernel, { timeSeriesForecast: 'forecast' }),
  ),
  sar: indicator(
    'sar',
    overPrices('Parabolic stop and reverse', 'SAR parabolique'),
    ofKernel(sarKernel, { sar: 'value' }),
  ),
  supertrend: indicator(
    'supertrend',
    overPrices('Supertrend', 'Supertrend'),
    ofKernel(supertrendKernel, { supertrend: 'value' }, seban),
  ),
  keltner: indicator(
    'keltner',
    overPrices('Keltner channels', 'Canaux de Keltner'),
    ofKernel(keltnerKernel, { keltnerUpper: 'upper', keltnerMiddle: 'middle', keltnerLower: 'lower' }, keltner),
  ),
  donchian: indicator(
    'donchian',
    overPrices('Donchian channel', 'Canal de Donchian'),
    ofKernel(donchianKernel, { donchianUpper: 'upper', donchianMiddle: 'middle', donchianLower: 'lower' }, donchian),
  ),
  ichimoku: indicator('ichimoku', overPrices('Ichimoku cloud', 'Nuage Ichimoku'), ichimoku),
  vwap: indicator(
    'vwap',
    overPrices('Rolling volume-weighted average price', 'Prix moyen pondéré par les volumes, glissant'),
    ofKernel(rollingVwapKernel, { vwap: 'value' }, berkowitz),
  ),
  natr: indicator(
    'natr',
    inPercent('Normalized average true range', 'Amplitude vraie moyenne normalisée'),
    ofKernel(natrKernel, { natr: 'value' }),
  ),
  true_range: indicator(
    'true_range',
    inPrices('True range', 'Amplitude vraie'),
    ofKernel(trueRangeKernel, { trueRange: 'value' }),
  ),
  standard_deviation: indicator(
    'standard_deviation',
    inPrices('Standard deviation of closes', 'Écart-type des clôtures'),
    ofKernel(standardDeviationKernel, { standardDeviation: 'value' }),
  ),
  adx: indicator(
    'adx',
    inPercent('Average directional index', 'Indice directionnel moyen'),
    ofKernel(adxKernel, { adx: 'value' }),
  ),
  adxr: indicator(
    'adxr',
    inPercent('Average directional index rating', 'Indice directionnel moyen lissé'),
    ofKernel(adxrKernel, { adxr: 'value' }),
  ),
  di: indicator(
    'di',
    inPercent('Directional indicators', 'Indicateurs directionnels'),
    ofKernel(directionalIndexKernel, { diPlus: 'plus', diMinus: 'minus' }),
  ),
  dx: indicator(
    'dx',
    inPercent('Directional movement index', 'Indice de mouvement directionnel'),
    ofKernel(directionalIndexKernel, { dx: 'index' }),
  ),
  aroon: indicator('aroon', inPercent('Aroon', 'Aroon'), ofKernel(aroonKernel, { aroonDown: 'down', aroonUp: 'up' })),
  aroon_oscillator: indicator(
    'aroon_oscillator',
    inPercent('Aroon oscillator', 'Oscillateur Aroon'),
    ofKernel(aroonKernel, { aroonOscillator: 'oscillator' }),
  ),
  cci: indicator(
    'cci',
    asScore('Commodity channel index', 'Indice du canal des matières premières'),
    ofKernel(cciKernel, { cci: 'value' }),
  ),
  cmo: indicator(
    'cmo',
    inPercent('Chande momentum oscillator', 'Oscillateur de momentum de Chande'),
    ofKernel(cmoKernel, { cmo: 'value' }),
  ),
  stochastic_fast: indicator(
    'stochastic_fast',
    inPercent('Fast stochastic oscillator', 'Oscillateur stochastique rapide'),
    ofKernel(fastStochasticKernel, { stochasticFastK: 'fastK', stochasticFastD: 'fastD' }),
  ),
  stochastic_rsi: indicator(
    'stochastic_rsi',
    inPercent('Stochastic RSI', 'RSI stochastique'),
    ofKernel(stochasticRsiKernel, { stochasticRsiK: 'fastK', stochasticRsiD: 'fastD' }),
  ),
  williams_r: indicator(
    'williams_r',
    inPercent('Williams %R', '%R de Williams'),
    ofKernel(williamsRKernel, { williamsR: 'value' }),
  ),
  mfi: indicator(
    'mfi',
    inPercent('Money flow index', 'Indice des flux monétaires'),
    ofKernel(mfiKernel, { mfi: 'value' }),
  ),
  ultosc: indicator(
    'ultosc',
    inPercent('Ultimate oscillator', 'Oscillateur ultime'),
    ofKernel(ultimateOscillatorKernel, { ultosc: 'value' }),
  ),
  bop: indicator('bop', asScore('Balance of power', 'Équilibre des forces'), ofKernel(bopKernel, { bop: 'value' })),
  roc: indicator('roc', inPercent('Rate of change', 'Taux de variation'), ofKernel(rocKernel, { roc: 'value' })),
  momentum: indicator(
    'momentum',
    inPrices('Momentum', 'Momentum'),
    ofKernel(change, { momentum: 'value' }, { usual: { period: 10 } }),
  ),
  trix: indicator('trix', inPercent('TRIX', 'TRIX'), ofKernel(trixKernel, { trix: 'value' })),
  apo: indicator(
    'apo',
    inPrices('Absolute price oscillator', 'Oscillateur de prix absolu'),
    ofKernel(apoKernel, { apo: 'value' }),
  ),
  ppo: indicator(
    'ppo',
    inPercent('Percentage price oscillator', 'Oscillateur de prix en pourcentage'),
    ofKernel(ppoKernel, { ppo: 'value' }),
  ),
  slope: indicator(
    'slope',
    inPrices('Slope of the regression line per candle', 'Pente de la droite de régression par bougie'),
    ofKernel(linearRegressionKernel, { slope: 'slope' }),
  ),
  obv: indicator(
    'obv',
    inVolume('On-balance volume', 'Volume cumulé signé (OBV)'),
    ofKernel(obvKernel, { obv: 'value' }),
  ),
  ad: indicator(
    'ad',
    inVolume('Accumulation/distribution line', "Ligne d'accumulation/distribution"),
    ofKernel(adKernel, { ad: 'value' }),
  ),
  adosc: indicator(
    'adosc',
    inVolume('Chaikin oscillator', 'Oscillateur de Chaikin'),
    ofKernel(adoscKernel, { adosc: 'value' }),
  ),
  kst: indicator('kst', inPercent('Know sure thing', 'Know Sure Thing (KST)'), kst),
  awesome_oscillator: indicator(
    'awesome_oscillator',
    inPrices('Awesome oscillator', 'Oscillateur Awesome'),
    awesomeOscillator,
  ),
  force_index: indicator('force_index', inVolume('Force index', 'Indice de force'), forceIndex),
};

/** Whose formulas these indicators are, each source once, in the order of the names. */
export const sourcesOf = (names: readonly IndicatorName[]): Text[] => [
  ...new Set(names.map(name => indicators[name].source)),
];
