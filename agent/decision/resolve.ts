import { attempt } from '../../config/attempt.ts';
import type { Settings } from '../../config/settings.ts';
import type { Ledger } from '../../data/ledger.ts';
import type { MarketData } from '../../data/market/market-data.ts';
import type { DecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import { resolveLessons } from '../../knowledge/memory/resolve-lessons.ts';
import { type CallRecord, DecisionRow, decisionIdOf } from '../../models/decision/call-record.ts';
import type { Judged } from '../../models/decision/judge.ts';
import { type DecisionOutcome, outcomeOf } from '../../models/decision/outcome.ts';
import { seriesFeed } from '../../models/decision/series-feed.ts';

export type ResolveParts = {
  memory: DecisionMemory;
  ledger: Ledger;
  market: MarketData;
  settings: Settings;
  regimeAt: (symbol: string, instant: number) => string | undefined;
  wallNow: number;
};

/** What came of an entry that a model wanted; undefined while it is open, or where its history is gone. */
function outcomeIn(
  record: CallRecord,
  { symbol, decision, provider = 'unknown' }: Judged,
  parts: ResolveParts,
): DecisionOutcome | undefined {
  const { market, settings } = parts;
  const { manager } = settings.cycle;
  const instrument = record.snapshot.instruments.find(one => one.symbol === symbol);
  const timeframe = instrument?.frames[0]?.timeframe;
  const candles = timeframe && attempt(() => market.candles(symbol, timeframe));
  if (!decision || !instrument || instrument.price === null || instrument.cost === null || !candles) return undefined;
  const from = instrument.frames[0]?.closedAt ?? record.snapshot.at;
  const ended = outcomeOf(decision, {
    candles,
    from,
    price: instrument.price,
    cost: instrument.cost,
    horizonCandles: manager.horizonCandles,
    feedAt: now =>
      seriesFeed(frame => attempt(() => market.candles(symbol, frame)), {
        now,
        staleAfterDays: settings.market.staleAfterDays,
        openedAt: from,
      }),
  });
  if (!ended) return undefined;
  const { promptVersion } = record;
  return { symbol, provider, promptVersion, regime: instrument.regime, confidence: decision.confidence ?? 0, ...ended };
}

/** Entries that a model wanted and that have no outcome yet, from the ledger's own short rows. */
function openEntries(ledger: Ledger, memory: DecisionMemory): { callId: string; symbol: string }[] {
  const done = new Set(memory.outcomes.all().map(({ id }) => id));
  return ledger.rows('decision').flatMap(({ body }) => {
    const row = DecisionRow.safeParse(body).data;
    return (row?.decisions ?? [])
      .filter(({ wanted }) => wanted === 'enter_long' || wanted === 'enter_short')
      .map(({ symbol }) => ({ callId: row?.decisionId ?? '', symbol }))
      .filter(({ callId, symbol }) => !done.has(decisionIdOf(callId, symbol)));
  });
}

/**
 * Resolves by code what has ended since: entries that a model wanted against the candles that came, trades and proposals
 * into lessons. Doing it twice changes nothing.
 */
export function resolvePast(parts: ResolveParts): void {
  const { memory, ledger, market, settings, regimeAt, wallNow } = parts;
  for (const { callId, symbol } of openEntries(ledger, memory)) {
    const record = memory.calls.find(callId);
    const judged = record?.decisions.find(one => one.symbol === symbol);
    const outcome = record && judged && outcomeIn(record, judged, parts);
    if (outcome) memory.outcomes.add(decisionIdOf(callId, symbol), wallNow, outcome);
  }
  const known = new Set(memory.lessons.all().map(({ id }) => id));
  const lessons = resolveLessons(ledger.rows(), known, {
    seriesOf: symbol => attempt(() => market.candles(symbol, '1d')),
    benchmark: settings.market.defaultSymbol,
    regimeAt,
  });
  for (const [source, lesson] of lessons) memory.lessons.add(source, wallNow, lesson);
}
