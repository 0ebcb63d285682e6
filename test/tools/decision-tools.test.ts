import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { replayDifferences } from '../../agent/decision/replay.ts';
import { promptVersion } from '../../agent/prompt.ts';
import { translateTo } from '../../config/text.ts';
import { openDecisionMemory } from '../../knowledge/memory/decision-memory.ts';
import { leftOut } from '../../models/decision/grounded-words.ts';
import type { DecisionOutcome } from '../../models/decision/outcome.ts';
import { explainDecision } from '../../tools/explain-decision.ts';
import { exportDecisions } from '../../tools/export-decisions.ts';
import { readConfidence } from '../../tools/read-confidence.ts';
import { reviewDay } from '../../tools/review-day.ts';
import { reviewTrade } from '../../tools/review-trade.ts';
import { entryAt, managedAgent, recentHistory } from '../kit/managed-agent.ts';
import type { ReplayedAgent } from '../kit/replayed-agent.ts';
import { answerOf, say, testAgent, testSettings } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

const series = recentHistory();
const priceAt = (index: number) => series.close[index] ?? Number.NaN;
const decide = ({ agent }: ReplayedAgent) => agent.parts.cycle.decide(agent.person('test', 'owner'));

/** An entry that was executed by itself and lived until its trade was closed. */
async function lived() {
  const holds = Array.from({ length: 60 }, () => '{"decisions":[]}');
  const managed = await managedAgent([entryAt(priceAt(300)), ...holds], { manager: { mode: 'auto' } });
  await decide(managed);
  for (let i = 0; i < 60 && managed.agent.parts.ledger.rows('trade').length === 0; i += 1) {
    await managed.step();
    await decide(managed);
  }
  await managed.step();
  await decide(managed);
  return managed;
}

