import { beforeAll, describe, expect, it } from 'vitest';
import { Decision } from '../../../models/decision/decision-answer.ts';
import { groundedIn, leftOut, saidThesis, shownJustification } from '../../../models/decision/grounded-words.ts';
import type { Snapshot } from '../../../models/decision/snapshot.ts';
import { entryAt, managedAgent, recentHistory } from '../../kit/managed-agent.ts';

const price = recentHistory().close[300] ?? Number.NaN;
const entry = (over: object = {}): Decision => Decision.parse(JSON.parse(entryAt(price, over)).decisions[0]);

/** A real snapshot of the S&P 500 on 2019-11-22: price 3,110.29, RSI(14) 66.87, EMA(20) 3,081.41, ATR(14) 20.43. */
let snapshot: Snapshot;
beforeAll(async () => {
  const managed = await managedAgent(['{"decisions":[]}']);
  const { manager } = await managed.agent.parts.cycle.decide(managed.agent.person('test', 'owner'));
  if (!manager) throw new Error('nothing was decided');
  snapshot = manager.call.snapshot;
});
const isWhole = (text: string, over: object = {}) => groundedIn(snapshot, entry(over))(text).whole;

/** Words whose figures and names were all given, follow from the decision's own levels, or count something. */
const benign = [
  'calm',
  'The trend goes on and volatility is low.',
  'The S&P 500 closed at 3,110.29, above its 20-day average of 3,081.41.',
  'SPX trades at 3110.29 and the EMA50 stands at 3,033.27.',
  'RSI(14) is 66.9, firm but below 70.',
  'The 14-day RSI fell from 74 to 67 without breaking the trend.',
  'RSI-7 has cooled from 86.3 to 65.2.',
  'rsi_14@1d is 66.87 and macd_histogram@1d has turned to -1.47.',
  'MACD is still positive at 29.4 although its histogram slipped to -1.5.',
  'Forecast volatility is 0.521 % a day, which is low.',
  'The model expects about 0.52% a day, with a 90 % quantile of 0.766 %.',
  'Its 90 % range held 89.2 % of the last 158 days.',
  'The index gained 3.32 % over 21 days and 0.2 % today.',
  'Stop at 3,016.98, three percent under the price.',
  'The stop is 3 % away, 4.6 ATR.',
  'Stop 93.31 points below, target 248.82 points above.',
  'The target of 3,359 is 8 % away and pays 2.7 times the risk.',
  'Reward to risk is 2.67 before costs.',
  'A daily close below 3,063.64 proves it wrong.',
  'Wrong under 3,064, which is 1.5 % below the price.',
  'ATR is 20.4 points, so the stop leaves room.',
  'Average true range of 20.43 has fallen from 23.',
  'Nothing is held: all 100,000 USD are in cash.',
  'The account holds $100,000.00 and no position.',
  'It is the first of 20 entries that the limits allow today.',
  'One percent of equity is at risk at most.',
  'At most 25 % of equity may go into one instrument.',
  'Confidence is 80 %, since two of three signs agree.',
  'I am 0.8 confident.',
  'Price is around 3,110 after ten quiet sessions.',
  'Roughly 3,100 has held since the week began.',
  'Volume was 3.23 billion, less than the 3.72 billion of the day before.',
  'The price stands 0.94 % above its 20-day average.',
  'A round trip costs 4.99 per unit, well under the target.',
  'As of 2019-11-22 no fault was found in the data.',
  'Two closes in a row below the level would be needed.',
  'The signal head abstains, so I rely on the trend.',
  'Bollinger bands are not shown; the Average True Range is.',
  'The market is above its 200-day average.',
  'The plan: hold until stop, target or invalidation.',
  'Drawdown is 0.00 % and the kill switch is off.',
  'L’indice a clôturé à 3 110,29, au-dessus de sa moyenne de 20 jours.',
  'Le stop est à 3 016,98, soit 3 % plus bas.',
  'Closes of 3,122.03 and 3,120.18 were the highest of the last ten.',
  'I place the stop below the EMA50 at about 3,017, which leaves 4.6 times the ATR of 20.4.',
  'The market is quiet (sigma 0.52 % a day) and RSI14 at 67 shows strength without excess.',
  'Volume dried up to 3.2bn on the last day, from 4.03bn on the worst day.',
  'ATR(14) declined from 23.0 to 20.4, confirming calm.',
  'Two-day forecast: 0.53 % a day, 90 % band held in 91.7 % of 156 cases.',
  'The 50-day average rises day by day; it was 3,000.87 ten days ago.',
];

