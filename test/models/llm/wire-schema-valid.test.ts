import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { wireSchema } from '../../../models/llm/wire-schema.ts';
import { shippedTools } from '../../../tools/index.ts';

describe('the schema of every tool on the wire', () => {
  it.each(shippedTools.map(tool => [tool.name, tool] as const))('%s is JSON Schema', (_, tool) => {
    const ajv = new Ajv({ strict: false });
    expect(ajv.validateSchema(wireSchema(tool.input)), ajv.errorsText()).toBe(true);
  });
});
