import { z } from 'zod';
import { instantOfDay } from '../data/candle.ts';

/**
 * Pieces of tool inputs. `slot` tells the offline planner what kind of words fill a field, `words` which words mean a
 * choice; both are stripped before a schema goes to a language model.
 */
export const SymbolSlot = z
  .string()
  .min(1)
  .max(30)
  .describe('Symbol or common name of an instrument, e.g. SPX')
  .meta({ slot: 'symbol' });

export const DaySlot = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'a day as YYYY-MM-DD')
  .refine(day => !Number.isNaN(instantOfDay(day)), 'a day of the calendar')
  .meta({ slot: 'day' });

export const FromSlot = DaySlot.describe('First day, YYYY-MM-DD').meta({ slot: 'from' });
export const ToSlot = DaySlot.describe('Last day, YYYY-MM-DD').meta({ slot: 'to' });

export const IndicatorsSlot = z
  .array(z.enum(['sma', 'ema', 'rsi', 'macd', 'bollinger', 'atr', 'stochastic']))
  .max(7)
  .meta({
    slot: 'choice',
    words: {
      sma: [
        'sma',
        'simple moving average',
        'moving average',
        'moyenne mobile',
        'moyenne mobile simple',
        'moving averages',
        'moyennes mobiles',
      ],
      ema: ['ema', 'exponential moving average', 'moyenne mobile exponentielle', 'mme'],
      rsi: ['rsi', 'relative strength index', 'relative strength'],
      macd: ['macd'],
      bollinger: ['bollinger', 'bollinger bands', 'bandes de bollinger', 'bollinger band'],
      atr: ['atr', 'average true range'],
      stochastic: [
        'stochastic',
        'stochastics',
        'stochastique',
        'stochastic oscillator',
        'oscillateur stochastique',
        'stoch',
      ],
    },
  });