/** Words with a level, a figure or a company that nobody gave the model. */
const invented = [
  'Resistance at 3,500 was broken last week.',
  'Support lies at 2,950.',
  'The price of 4,200 is a record.',
  'It closed at 3,110.92.',
  'The stop stands at 2,980.',
  'Target 3,900 within a month.',
  'RSI is 35, deeply oversold.',
  'RSI(14) is at 91.',
  'The RSI is below 30.',
  'The 14-day RSI of 12.4 signals a bottom.',
  'MACD has crossed to 140.',
  'ATR is 85 points.',
  'Volume was 9.4 billion.',
  'Volatility has fallen to 0.11 % a day.',
  'Volatility of 45 % a year is priced in.',
  'The index gained 17 % this month.',
  'It rose 6.4 % since Monday.',
  'The stop is 7.7 % away.',
  'Reward to risk is 9.5.',
  'This setup won 73 % of the time in 412 cases.',
  'In 1987 the same pattern came before a rally.',
  'Earnings grew 23 % last quarter.',
  'The dividend yield is 1.85 %.',
  'Price to earnings stands at 22.4.',
  'The Fed will cut by 50 basis points.',
  'We made $4,321 with the last trade.',
  'Equity is $250,000.',
  'The position of 37.5 units is in profit.',
  'A fair value of three thousand five hundred is near.',
  'It should gain forty percent.',
  'The 34-day average crossed the 89-day one.',
  'The VIX is calm.',
  'Apple reported strong numbers.',
  'Strong results of Apple lift everything.',
  'NVDA leads the market higher.',
  'Demand for $TSLA is strong.',
  'Tesla is the better buy.',
  'bitcoin points the way.',
  'Gold is falling, so shares rise.',
  'As Jerome Powell said, growth is solid.',
  'Buyers of Palantir are back.',
  'Berkshire bought heavily: Goldman Sachs says so.',
  'GME squeezes again.',
  'The outlook of BRK.B is bright.',
  'Нвидиа растёт.',
  'Ｎｖｉｄｉａ rises.',
  'The level of ３５００ holds.',
  'EUR/USD is rising.',
  'Crude oil supports the move.',
  'Upside to 3.6k is open.',
  'Analysts at Morgan Stanley see 15 % upside.',
  'The 200-day average is at 2,951.',
  'Microsoft and Amazon carry the index.',
  'P/E of 19 is not demanding.',
  'Buy SPY calls instead.',
  'The ATR of 33 points is wide.',
  'A level of 36e2 is next.',
];

describe('the words of a decision', () => {
  it('number at least forty of each kind', () => {
    expect([benign.length >= 40, invented.length >= 40]).toEqual([true, true]);
  });

  it.each(benign)('that were given stay: %s', text => {
    expect(isWhole(text)).toBe(true);
  });

  it.each(invented)('that were invented are left out: %s', text => {
    expect(groundedIn(snapshot, entry())(text)).toEqual({ kept: '', whole: false });
  });

  it('are left out by the sentence: what was given beside it stays', () => {
    const text = 'The trend goes on. Resistance at 3,500 was broken! RSI(14) is 66.9.';
    expect(groundedIn(snapshot, entry())(text)).toEqual({
      kept: 'The trend goes on. RSI(14) is 66.9.',
      whole: false,
    });
  });

  it('may name the levels of their own decision, and no others', () => {
    const text = 'The stop at 2,980 gives it room.';
    expect(isWhole(text)).toBe(false);
    expect(isWhole(text, { stopLoss: 2980 })).toBe(true);
    const rsi = [[{ series: 'rsi_14@1d', operator: '<', level: 41 }]];
    expect(isWhole('Wrong once the RSI is below 41.')).toBe(false);
    expect(isWhole('Wrong once the RSI is below 41.', { invalidation: rsi })).toBe(true);
  });

  it('are shown with a note in the language of the reader, part by part', () => {
    const justification = { situation: 'calm', reason: 'Apple leads. Calm.', riskPlan: 'GME squeezes.', fit: '' };
    expect(shownJustification(snapshot, entry({ justification }))).toEqual({
      situation: { en: 'calm', fr: 'calm' },
      reason: { en: `Calm. ${leftOut.en}`, fr: `Calm. ${leftOut.fr}` },
      riskPlan: leftOut,
      fit: { en: '', fr: '' },
    });
    expect(shownJustification(snapshot, entry({ justification: undefined }))).toBeUndefined();
  });

  it('that were kept as a thesis say so to each reader', () => {
    expect(saidThesis(`Calm. ${leftOut.en}`)).toEqual({ en: `Calm. ${leftOut.en}`, fr: `Calm. ${leftOut.fr}` });
  });
});
