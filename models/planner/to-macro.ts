import type { Draft } from './plan-call.ts';
import type { PlannerWorld } from './planner-world.ts';
import type { Router } from './route.ts';

/**
 * A question about the present price of a series that has no candles here but is among the macro series, asked of the
 * tool that has it. Several such questions become one: that tool shows all series.
 */
export function toMacro(drafts: readonly Draft[], router: Router, world: PlannerWorld): Draft[] {
  const known = router.tools.find(({ tool }) => tool.name === 'get_macro');
  const served = ({ known: asked, args }: Draft): boolean =>
    asked.tool.name === 'get_price' &&
    args.on === undefined &&
    typeof args.symbol === 'string' &&
    world.macroOnly?.has(args.symbol) === true;
  if (!known || !drafts.some(served)) return [...drafts];
  const first = drafts.findIndex(draft => served(draft) || draft.known === known);
  return drafts.flatMap((draft, i) => {
    if (i === first) return [{ known, args: {}, missing: [] }];
    return served(draft) || draft.known === known ? [] : [draft];
  });
}
