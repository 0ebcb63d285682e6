import type { Translate } from '../config/text.ts';
import { type IndicatorName, type IndicatorParameters, indicators } from '../data/features/indicators.ts';

/** Columns that have a short name or are one part of several; every other one bears its indicator's label. */
const shortNames: Readonly<Record<string, string>> = {
  sma: 'SMA',
  ema: 'EMA',
  rsi: 'RSI',
  atr: 'ATR',
  macdLine: 'MACD',
  macdSignal: 'MACD signal',
  macdHistogram: 'MACD histogram',
  bollingerUpper: 'Bollinger +',
  bollingerMiddle: 'Bollinger',
  bollingerLower: 'Bollinger −',
  stochasticK: 'Stoch %K',
  stochasticD: 'Stoch %D',
  wma: 'WMA',
  dema: 'DEMA',
  tema: 'TEMA',
  t3: 'T3',
  trima: 'TRIMA',
  kama: 'KAMA',
  sar: 'SAR',
  keltnerUpper: 'Keltner +',
  keltnerMiddle: 'Keltner',
  keltnerLower: 'Keltner −',
  donchianUpper: 'Donchian +',
  donchianMiddle: 'Donchian',
  donchianLower: 'Donchian −',
  ichimokuConversion: 'Tenkan-sen',
  ichimokuBase: 'Kijun-sen',
  ichimokuSpanA: 'Senkou span A',
  ichimokuSpanB: 'Senkou span B',
  vwap: 'VWAP',
  natr: 'NATR',
  adx: 'ADX',
  adxr: 'ADXR',
  diPlus: '+DI',
  diMinus: '−DI',
  dx: 'DX',
  aroonDown: 'Aroon −',
  aroonUp: 'Aroon +',
  cci: 'CCI',
  cmo: 'CMO',
  stochasticFastK: 'Fast %K',
  stochasticFastD: 'Fast %D',
  stochasticRsiK: 'StochRSI %K',
  stochasticRsiD: 'StochRSI %D',
  mfi: 'MFI',
  roc: 'ROC',
  apo: 'APO',
  ppo: 'PPO',
  obv: 'OBV',
  kstLine: 'KST',
  kstSignal: 'KST signal',
};

/** The parameters of an indicator with the period that was asked for, where it has one. */
export const parametersFor = (name: IndicatorName, period: number | undefined): IndicatorParameters => ({
  ...indicators[name].parameters,
  ...(period !== undefined && 'period' in indicators[name].parameters ? { period } : {}),
});

/** What a person calls a column of an indicator, with its main parameter: `sma` and 20 become "SMA 20". */
export function columnName(
  indicator: IndicatorName,
  column: string,
  parameters: IndicatorParameters,
  t: Translate,
): string {
  const period = 'period' in parameters ? ` ${parameters.period}` : '';
  return `${shortNames[column] ?? t(indicators[indicator].label)}${period}`;
}
