import { z } from 'zod';
import type { PlannerTool } from '../models/planner/planner-world.ts';
import type { Tool } from '../tools/tool.ts';

const known = new WeakMap<Tool, PlannerTool>();

/** A tool as the planner reads it: what asks for it, and its input with the marks of its slots. Made once for each tool. */
export function plannerTool(tool: Tool): PlannerTool {
  const { name, examples, effect, input } = tool;
  const made = known.get(tool) ?? { name, examples, effect, input: z.toJSONSchema(input, { io: 'input' }) };
  known.set(tool, made);
  return made;
}
