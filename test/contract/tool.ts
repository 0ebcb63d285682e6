import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Language } from '../../config/settings.ts';
import { portableSchemaFaults } from '../../models/llm/portable-schema.ts';
import { Card } from '../../tools/card.ts';
import type { Effect, Tool, ToolResult } from '../../tools/tool.ts';
import { testAgent, testSettings } from '../kit/test-agent.ts';
import { called } from '../kit/tool-call.ts';

export type ToolCase = {
  tool: Tool;
  effect: Effect;
  /** An input that works on the bundled history; made anew where it needs a file. */
  input: () => Record<string, unknown>;
  /** Inputs of the wrong shape, or that cannot be answered, with the code of the fault. */
  wrong: [unknown, string][];
  /** True when the card shows figures of the market. */
  market: boolean;
  /** What its agent is set up with, beyond the defaults of the tests. */
  settings?: () => Record<string, unknown>;
};

const rawFaults: [string, unknown][] = [
  ['a text', 'price'],
  ['a number', 42],
  ['a list', [1]],
];

const looksFrench = (text: string): boolean => /[àâçéèêëîïôûùœ’]|\b(le|la|les|de|du|mon|mes|sur|un)\b/i.test(text);

/** What every tool is and does. */
export function toolContract({ tool, effect, input, wrong, market, settings }: ToolCase): void {
  let opened: ReturnType<typeof testAgent> | undefined;
  const call = async (raw: unknown, language: Language = 'en'): Promise<ToolResult> => {
    opened ??= testAgent(settings ? { settings: testSettings(settings()) } : {});
    return called(tool, raw, language, (await opened).agent);
  };

  describe(`${tool.name} as a tool`, () => {
    it('is named verb_noun, and its file is named after it', () => {
      expect(tool.name).toMatch(/^[a-z]+(_[a-z]+)+$/);
      const file = new URL(`../../tools/${tool.name.replaceAll('_', '-')}.ts`, import.meta.url);
      expect(existsSync(file), file.pathname).toBe(true);
    });

    it('says what it is for, and is asked for in both languages', () => {
      expect(tool.description.length).toBeGreaterThan(30);
      expect(tool.description.trimEnd()).toMatch(/\.$/);
      expect(tool.examples.filter(looksFrench).length, 'two or more in French').toBeGreaterThanOrEqual(2);
      expect(tool.examples.filter(one => !looksFrench(one)).length, 'two or more in English').toBeGreaterThanOrEqual(2);
      expect(new Set(tool.examples).size).toBe(tool.examples.length);
    });

    it('takes a schema that reaches every language model intact', () => {
      expect(portableSchemaFaults(tool.input)).toEqual([]);
    });

    it(`has the effect ${effect}`, () => {
      expect(tool.effect).toBe(effect);
    });

    it('answers with text for the model and a card for the person, in both languages', async () => {
      const raw = input();
      const [english, french] = [await call(raw), await call(raw, 'fr')];
      expect([english.ok, french.ok], english.text).toEqual([true, true]);
      expect(Card.parse(english.card), 'the schema changes nothing').toEqual(english.card);
      expect(english.card.lead?.length).toBeGreaterThan(10);
      expect(french.card.lead, 'the lead is translated').not.toBe(english.card.lead);
      expect(french.text, 'the model reads English whoever asks').toBe(english.text);
      expect(JSON.stringify([english.card, french.card])).not.toMatch(/undefined|NaN|\[object|Infinity/);
    });

    it(market ? 'says as of when' : 'shows no figure of the market', async () => {
      const raw = input();
      expect(/As of \d{4}-\d{2}-\d{2}, /.test((await call(raw)).card.footnote ?? '')).toBe(market);
      expect(/Au \d{4}-\d{2}-\d{2}, /.test((await call(raw, 'fr')).card.footnote ?? '')).toBe(market);
    });

    it.each(rawFaults)('answers %s with the fault and no exception', async (_what, raw) => {
      const result = await call(raw);
      expect(result).toMatchObject({ ok: false, error: { code: 'tool.bad-input', blame: 'model' } });
      expect(result.text, 'the model reads what was wrong').toContain(tool.name);
      expect(result.card).toMatchObject({
        tone: 'bad',
        lead: 'I could not turn that into a valid request. Please put it another way.',
      });
    });

    it.each(wrong)('answers %j with %s', async (raw, code) => {
      const [english, french] = [await call(raw), await call(raw, 'fr')];
      expect(english).toMatchObject({ ok: false, error: { code } });
      expect(english.card.lead).not.toBe(french.card.lead);
      expect(english.text).toContain(code);
    });
  });
}
