import type { OwnSentence } from './own-sentence.ts';

const options = (symbol: string, on?: string) =>
  ['get_options', on === undefined ? { symbol } : { symbol, on }] as const;

/** Questions about option chains, beside those about their terms and about forecasts. */
export const optionSentences: readonly OwnSentence[] = [
  ['What is the put/call ratio of Apple on 2014-06-05?', options('AAPL', '2014-06-05')],
  ["Quel est le ratio put/call d'Apple le 5 juin 2014 ?", options('AAPL', '2014-06-05')],
  ['Options on Apple on 2014-06-05', options('AAPL', '2014-06-05')],
  ['Options sur Apple au 2014-06-05', options('AAPL', '2014-06-05')],
  ['gamma exposure of AAPL on June 5, 2014', options('AAPL', '2014-06-05')],
  ['Implied volatility of Apple', options('AAPL')],
  ['What is the implied volatility of Tesla on 2014-06-05?', options('TSLA', '2014-06-05')],
  ["Volatilité implicite d'Apple", options('AAPL')],
  ['Where is max pain for AAPL?', options('AAPL')],
  ["Où est le max pain d'Apple ?", options('AAPL')],
  ["La chaîne d'options d'Apple", options('AAPL')],
  ['What is max pain?', ['explain_term', { term: 'max pain' }]],
  ["C'est quoi le max pain ?", ['explain_term', { term: 'max pain' }]],
  ['What is the put/call ratio?', ['explain_term', { term: 'put/call ratio' }]],
  ['How volatile is Apple?', ['predict_volatility', { symbol: 'AAPL' }]],
];
