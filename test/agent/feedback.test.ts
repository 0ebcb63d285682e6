import { describe, expect, it } from 'vitest';
import type { AgentEvent } from '../../agent/events.ts';
import { FeedbackLinks } from '../../agent/feedback-links.ts';
import { AlertStore } from '../../data/alert-store.ts';
import { openDatabase } from '../../data/database.ts';
import { FeedbackStore } from '../../knowledge/memory/feedback.ts';
import { answerOf, eventOf, HandClock, say, testAgent } from '../kit/test-agent.ts';
import { thrownBy } from '../kit/thrown-by.ts';

const dayMs = 86_400_000;
const ann = { channel: 'telegram', id: '1' };
const ben = { channel: 'telegram', id: '2' };
const forecast = { tool: 'predict_volatility', output: { symbol: 'SPX', quantiles: [1, 2] } };

function stores(keepMs = 90 * dayMs) {
  const wall = new HandClock();
  const database = openDatabase(':memory:');
  return { wall, database, feedback: new FeedbackStore(database, wall, keepMs) };
}

describe('a judgement', () => {
  it('keeps the forecast that it judges, whole, with who said it, when and how', () => {
    const { wall, feedback } = stores();
    const ratedId = feedback.keep(forecast);
    const answeredAt = wall.now();
    wall.advance(1000);
    expect(feedback.judge(ann, ratedId, 'bad', 'email')).toBe('kept');
    expect(feedback.labels()).toEqual([
      { at: answeredAt + 1000, answeredAt, person: ann, rating: 'bad', way: 'email', rated: forecast },
    ]);
  });

  it('is one for each person, the latest', () => {
    const { feedback } = stores();
    const ratedId = feedback.keep(forecast);
    expect(feedback.judge(ann, ratedId, 'good', 'telegram')).toBe('kept');
    expect(feedback.judge(ann, ratedId, 'good', 'telegram')).toBe('same');
    expect(feedback.judge(ann, ratedId, 'bad', 'web')).toBe('changed');
    expect(feedback.judge(ben, ratedId, 'good', 'telegram')).toBe('kept');
    expect(feedback.labels().map(({ person, rating }) => [person.id, rating])).toEqual([
      ['1', 'bad'],
      ['2', 'good'],
    ]);
  });

  it('of what nobody answered is none', () => {
    const { feedback } = stores();
    expect(feedback.judge(ann, 'ffffffffffff', 'good', 'telegram')).toBe('unknown');
    expect(feedback.labels()).toEqual([]);
  });

  it('keeps its answer for ever; an answer that nobody judged is dropped after its time', () => {
    const { wall, feedback } = stores(dayMs);
    const [judged, ignored] = [feedback.keep(forecast), feedback.keep(forecast)];
    feedback.judge(ann, judged, 'good', 'telegram');
    wall.advance(dayMs + 1);
    feedback.keep(forecast);
    expect(feedback.judge(ben, judged, 'bad', 'telegram')).toBe('kept');
    expect(feedback.judge(ben, ignored, 'bad', 'telegram')).toBe('unknown');
  });
});

describe('the buttons below a forecast', () => {
  it('judge it, change the judgement, and are counted for the person on all their channels', async () => {
    const { agent } = await testAgent();
    const answered = await say(agent, 'How volatile will the S&P 500 be tomorrow?', 'owner', 'web');
    const { actions } = eventOf(answered, 'tool-result').card ?? { actions: [] };
    const rates = actions.filter(({ kind }) => kind === 'rate');
    expect(rates.map(({ rating }) => rating)).toEqual(['good', 'bad']);
    const ratedId = rates[0]?.ratedId ?? '';
    const tap = async (rating: 'good' | 'bad', channel: string) => {
      const events: AgentEvent[] = [];
      await agent.tap({ verb: 'rate', ratedId, rating }, channel, 'owner', event => events.push(event));
      return answerOf(events);
    };
    expect(await tap('good', 'web')).toContain('noted for the next training');
    expect(await tap('good', 'terminal'), 'the same person').toContain('You said so already');
    expect(await tap('bad', 'terminal')).toContain('your judgement is changed');
    expect(agent.parts.feedback.labels()).toMatchObject([
      { person: { channel: 'web', id: 'owner' }, rating: 'bad', rated: { tool: 'predict_volatility' } },
    ]);
  });
});

describe('a link of an e-mail', () => {
  function opened(goodForMs = 14 * dayMs) {
    const { wall, database } = stores();
    const store = new AlertStore(database, wall);
    return { wall, store, links: new FeedbackLinks(store, wall, goodForMs) };
  }
  const said = { ...ann, ratedId: 'abc', rating: 'good' as const };
  const tokenOf = (path: string) => path.slice('/feedback?said='.length);

  it('says who judges what, and works after a restart', () => {
    const { wall, store, links } = opened();
    const token = tokenOf(links.path(said));
    expect(links.read(token)).toEqual({ ...said, until: wall.now() + 14 * dayMs });
    expect(new FeedbackLinks(store, wall, dayMs).read(token)).toMatchObject(said);
    expect(encodeURIComponent(token), 'it needs no escape in an address').toBe(token);
  });

  it('is good until its last millisecond', () => {
    const { wall, links } = opened(dayMs);
    const token = tokenOf(links.path(said));
    wall.advance(dayMs - 1);
    expect(links.read(token)).toMatchObject(said);
    wall.advance(1);
    expect(thrownBy(() => links.read(token)).code).toBe('user.bad-request');
  });

  it('that was changed in any place, or made with another key, is worth nothing', () => {
    const { links } = opened();
    const token = tokenOf(links.path(said));
    for (let i = 0; i < token.length; i += 1) {
      const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`;
      expect(thrownBy(() => links.read(changed)).code, `place ${i}`).toBe('user.bad-request');
    }
    for (const other of ['', '.', `${token}.x`, `${token}A`, tokenOf(opened().links.path(said))]) {
      expect(thrownBy(() => links.read(other)).code, other).toBe('user.bad-request');
    }
  });
});
