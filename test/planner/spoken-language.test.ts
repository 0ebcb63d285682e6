import { describe, expect, it } from 'vitest';
import { spellOut } from '../../models/planner/spell-out.ts';
import { spokenLanguage } from '../../models/planner/spoken-language.ts';
import { answerOf, say, testAgent } from '../kit/test-agent.ts';

describe('the language of a sentence', () => {
  it.each([
    ['What is the price of the S&P 500?', 'en'],
    ['how much money have i got', 'en'],
    ['Quel est le prix du S&P 500 ?', 'fr'],
    ['cmb vaut le sp500', 'fr'],
    ['Test buy and hold sur les 10 dernières années', 'fr'],
    ["C'est quoi un stop loss ?", 'fr'],
  ] as const)('of "%s" is clearly %s', (text, language) => {
    expect(spokenLanguage(text)).toBe(language);
  });

  it.each(['portfolio', 'SPX 2008', 'backtest buy and hold', 'RSI', 'volatility', 'ok', '10', '', 'la RSI is good'])(
    'of "%s" is not clear',
    text => {
      expect(spokenLanguage(text)).toBeUndefined();
    },
  );

  it('is that of the answer to this sentence, and the choice of the person stays', async () => {
    const { agent } = await testAgent();
    await say(agent, '/language en');
    expect(answerOf(await say(agent, 'Quel est le prix du S&P 500 ?'))).toMatch(/^Le S&P 500 a clôturé à 2\s874,56/);
    expect(answerOf(await say(agent, 'portfolio')), 'nothing tells').toMatch(/^Your account is worth/);
    expect(agent.person('test', 'owner').language).toBe('en');
    await say(agent, '/langue fr');
    expect(answerOf(await say(agent, 'What is the price of the S&P 500?'))).toMatch(/^The S&P 500 closed at 2,874.56/);
    expect(answerOf(await say(agent, 'portfolio'))).toMatch(/^Votre compte vaut/);
  });

  it('is that of the wish for advice and of an error, too', async () => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, 'Dois-je acheter du Bitcoin maintenant ?'))).toContain('pas de conseil personnel');
    expect(answerOf(await say(agent, `Quel est le prix de ${'x'.repeat(8000)} dans la bourse`))).toMatch(
      /^Ce message a \d+ caractères/,
    );
  });
});

describe('abbreviations and missing apostrophes', () => {
  it.each([
    ['whats the diff between a stock and a bond', "what's the difference between a stock and a bond"],
    ['c koi l inflation', "c quoi l'inflation"],
    ['qu est ce que c est', "qu'est-ce que c'est"],
    ['jcomprends rien', 'je comprends rien'],
    ['pk ca baisse', 'pourquoi ca baisse'],
    ['price of U', 'price of U'],
    ['what is option d in a quiz', 'what is option d in a quiz'],
    ['buy 5 SPX because u never know', 'buy 5 SPX because u never know'],
  ])('"%s" is read as "%s"', (text, written) => {
    expect(spellOut(text)).toBe(written);
    expect(spellOut(spellOut(text)), 'once is enough').toBe(written);
  });
});
