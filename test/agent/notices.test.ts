import { describe, expect, it } from 'vitest';
import { noticesOf } from '../../agent/channels/notices.ts';
import { settingsFrom } from '../../config/load-settings.ts';
import { answerOf, eventOf, say, testAgent } from '../kit/test-agent.ts';

const stored = (...symbols: string[]) => ({ symbols: () => symbols });

describe('what is said before the first question', () => {
  it('names the offline planner where no language model is set up, in both languages', () => {
    const [planner, software, advice] = noticesOf(settingsFrom({}), stored('SPX'), {});
    expect(software?.en).toContain('software (AI), not to a person');
    expect(planner?.en).toContain('which is no language model');
    expect(planner?.fr).toContain('planificateur hors ligne');
    expect(advice?.en).toContain('not investment advice');
  });

  it('does not where one is', () => {
    expect(noticesOf(settingsFrom({}), stored('SPX'), { OPENAI_API_KEY: 'sk-test' })).toHaveLength(2);
  });

  it('says that the default instrument has no history yet, where it has none', () => {
    const settings = settingsFrom({ market: { provider: 'ccxt', defaultSymbol: 'BTC/USDT' } });
    const [, missing] = noticesOf(settings, stored('ETH/USDT'), {});
    expect(missing?.en).toBe('There is no history of BTC/USDT here yet: the first question about it downloads it.');
    expect(missing?.fr).toContain("Il n'y a pas encore d'historique de BTC/USDT");
  });
});

const software = 'You are talking to software (AI)';

describe('on a channel of messages', () => {
  it('stands before the first answer of each person, once, whatever they said first', async () => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, '/status', 'ann', 'telegram'))).toContain(software);
    const first = answerOf(await say(agent, 'What is drawdown?', '42', 'telegram'));
    expect(first.startsWith('No language model is set up')).toBe(true);
    expect(first).toMatch(/not investment advice\.\n\n\S/);
    for (const text of ['What is drawdown?', '/status', '/new', 'Should I buy Apple?'])
      expect(answerOf(await say(agent, text, '42', 'telegram')), text).not.toContain(software);
    expect(answerOf(await say(agent, 'What is drawdown?', '43', 'telegram')), 'another person').toContain(software);
  });

  it('is in the language of the person, and of a first question that is clearly in the other one', async () => {
    const { agent } = await testAgent();
    expect(answerOf(await say(agent, "Qu'est-ce que la volatilité ?", '1', 'discord'))).toMatch(
      /^Aucun modèle de langage.*pas un conseil en investissement\.\n\n/s,
    );
    agent.parts.conversations.setLanguage({ channel: 'discord', id: '2' }, 'fr');
    expect(answerOf(await say(agent, '/etat', '2', 'discord'))).toContain('Vous parlez à un logiciel');
  });

  it('is remembered with the person: an account linked to them has no second one', async () => {
    const { agent } = await testAgent();
    await say(agent, 'What is drawdown?', '42', 'telegram');
    agent.parts.register.giveRole(agent.person('web', 'owner'), { channel: 'telegram', id: '42' }, 'viewer');
    const code = agent.parts.register.issueCode(agent.person('telegram', '42'));
    agent.parts.register.redeem(agent.person('discord', '7'), code);
    expect(answerOf(await say(agent, 'What is drawdown?', '7', 'discord'))).not.toContain(software);
  });

  it('is not said where the channel shows it at its start, and /help always has it', async () => {
    const { agent } = await testAgent();
    for (const channel of ['terminal', 'web'])
      expect(answerOf(await say(agent, 'What is drawdown?', 'ann', channel)), channel).not.toContain(software);
    const help = eventOf(await say(agent, '/help', '42', 'telegram'), 'tool-result');
    expect(help.card?.footnote).toContain(software);
  });
});
