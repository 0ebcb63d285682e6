/** What a person calls an indicator's column, with its main parameter: `sma` and 20 become "SMA 20". */
const names: Readonly<Record<string, string>> = {
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
};

export function columnName(column: string, parameters: Readonly<Record<string, number>> = {}): string {
  const period = 'period' in parameters ? ` ${parameters.period}` : '';
  return `${names[column] ?? column}${period}`;
}
