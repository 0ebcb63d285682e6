import { z } from 'zod';
import type { Translate } from '../config/text.ts';
import { calendarOf } from '../data/calendar/calendar-of.ts';
import { dayOf, Timeframe } from '../data/candle.ts';
import { Fault, Finding, type Remedy } from '../data/quality/finding.ts';
import { inspect } from '../data/quality/inspect.ts';
import { candlesText } from '../data/timeframe-text.ts';
import { providerName } from './as-of.ts';
import { bringPrices, Origin } from './bring-prices.ts';
import { historyIn } from './day-candle.ts';
import { SymbolSlot, TimeframeSlot } from './slots.ts';
import { defineTool } from './tool.ts';

/** What people call a fault. */
export const faultWords: Readonly<Record<Fault, { en: string; fr: string }>> = {
  gap: { en: 'missing candles', fr: 'bougies manquantes' },
  duplicate: { en: 'duplicates', fr: 'doublons' },
  'out-of-order': { en: 'rows out of order', fr: 'lignes en désordre' },
  'bad-price': { en: 'zero, negative or unreadable prices', fr: 'prix nuls, négatifs ou illisibles' },
  'high-below-low': { en: 'high below low', fr: 'plus haut sous le plus bas' },
  'outside-range': { en: 'open or close outside the range', fr: "ouverture ou clôture hors de l'étendue" },
  'bad-volume': { en: 'impossible volumes', fr: 'volumes impossibles' },
  'zero-volume-run': { en: 'runs without volume', fr: 'suites sans volume' },
  'mixed-time-units': { en: 'mixed time units', fr: 'unités de temps mêlées' },
  'bad-time': { en: 'unreadable times', fr: 'instants illisibles' },
  'off-grid': { en: 'times off the grid', fr: 'instants hors grille' },
  'time-zone-slip': { en: 'slips of the time zone', fr: 'décalages de fuseau horaire' },
  'outside-session': { en: 'candles outside the session', fr: 'bougies hors séance' },
  split: { en: 'splits', fr: 'divisions du titre' },
  spike: { en: 'spikes', fr: 'pics isolés' },
  unclosed: { en: 'candles not closed yet', fr: 'bougies non closes' },
  future: { en: 'candles from the future', fr: 'bougies datées du futur' },
};

const remedyWords: Readonly<Record<Remedy, { en: string; fr: string }>> = {
  repaired: { en: 'repaired', fr: 'réparé' },
  dropped: { en: 'dropped', fr: 'écarté' },
  reported: { en: 'reported, left as it is', fr: 'signalé, laissé tel quel' },
};

const shown = 12;

const rowOf = ({ fault, remedy, fromAt, toAt, count, detail }: Finding, t: Translate): string[] => [
  dayOf(fromAt) === dayOf(toAt) ? dayOf(fromAt) : `${dayOf(fromAt)} – ${dayOf(toAt)}`,
  t(faultWords[fault]),
  t.number(count, 0),
  t(remedyWords[remedy]),
  detail,
];

