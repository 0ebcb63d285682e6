import { z } from 'zod';
import { dayOf } from '../data/candle.ts';
import type { ChainFolder } from '../data/options/chain-folder.ts';
import { type ChainMeasures, isPriced, measureChain } from '../data/options/measure-chain.ts';
import { DaySlot, SymbolSlot } from './slots.ts';
import { defineTool } from './tool.ts';

const Figure = z.number().nullable();
const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** The newest chain that has prices, where one has; else the newest. @throws as `ChainFolder.read` */
function newestMeasured(
  chains: ChainFolder,
  symbol: string,
): { measured: ChainMeasures; unpricedOn: string | undefined } {
  const newest = measureChain(chains.read(symbol));
  const days = chains
    .list()
    .filter(one => one.symbol === symbol)
    .map(({ day }) => day)
    .reverse();
  for (const day of isPriced(newest) ? [] : days.slice(1)) {
    const measured = measureChain(chains.read(symbol, day));
    if (isPriced(measured)) return { measured, unpricedOn: dayOf(newest.asOf) };
  }
  return { measured: newest, unpricedOn: undefined };
}

export const getOptions = defineTool({
  name: 'get_options',
  description:
    'What the option chain of one instrument says: implied volatility at the money, skew, put/call ratios, gamma exposure, max pain.',
  examples: [
    'What do the options of Apple say?',
    'implied volatility of Apple options',
    'put/call ratio of AAPL',
    'gamma exposure on Apple',
    'What is the put/call ratio of Apple on 2020-01-15?',
    'Options on Apple on 2020-01-15',
    'What is the implied volatility of Apple?',
    'Where is max pain for Apple?',
    'option chain of Apple',
    'Que disent les options de Apple ?',
    'volatilité implicite des options Apple',
    'ratio put/call de AAPL',
    'exposition gamma sur Apple',
    'Quel est le ratio put/call de Apple le 15 janvier 2020 ?',
    'Options sur Apple le 15 janvier 2020',
    'Quelle est la volatilité implicite de Apple ?',
    'Où est le max pain de Apple ?',
    "chaîne d'options de Apple",
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot.meta({ slot: 'symbol', needed: true }),
    on: DaySlot.optional().describe('The chain of this day; the newest with prices when left out'),
  }),
  output: z.strictObject({
    symbol: z.string(),
    name: z.strictObject({ en: z.string(), fr: z.string() }),
    asOf: z.int(),
    /** Day of a newer chain that holds no prices and was passed over. */
    unpricedOn: z.string().optional(),
    spot: z.number(),
    spotFrom: z.enum(['parity', 'underlying']),
    atmVolatility30: Figure,
    riskReversal30: Figure,
    skew30: Figure,
    termSlope: Figure,
    putCallVolume: Figure,
    putCallOpenInterest: Figure,
    gammaUsd: Figure,
    gammaSlopeUsd: Figure,
    zeroGamma: Figure,
    coverage: Figure,
    maxPain: Figure,
    expiries: z.array(z.strictObject({ expiryOn: z.string(), atmVolatility: Figure, skew: Figure, maxPain: Figure })),
  }),
  run({ symbol: given, on }, { outside, market }) {
    const { symbol, name } = market.instrument(given);
    const { chains } = outside;
    const { measured, unpricedOn } =
      on === undefined
        ? newestMeasured(chains, symbol)
        : { measured: measureChain(chains.read(symbol, on)), unpricedOn: undefined };
    return {
      symbol,
      name,
      asOf: measured.asOf,
      ...(unpricedOn === undefined ? {} : { unpricedOn }),
      spot: measured.spot,
      spotFrom: measured.spotFrom,
      atmVolatility30: known(measured.atmVolatility30),
      riskReversal30: known(measured.riskReversal30),
      skew30: known(measured.skew30),
      termSlope: known(measured.termSlope),
      putCallVolume: known(measured.putCallVolume),
      putCallOpenInterest: known(measured.putCallOpenInterest),
      gammaUsd: known(measured.gamma.totalUsd),
      gammaSlopeUsd: known(measured.gamma.slopeUsd),
      zeroGamma: known(measured.gamma.zeroGamma),
      coverage: known(measured.gamma.coverage),
      maxPain: known(measured.maxPain),
      expiries: measured.expiries.map(({ expiryOn, atmVolatility, skew, maxPain }) => ({
        expiryOn,
        atmVolatility: known(atmVolatility),
        skew: known(skew),
        maxPain: known(maxPain),
      })),
    };
  },
  show(answer, t) {
    const { name, symbol, asOf, spot, spotFrom, unpricedOn, atmVolatility30: volatility } = answer;
    const number = (value: number | null): string => (value === null ? '–' : t.number(value));
    const percent = (value: number | null): string => (value === null ? '–' : t.percent(value, 1));
    const millions = (value: number | null): string => (value === null ? '–' : t.number(value / 1e6, 1));
    return {
      title: t({ en: `Options on ${name.en} (${symbol})`, fr: `Options sur ${name.fr} (${symbol})` }),
      lead:
        volatility === null
          ? t({
              en: `The chain of ${symbol} of ${dayOf(asOf)} holds no prices to measure: what it does not tell stays empty.`,
              fr: `La chaîne de ${symbol} du ${dayOf(asOf)} ne contient pas de prix à mesurer : ce qu'elle ne dit pas reste vide.`,
            })
          : t({
              en: `Options on ${name.en} price in a yearly volatility of ${t.percent(volatility, 1)} for the next 30 days.`,
              fr: `Les options sur ${name.fr} intègrent une volatilité annuelle de ${t.percent(volatility, 1)} pour les 30 prochains jours.`,
            }),
      lines: unpricedOn
        ? [
            t({
              en: `A newer chain, of ${unpricedOn}, holds no prices: this is the newest that can be measured.`,
              fr: `Une chaîne plus récente, du ${unpricedOn}, ne contient pas de prix : voici la plus récente qui peut être mesurée.`,
            }),
          ]
        : [],
      table: {
        columns: [t({ en: 'Measure', fr: 'Mesure' }), t({ en: 'Value', fr: 'Valeur' })],
        rows: [
          [
            t({ en: 'Implied volatility, 30 days, at the money', fr: 'Volatilité implicite à 30 jours, à la monnaie' }),
            percent(volatility),
          ],
          [t({ en: 'Risk reversal, 25 delta', fr: 'Risk reversal, delta 25' }), percent(answer.riskReversal30)],
          [
            t({ en: 'Skew, 25 delta, over the volatility', fr: 'Asymétrie, delta 25, rapportée à la volatilité' }),
            number(answer.skew30),
          ],
          [
            t({ en: 'Term slope, 90 less 30 days', fr: 'Pente de la structure à terme, 90 moins 30 jours' }),
            percent(answer.termSlope),
          ],
          [t({ en: 'Put/call by volume', fr: 'Put/call en volume' }), number(answer.putCallVolume)],
          [
            t({ en: 'Put/call by open interest', fr: 'Put/call en positions ouvertes' }),
            number(answer.putCallOpenInterest),
          ],
          [
            t({ en: 'Gamma exposure, USD million per 1 %', fr: 'Exposition gamma, millions USD par 1 %' }),
            millions(answer.gammaUsd),
          ],
          [t({ en: 'Zero-gamma price', fr: 'Cours à gamma nul' }), number(answer.zeroGamma)],
          [t({ en: 'Max pain, nearest expiry', fr: 'Max pain, échéance la plus proche' }), number(answer.maxPain)],
        ],
      },
      footnote: t({
        en: `Chain at the close of ${dayOf(asOf)}, underlying ${t.number(spot)} (${spotFrom === 'parity' ? 'from put-call parity' : "the chain's own"}). Dealers are taken to be long calls and short puts; American options are valued as European ones.`,
        fr: `Chaîne à la clôture du ${dayOf(asOf)}, sous-jacent ${t.number(spot)} (${spotFrom === 'parity' ? 'par la parité put-call' : 'selon la chaîne'}). Les teneurs de marché sont supposés acheteurs de calls et vendeurs de puts ; les options américaines sont évaluées comme européennes.`,
      }),
    };
  },
  command: { en: 'options', fr: 'options' },
});
