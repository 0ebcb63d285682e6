import { describe, expect, it } from 'vitest';
import { CoverageGaps } from '../../data/coverage-gaps.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { countText, fleschEase, fleschKincaidGrade, kandelMolesEase } from '../../knowledge/readability/readability.ts';
import { drawdownsOf } from '../../models/performance/drawdown.ts';
import { explainTerm } from '../../tools/explain-term.ts';
import { giveLesson } from '../../tools/give-lesson.ts';
import { takeQuiz } from '../../tools/take-quiz.ts';
import { whatIf } from '../../tools/what-if.ts';
import { answerOf, eventOf, say, testAgent } from '../kit/test-agent.ts';
import { called, contextOf } from '../kit/tool-call.ts';
import { advicePrompts } from '../planner/advice-prompts.ts';

const entries = loadEntries();

describe('what_if', () => {
  // Closed forms, worked out by hand.
  it.each([
    [{ example: 'position-size', amountUsd: 10_000, riskPercent: 1, stopPercent: 5 }, '$2,000.00', '= 2000.00'],
    [{ example: 'fall', amountUsd: 5000, percent: 20 }, '$1,000.00', '= 1000.00'],
    [{ example: 'recovery', percent: 50 }, '100.00%', '= 1'],
    [{ example: 'recovery', percent: 20 }, '25.00%', '= 0.25'],
    [{ example: 'growth', amountUsd: 1000, percent: 10, years: 2 }, '$1,210.00', '= 1210.00'],
    [{ example: 'volatility', percent: 1 }, '15.87%', '= 0.158745'],
    [{ example: 'break-even', rewardToRisk: 3 }, '25.0%', '= 0.25'],
    [{ example: 'leverage', leverage: 10 }, '10.00%', '= 0.1'],
    [{ example: 'fees', amountUsd: 10_000, percent: 1, trades: 2 }, '$199.00', '= 9801.00'],
  ])('works %j out with its formula, and cites the glossary', async (input, figure, result) => {
    const { card, text } = await called(whatIf, input);
    expect(card.lead).toContain(figure);
    expect(card.lines[0]?.endsWith(result), card.lines[0]).toBe(true);
    expect(card.sources?.length).toBeGreaterThan(0);
    expect(text).toMatch(/\[source: [a-z-]+/);
    expect(card.lines.join(' '), 'everything was given').not.toContain('You did not say');
  });

  it('says which figures are not the person’s', async () => {
    const { card } = await called(whatIf, { example: 'growth', amountUsd: 500 });
    expect(card.lines.at(-1)).toBe('You did not say these, so they are examples: percent 5.00%, years 10.');
  });
});

describe('explain_term in figures of the market', () => {
  it('computes the drawdown of the default instrument on its last day', async () => {
    const { agent } = await testAgent();
    const close = agent.parts.market.candles('SPX', '1d').close;
    const now = drawdownsOf(close).at(-1) ?? Number.NaN;
    const { card } = await called(explainTerm, { term: 'drawdown' }, 'en', agent);
    expect(card.lines.at(-1)).toContain(`now stands ${(100 * now).toFixed(1)}% below its highest close`);
    expect(card.footnote).toBe('As of 2020-04-17, bundled history.');
  });

  it.each([
    ['rsi', /^Now: The RSI of the S&P 500 is [\d.]+/],
    ['volatility', /^Now: For the next trading day I expect the S&P 500 to have a daily volatility of [\d.]+%/],
    ['market regime', /^Now: The S&P 500 is in a (?:bull|bear|[a-z-]+) market/],
    ['sharpe ratio', /^Now: Holding the S&P 500 over the last 252 sessions had a Sharpe ratio of -?[\d.]+\.$/],
    ['correlation', /^Now: Over the last year, returns of the S&P 500 had a correlation of -?[\d.]+/],
  ])('says what %s is now', async (term, line) => {
    const { card } = await called(explainTerm, { term });
    expect(card.lines.at(-1)).toMatch(line);
  });

  it.each(['bond', 'vix'])('says nothing of %s, which it has no figure for', async term => {
    const { card, ok } = await called(explainTerm, { term });
    expect(ok).toBe(true);
    expect(card.lines.some(line => line.startsWith('Now:'))).toBe(false);
    expect(card.footnote).toBeUndefined();
  });
});

describe('a free question', () => {
  it.each([
    ['How do options lose value?', 'theta', 'en'],
    ['Why does volatility cluster?', 'volatility-clustering', 'en'],
    ['Pourquoi les options perdent-elles de la valeur ?', 'theta', 'fr'],
  ] as const)('"%s" is answered word for word from %s', async (question, id, language) => {
    const { card, output } = (await called(explainTerm, { term: question, question }, language)) as {
      card: { lead?: string; sources: string[] };
      output: { kind: string; sentences: string[] };
    };
    expect(output.kind).toBe('extract');
    const entry = entries.find(one => one.id === id)?.[language];
    const written = [entry?.beginner, entry?.intermediate, entry?.expert, entry?.pitfalls].join(' ');
    for (const sentence of output.sentences) expect(written).toContain(sentence);
    expect(card.lead?.split(`[${id}]`).length, 'each sentence is cited').toBe(output.sentences.length + 1);
    expect(card.sources[0]).toMatch(new RegExp(`${id}$`));
  });

  it('that no entry answers is refused and noted as a gap', async () => {
    const { agent } = await testAgent();
    const question = 'Why is diversification purple on Tuesdays?';
    const result = await called(explainTerm, { term: 'diversification', question }, 'en', agent);
    expect(result).toMatchObject({ ok: true, output: { kind: 'refused' } });
    expect(result.card.actions[0]?.label).toBe('Diversification');
    expect(result.text).toContain('do not invent an answer');
    const gaps = new CoverageGaps(agent.parts.database, { now: () => 0 }).list(5);
    expect(gaps.map(({ term }) => term)).toEqual([question]);
  });
});

describe('the level of a person', () => {
  it('is remembered for them alone, and a question may ask for another', async () => {
    const { agent } = await testAgent();
    await say(agent, '/niveau intermédiaire', 'reader');
    const lead = async (text: string, who: string) => eventOf(await say(agent, text, who), 'tool-result').card?.lead;
    const drawdown = entries.find(({ id }) => id === 'drawdown')?.en;
    expect(await lead('What is drawdown?', 'reader')).toBe(drawdown?.intermediate);
    expect(await lead('Explain drawdown to an expert', 'reader')).toBe(drawdown?.expert);
    expect(await lead('What is drawdown?', 'owner')).toBe(drawdown?.beginner);
    expect(answerOf(await say(agent, '/level genius', 'reader'))).toContain('/level beginner');
  });
});

describe('a beginner’s card', () => {
  it('stays within the targets of readability, for 90 % of the terms and more', async () => {
    const { agent } = await testAgent({});
    const [english, french] = [contextOf(agent), contextOf(agent, 'fr')];
    const plain = entries.filter((_entry, i) => i % 5 === 0);
    const within: boolean[] = [];
    for (const entry of plain) {
      const en = countText(
        (await explainTerm.call({ term: entry.en.term, level: 'beginner' }, english)).card.lead ?? '',
        'en',
      );
      const fr = countText(
        (await explainTerm.call({ term: entry.fr.term, level: 'beginner' }, french)).card.lead ?? '',
        'fr',
      );
      within.push(
        fleschEase(en) >= 55 &&
          fleschKincaidGrade(en) <= 9 &&
          kandelMolesEase(fr) >= 60 &&
          en.words <= 80 &&
          fr.words <= 80,
      );
    }
    expect(within.filter(one => one).length / within.length).toBeGreaterThanOrEqual(0.9);
  }, 60_000);
});

describe('a viewer', () => {
  it('takes a quiz by letters and buttons', async () => {
    const { agent } = await testAgent();
    const asked = eventOf(await say(agent, 'Quiz me on options', 'reader'), 'tool-result').card;
    expect(asked?.actions.map(({ question }) => question)).toEqual(['Answer A', 'Answer B', 'Answer C', 'Answer D']);
    const verdict = eventOf(await say(agent, asked?.actions[1]?.question ?? '', 'reader'), 'tool-result').card;
    expect(verdict?.title).toMatch(/^(?:Right|Not quite)$/);
    expect(verdict?.lines[1]).toMatch(/^So far: [01] of 1 right, 1 term met, 0 due now\.$/);
    expect(eventOf(await say(agent, 'next', 'reader'), 'tool-result').card?.title).toBe('Quiz');
    expect(eventOf(await say(agent, '2', 'reader'), 'tool-result').card?.title).toMatch(/^(?:Right|Not quite)$/);
  });

  it('never hears the right answer before their own', async () => {
    const { agent } = await testAgent();
    const { output, text } = (await called(takeQuiz, {}, 'en', agent)) as { output: object; text: string };
    expect(JSON.stringify(output)).not.toContain('entryId');
    expect(text).toContain('do not answer for them');
  });

  it('follows a lesson to its question, each step with real prices', async () => {
    const { agent } = await testAgent();
    let card = eventOf(await say(agent, 'Give me a lesson on drawdown', 'reader'), 'tool-result').card;
    const steps = Number(/1 of (\d)/.exec(card?.title ?? '')?.[1]);
    expect(steps).toBeGreaterThanOrEqual(4);
    const last = agent.parts.market.candles('SPX', '1d').close.at(-1) ?? Number.NaN;
    for (let step = 2; step <= steps; step += 1) {
      expect(card?.chart?.lines[0]?.values.at(-1)).toBeCloseTo(last, 3);
      card = eventOf(await say(agent, card?.actions[0]?.question ?? '', 'reader'), 'tool-result').card;
      expect(card?.title).toContain(`${step} of ${steps}`);
    }
    expect(card?.actions.map(({ question }) => question)).toEqual(['Answer A', 'Answer B', 'Answer C', 'Answer D']);
    expect(eventOf(await say(agent, 'A', 'reader'), 'tool-result').card?.title).toMatch(/^(?:Right|Not quite)$/);
  });

  it('gets no chart of a term that is not there', async () => {
    expect(await called(giveLesson, { term: 'qqqq wwww' }, 'fr')).toMatchObject({ ok: false });
  });
});

describe('60 wishes for personal advice', () => {
  it('reach no language model and no tool, and get the notice in the language of the person', async () => {
    // A scripted model without a step throws when it is asked.
    const { agent } = await testAgent({ steps: [] });
    for (const [language, prompts] of Object.entries(advicePrompts)) {
      await say(agent, `/language ${language}`, 'reader');
      for (const prompt of prompts) {
        const events = await say(agent, prompt, 'reader');
        expect(
          events.map(({ type }) => type),
          prompt,
        ).toEqual(['answer-end']);
        expect(answerOf(events)).toContain(
          language === 'fr' ? 'pas un conseil en investissement' : 'not investment advice',
        );
        expect(answerOf(events)).not.toMatch(/you should|vous devriez|I recommend|je recommande/i);
      }
    }
    expect(agent.parts.desk.waiting()).toEqual([]);
  });

  it('leave the notices in /help', async () => {
    const { agent } = await testAgent();
    const { card } = eventOf(await say(agent, '/help', 'reader'), 'tool-result');
    expect(card?.footnote).toBe(
      'You are talking to software (AI), not to a person; it can be wrong. Education and paper trading, not investment advice.',
    );
  });
});