export const checkData = defineTool({
  name: 'check_data',
  description:
    'Quality report of the stored candles of one instrument: gaps, duplicates, bad prices, spikes, splits, time slips, and what was repaired.',
  examples: [
    'Check the data of the S&P 500',
    'Are there gaps in the Bitcoin history?',
    'data quality report for SPY',
    'is the price history of Apple clean?',
    'Vérifie les données du S&P 500',
    "Y a-t-il des trous dans l'historique du Bitcoin ?",
    'rapport de qualité des données de SPY',
    "l'historique de Apple est-il propre ?",
  ],
  effect: 'read',
  input: z.object({
    symbol: SymbolSlot,
    timeframe: TimeframeSlot.optional().describe('Which candles; by default those stored in most detail'),
  }),
  output: z.strictObject({
    symbol: z.string(),
    timeframe: Timeframe,
    ...Origin.shape,
    rows: z.int(),
    from: z.int(),
    to: z.int(),
    calendar: z.string(),
    findings: z.array(Finding),
    splits: z.array(z.strictObject({ on: z.string(), ratio: z.number() })),
  }),
  async run({ symbol: given, timeframe: asked }, context) {
    const known = context.registry.find(given)?.symbol;
    const stored = context.store.series().filter(one => one.symbol === known);
    const finest =
      known === undefined
        ? undefined
        : Timeframe.options.find(one => historyIn(context.market, known, one) !== undefined);
    const timeframe = asked ?? finest ?? '1d';
    const { instrument, series, origin } = await bringPrices(context, given, timeframe);
    const { symbol } = instrument;
    const calendar = calendarOf(instrument.calendar);
    // What was found at the import where one is stored; else what a look at the series finds now.
    const found = stored.some(one => one.timeframe === timeframe && one.provider === origin.provider)
      ? context.store.findings(symbol, timeframe, origin.provider)
      : inspect(series, { symbol, timeframe, calendar }).findings;
    const [from, to] = [series.openAt[0] ?? 0, series.openAt.at(-1) ?? 0];
    return {
      symbol,
      timeframe,
      ...origin,
      rows: series.length,
      from,
      to,
      calendar: instrument.calendar,
      findings: found.map(({ fault, remedy, fromAt, toAt, count, detail }) => ({
        fault,
        remedy,
        fromAt,
        toAt,
        count,
        detail,
      })),
      splits: (instrument.splits ?? []).filter(({ on }) => on >= dayOf(from) && on <= dayOf(to)),
    };
  },
  say({ findings, ...rest }) {
    const counts = Fault.options.flatMap(fault => {
      const some = findings.filter(one => one.fault === fault);
      return some.length === 0 ? [] : [`${fault}: ${some.length}`];
    });
    return JSON.stringify({ ...rest, findings: counts, worst: findings.slice(0, 5) });
  },
  show({ symbol, timeframe, provider, rows, from, to, calendar, findings, splits }, t) {
    const total = t.number(findings.length, 0);
    const span = t({
      en: `${t.number(rows, 0)} ${candlesText(timeframe).en} of ${symbol} from ${dayOf(from)} to ${dayOf(to)}`,
      fr: `${t.number(rows, 0)} ${candlesText(timeframe).fr} de ${symbol} du ${dayOf(from)} au ${dayOf(to)}`,
    });
    const verdict =
      findings.length === 0
        ? t({ en: 'nothing to report.', fr: 'rien à signaler.' })
        : t({ en: `findings: ${total}.`, fr: `constats : ${total}.` });
    const rest = findings.length - shown;
    return {
      title: t({ en: `Data of ${symbol}`, fr: `Données de ${symbol}` }),
      lead: `${span}${t({ en: ': ', fr: ' : ' })}${verdict}`,
      lines: [
        ...splits.map(({ on, ratio }) =>
          t({ en: `Known split: ${ratio} for 1 on ${on}.`, fr: `Division connue : ${ratio} pour 1 le ${on}.` }),
        ),
        ...(rest > 0
          ? [
              t({
                en: `${rest} more ${rest === 1 ? 'is' : 'are'} not shown here.`,
                fr: rest === 1 ? "1 autre n'est pas affiché ici." : `${rest} autres ne sont pas affichés ici.`,
              }),
            ]
          : []),
      ],
      ...(findings.length === 0
        ? {}
        : {
            table: {
              columns: [
                t({ en: 'When', fr: 'Quand' }),
                t({ en: 'What', fr: 'Quoi' }),
                t({ en: 'Candles', fr: 'Bougies' }),
                t({ en: 'Done', fr: 'Suite' }),
                t({ en: 'Seen', fr: 'Détail (en anglais)' }),
              ],
              rows: findings.slice(0, shown).map(one => rowOf(one, t)),
            },
          }),
      footnote: t({
        en: `Checked against the ${calendar} calendar; provider: ${providerName(provider).en}.`,
        fr: `Comparé au calendrier ${calendar} ; fournisseur : ${providerName(provider).fr}.`,
      }),
    };
  },
  command: { en: 'check', fr: 'verifier' },
});