describe('looking back', () => {
  it('explain_decision says what was wanted, how sure, what code made of it, and what came of it', async () => {
    const { agent } = await lived();
    const { card, output } = await called(explainDecision, { id: 'm-1-spx' }, 'en', agent).then(result => ({
      card: result.card,
      output: result.ok ? result.output : undefined,
    }));
    const text = JSON.stringify(card);
    expect(output).toMatchObject({
      call: {
        id: 'M-1',
        intact: true,
        provider: 'scripted',
        decisions: [{ wanted: 'enter_long', outcome: { symbol: 'SPX' } }],
      },
    });
    for (const part of [
      'buy, confidence 80%, uncalibrated (0 of 50',
      'Situation: calm',
      'Reason: the trend goes on',
      'Wrong if: the daily close below',
      'Proposal P-1: approved (cycle:auto)',
      'Filled: buy',
      'Closed on',
      'Outcome by its own levels',
    ]) {
      expect(text, part).toContain(part);
    }
  });

  it('explain_decision puts levels on the tick and leaves out what the model was not given', async () => {
    const invented = { situation: 'Resistance at 3,500 broke.', reason: 'NVDA leads.', riskPlan: 'calm', fit: 'GME.' };
    const wrong = entryAt(priceAt(300), { stopLoss: priceAt(300) * 1.02 });
    const raw = entryAt(priceAt(300), { justification: invented });
    const managed = await managedAgent([wrong, raw]);
    const { agent } = managed;
    await decide(managed);
    const texts = await Promise.all(
      (['en', 'fr'] as const).map(async language =>
        JSON.stringify((await called(explainDecision, { id: 'M-1' }, language, agent)).card),
      ),
    );
    const [en = '', fr = ''] = texts;
    for (const text of texts) expect(text).not.toMatch(/3,500|NVDA|GME/);
    expect(en).toContain(`Reason: ${leftOut.en}`);
    expect(en).toContain('Risk plan: calm');
    expect(fr).toContain("n'a pas été donné au modèle");
    // 0.985 of 3,110.29 is 3,063.63565.
    expect(en).toContain('below 3,063.64.');
    const [proposal] = agent.parts.desk.waiting();
    expect(proposal?.draft).toMatchObject({
      thesis: `calm ${leftOut.en}`,
      invalidation: 'close@1d < 3063.64',
    });
    if (!proposal) throw new Error('no proposal');
    const card = JSON.stringify(agent.parts.scenes.proposal(proposal, translateTo('fr')));
    expect(card).toContain("n'a pas été donné au modèle");
    expect(card, 'how sure the model was').toMatch(/Le modèle\s: confiance 80\s%, non calibrée/);
    const record = openDecisionMemory(agent.parts.database, 'paper').calls.find('M-1');
    if (!record) throw new Error('no record');
    expect(record.exchanges[1]?.raw, 'the record keeps every word').toBe(raw);
    expect(replayDifferences(record)).toEqual([]);
  });

  it('explain_decision names the model that decided, and the link to it', async () => {
    const answer = { text: '{"decisions":[]}', provider: 'openai', latencyMs: 1, inputTokens: 1, outputTokens: 1 };
    const settings = testSettings({ cycle: { manager: { symbols: ['SPX'] } } });
    const { agent } = await testAgent({ settings, ask: () => Promise.resolve(answer) });
    await agent.parts.cycle.decide(agent.person('test', 'owner'));
    const { card } = await called(explainDecision, {}, 'en', agent);
    expect(card.lead).toContain(`decided by ${settings.llm.openai.model} (openai)`);
  });

  it('explain_decision says what was wrong with an answer in the language of the reader', async () => {
    const wrong = entryAt(priceAt(300), { stopLoss: priceAt(300) * 1.02 });
    const managed = await managedAgent([wrong, wrong]);
    await decide(managed);
    const lead = async (language: 'en' | 'fr') =>
      (await called(explainDecision, {}, language, managed.agent)).card.lead ?? '';
    expect(await lead('en')).toContain(
      'stopLoss 3172.4958 is on the wrong side of the price 3110.29: it must be below',
    );
    expect(await lead('fr')).toContain('stopLoss 3172,4958 est du mauvais côté du prix 3110,29');
  });

  it('explain_decision names the decisions that there are', async () => {
    const { agent } = await lived();
    const result = await called(explainDecision, { id: 'M-999' }, 'en', agent);
    expect(result).toMatchObject({ ok: false, error: { code: 'user.bad-request' } });
    expect(result.text).toMatch(/M-1 to M-\d+/);
  });

  it('a record that was changed afterwards shows', async () => {
    const { agent } = await lived();
    const { database } = agent.parts;
    database.exec('drop trigger model_call_no_update');
    database.exec(`update model_call set body = replace(body, 'the trend goes on', 'insider tip') where id = 'M-1'`);
    const result = await called(explainDecision, { id: 'M-1' }, 'en', agent);
    expect(result.card).toMatchObject({ tone: 'bad' });
    expect(JSON.stringify(result.card.lines)).toContain('it was changed');
  });

  it('the shelf of decisions is append-only', async () => {
    const { agent } = await lived();
    for (const table of ['model_call', 'decision_outcome', 'lesson']) {
      expect(() => agent.parts.database.exec(`delete from ${table}`), table).toThrow('append-only');
      expect(() => agent.parts.database.exec(`update ${table} set body = '{}'`), table).toThrow('append-only');
    }
  });

  it('review_trade tells profit, benchmark and reason of the last trade', async () => {
    const { agent } = await lived();
    const [trade] = agent.parts.ledger.rows('trade').map(row => row.body);
    const result = await called(reviewTrade, {}, 'en', agent);
    expect(result).toMatchObject({
      ok: true,
      output: { review: { trade, number: 1, of: 1, lesson: { kind: 'trade', decisionId: 'M-1-SPX' } }, found: 1 },
    });
    expect(JSON.stringify(result.card)).toContain('Why it was begun: the trend goes on');
    expect((await called(reviewTrade, { number: 1 }, 'en', agent)).card, 'the first is the last').toEqual(result.card);
    for (const missing of [{ back: 2 }, { number: 3 }])
      expect((await called(reviewTrade, missing, 'en', agent)).card.lead).toBe('There is only one closed trade.');
  });

  it('a decision is found by its id in whatever words', async () => {
    const { agent } = await lived();
    for (const words of ['explain the decision M-1', 'explique la décision m-1']) {
      expect(answerOf(await say(agent, words)), words).toMatch(/M-1, \d{4}-/);
    }
  });

  it('review_day counts what the ledger has of that day, and no other', async () => {
    const managed = await lived();
    const { agent } = managed;
    const on = new Date(series.openAt[300] ?? 0).toISOString().slice(0, 10);
    expect(await called(reviewDay, { on }, 'en', agent)).toMatchObject({
      ok: true,
      output: { on, calls: [{ id: 'M-1' }], proposals: { made: 1, approved: 1 }, fills: 0, trades: [] },
    });
    const filledOn = new Date(agent.parts.ledger.rows('fill')[0]?.body.filledAt ?? 0).toISOString().slice(0, 10);
    expect(await called(reviewDay, { on: filledOn }, 'en', agent)).toMatchObject({ output: { fills: 1 } });
    expect((await called(reviewDay, { on: '2001-01-01' }, 'en', agent)).card.lead).toContain('Nothing was decided');
  });

  it('read_confidence draws the reliability curve of what was resolved', async () => {
    const { agent } = await testAgent();
    const { outcomes } = openDecisionMemory(agent.parts.database, 'paper');
    for (let i = 0; i < 60; i += 1) {
      const outcome: DecisionOutcome = {
        symbol: 'SPX',
        provider: 'openai',
        promptVersion,
        regime: 'trend',
        confidence: i < 30 ? 0.9 : 0.3,
        won: i % 3 !== 0 ? i < 30 : i >= 30,
        ending: 'time',
        resolvedAt: i,
        candles: 1,
        returnShare: 0,
      };
      outcomes.add(`M-${i}-SPX`, i, outcome);
    }
    // Of 30 at 0.9 twenty won, of 30 at 0.3 ten: Brier (20 x 0.01 + 10 x 0.81 + 10 x 0.49 + 20 x 0.09) / 60 = 0.25.
    const result = await called(readConfidence, {}, 'en', agent);
    expect(result).toMatchObject({
      ok: true,
      output: {
        resolved: 60,
        needed: 50,
        groups: [{ count: 60, baseRate: 0.5, brier: expect.closeTo(0.25, 9), calibrated: true }],
      },
    });
    expect(result.card.chart).toMatchObject({ lines: [{ name: 'Said' }, { name: 'Came true' }] });
    const other = await called(readConfidence, { symbol: 'AAPL' }, 'en', agent);
    expect(other.card.lead).toContain('No decision has been resolved yet');
  });

  it('export_decisions writes one JSON object a line, whole', async () => {
    const { agent } = await lived();
    const result = await called(exportDecisions, {}, 'en', agent);
    if (!result.ok) throw new Error(result.text);
    const { path, decisions } = result.output as { path: string; decisions: number };
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(decisions);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      id: 'M-1',
      system: expect.any(String),
      exchanges: [{ raw: entryAt(priceAt(300)) }],
      outcomes: [{ symbol: 'SPX' }],
    });
  });
});
