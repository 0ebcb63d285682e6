import { z } from 'zod';
import { dayOf } from '../../data/candle.ts';

/** What came of a trade or of an idea that nobody took up, beside what a benchmark did meanwhile. Shares of the entry's value. */
export const Lesson = z.strictObject({
  kind: z.enum(['trade', 'missed']),
  symbol: z.string(),
  direction: z.enum(['long', 'short']),
  /** Market instants, UTC ms. */
  fromAt: z.int(),
  toAt: z.int(),
  /** Realised, after costs; of a missed idea what it would have made, before costs. */
  returnShare: z.number(),
  benchmark: z.string(),
  benchmarkShare: z.number().nullable(),
  regime: z.string().nullable(),
  ending: z.enum([
    'stop',
    'target',
    'order',
    'liquidation',
    'end-of-data',
    'expired',
    'rejected',
    'withdrawn',
    'refused',
    'superseded',
  ]),
  thesis: z.string().nullable(),
  decisionId: z.string().nullable(),
  /** A short lesson, made of the figures above; English, for the model. */
  text: z.string(),
});
export type Lesson = z.infer<typeof Lesson>;

const percent = (share: number): string => `${share < 0 ? '' : '+'}${(share * 100).toFixed(2)} %`;

/** What the end of a trade teaches; `ahead`: it paid more than the benchmark. */
function tradeTeaching(ending: Lesson['ending'], gained: boolean, ahead: boolean | undefined): string {
  if (ending === 'stop') return gained ? 'the stop kept a gain' : 'the stop ended a wrong idea';
  if (ending === 'target')
    return ahead === false
      ? 'the target was reached, and holding the benchmark paid more'
      : 'the target was reached as planned';
  const [better, worse] = gained
    ? ['it earned money', 'it earned less than the benchmark']
    : ['it lost less than the benchmark', 'it lost money'];
  if (gained) return ahead === false ? worse : better;
  return ahead === true ? better : worse;
}

function teaching({ kind, ending, returnShare, benchmarkShare }: Omit<Lesson, 'text'>): string {
  if (kind === 'missed') return returnShare > 0 ? 'not taking it cost that move' : 'not taking it was right';
  const ahead = benchmarkShare === null ? undefined : returnShare > benchmarkShare;
  return tradeTeaching(ending, returnShare > 0, ahead);
}

/** The sentence that the next decision reads: dates, result, benchmark, how it ended, what follows. */
export function lessonText(lesson: Omit<Lesson, 'text'>): string {
  const { kind, symbol, direction, fromAt, toAt, returnShare, benchmark, benchmarkShare, regime, ending } = lesson;
  const what = kind === 'trade' ? `${direction} ${symbol}` : `${direction} ${symbol}, ${ending}, not taken`;
  const beside = benchmarkShare === null ? 'no benchmark' : `${benchmark} held ${percent(benchmarkShare)}`;
  const how = kind === 'trade' ? `; ended by ${ending}` : '';
  return `${what}, ${dayOf(fromAt)} to ${dayOf(toAt)}${regime === null ? '' : `, ${regime} regime`}: ${percent(returnShare)} (${beside})${how}: ${teaching(lesson)}.`;
}
