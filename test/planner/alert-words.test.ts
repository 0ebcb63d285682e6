import { describe, expect, it } from 'vitest';
import { understand } from '../../models/planner/understand.ts';
import { tools, worldFor } from './planner-fixture.ts';

const argsOf = (text: string): Record<string, unknown> => {
  const understood = understand(text, tools, worldFor(text));
  if (understood.kind !== 'calls') throw new Error(`${text}: ${JSON.stringify(understood)}`);
  const [call] = understood.calls;
  return { name: call?.name, ...call?.args };
};

describe('an alert of the account', () => {
  it.each([
    ['alert me if my drawdown passes 5 %', { measure: 'drawdown', side: 'above', level: 5 }],
    ['tell me when the drawdown of my account exceeds 7 %', { measure: 'drawdown', side: 'above', level: 7 }],
    ['warn me when the portfolio falls below 95000', { measure: 'equity', side: 'below', level: 95000 }],
    ['alert me if my daily loss passes 2 %', { measure: 'day-loss', side: 'above', level: 2 }],
    ['alerte-moi si mon repli dépasse 5 %', { measure: 'drawdown', side: 'above', level: 5 }],
    ['préviens-moi quand la valeur du compte tombe sous 95000', { measure: 'equity', side: 'below', level: 95000 }],
    ['avertis-moi si la perte du jour dépasse 3 %', { measure: 'day-loss', side: 'above', level: 3 }],
  ])('"%s" watches what it names, not a price', (text, args) => {
    expect(argsOf(text)).toMatchObject({ name: 'set_alert', ...args });
  });
});

describe('an alert of the regime', () => {
  it.each([
    'tell me when the S&P changes regime',
    'alert me when the market regime of the S&P 500 changes',
    'préviens-moi quand le S&P change de régime',
    'dis-moi quand le régime du S&P 500 change',
  ])('"%s" needs no level', text => {
    expect(argsOf(text)).toMatchObject({ name: 'watch_regime' });
  });
});
