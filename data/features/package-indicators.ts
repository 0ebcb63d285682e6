import { z } from 'zod';
import type { Text } from '../../config/text.ts';
import { at } from '../at.ts';
import type { Arithmetic } from './indicator.ts';
import { emaForgotten } from './kernel.ts';
import { rows } from './rows-parameter.ts';
import { technicalIndicator } from './technicalindicators.ts';

/** Makes the arithmetic of an indicator that the package computes; its parameters keep their types. */
const arithmetic = <P extends Readonly<Record<string, number>>>(one: Arithmetic<P>): Arithmetic<P> => one;

/** Author, work and year, as far as they are sure. */
const sameInBoth = (source: string): Text => ({ en: source, fr: source });

/**
 * Know sure thing in percent: rates of change over 10, 15, 20 and 30 rows, smoothed over 10, 10, 10 and 15, weighted 1 to
 * 4, and its mean over `signal` rows.
 */
export const kst = arithmetic({
  source: sameInBoth('Pring, Technical Analysis of Stocks & Commodities, 1992'),
  schema: z.strictObject({ signal: rows(9) }),
  columns: ['kstLine', 'kstSignal'],
  warmUp: ({ signal }) => 43 + signal,
  forgets: () => 0,
  run({ close }, { signal }) {
    const periods = { ROCPer1: 10, ROCPer2: 15, ROCPer3: 20, ROCPer4: 30 };
    const means = { SMAROCPer1: 10, SMAROCPer2: 10, SMAROCPer3: 10, SMAROCPer4: 15 };
    const input = { values: close, ...periods, ...means, signalPeriod: signal };
    const { kst: line, signal: smoothed } = technicalIndicator('KST', input, ['kst', 'signal']);
    return { kstLine: line.map((value, i) => value + 0 * at(smoothed, i)), kstSignal: smoothed };
  },
});

/** Awesome oscillator in price units: difference of two simple averages of the middle of the candles. */
export const awesomeOscillator = arithmetic({
  source: sameInBoth('Williams, New Trading Dimensions, 1998'),
  schema: z
    .strictObject({ fast: rows(5), slow: rows(34) })
    .refine(({ fast, slow }) => fast < slow, 'fast is not below slow'),
  columns: ['awesomeOscillator'],
  warmUp: ({ slow }) => slow - 1,
  forgets: () => 0,
  run({ high, low }, { fast, slow }) {
    const input = { high, low, fastPeriod: fast, slowPeriod: slow };
    return { awesomeOscillator: technicalIndicator('AwesomeOscillator', input, ['value']).value };
  },
});

/** Force index: exponential average of the change of the close times the volume. */
export const forceIndex = arithmetic({
  source: sameInBoth('Elder, Trading for a Living, 1993'),
  schema: z.strictObject({ period: rows(13) }),
  columns: ['forceIndex'],
  warmUp: ({ period }) => period,
  forgets: ({ period }) => emaForgotten(period),
  run: ({ close, volume }, { period }) => ({
    forceIndex: technicalIndicator('ForceIndex', { close, volume, period }, ['value']).value,
  }),
});

/**
 * Ichimoku cloud in price units. The package leaves both spans where they were computed; here they stand where they are
 * drawn, `displacement` rows later, so that each row knows only the past. The lagging span is the close itself.
 */
export const ichimoku = arithmetic({
  source: sameInBoth('Goichi Hosoda, Ichimoku Kinko Hyo'),
  schema: z.strictObject({ conversion: rows(9), base: rows(26), span: rows(52), displacement: rows(26) }),
  columns: ['ichimokuConversion', 'ichimokuBase', 'ichimokuSpanA', 'ichimokuSpanB'],
  warmUp: ({ conversion, base, span, displacement }) => Math.max(conversion, base, span) - 1 + displacement,
  forgets: () => 0,
  run({ high, low }, { conversion, base, span, displacement }) {
    const periods = { conversionPeriod: conversion, basePeriod: base, spanPeriod: span, displacement };
    const cloud = technicalIndicator('IchimokuCloud', { high, low, ...periods }, [
      'conversion',
      'base',
      'spanA',
      'spanB',
    ]);
    const later = (values: Float64Array) => values.map((_, i) => at(values, i - displacement));
    const [spanA, spanB] = [later(cloud.spanA), later(cloud.spanB)];
    const together = (values: Float64Array) => values.map((value, i) => value + 0 * at(spanB, i));
    return {
      ichimokuConversion: together(cloud.conversion),
      ichimokuBase: together(cloud.base),
      ichimokuSpanA: spanA,
      ichimokuSpanB: spanB,
    };
  },
});
