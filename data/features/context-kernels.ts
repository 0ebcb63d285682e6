import { calendarDateKernel } from './calendar-date.ts';
import { cycleKernel } from './cycle.ts';
import { entropyKernel } from './entropy.ts';
import { withinKernel } from './within.ts';

/** What stands beside the candles: the calendar, and what models say. */
export const contextKernels = [calendarDateKernel, cycleKernel, entropyKernel, withinKernel] as const;
