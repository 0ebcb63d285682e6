import { describe, expect, it } from 'vitest';
import { commandOf } from '../../agent/bare-word.ts';

describe('the brake', () => {
  it.each([
    'stop',
    'STOP!',
    'Stop trading',
    'please stop all trading now',
    'halt',
    'arrête',
    'Arrête tout !',
    'arrêtez le trading',
    'stop tout',
    'stoppe les trades',
    'suspends le trading',
  ])('"%s" stops trading', text => expect(commandOf(text)).toBe('/stop'));

  it.each([
    'stop at 2700',
    'what is a stop loss',
    'buy 5 SPX with a stop',
    'arrête-moi si je me trompe',
    'help me with volatility',
    'approve of this',
  ])('"%s" does not', text => expect(commandOf(text)).toBeUndefined());

  it.each([
    ['approve P-3', '/approve p-3'],
    ['Rejette P-1.', '/rejeter p-1'],
    ['aide', '/aide'],
  ])('"%s" is %s', (text, command) => expect(commandOf(text)).toBe(command));
});
