import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { blackScholes, type Right } from '../../data/options/black-scholes.ts';
import { temporaryFolder } from './test-agent.ts';

/** A macro file whose last day is that of the bundled history. */
export function macroFile(): string {
  const path = join(temporaryFolder(), 'macro.csv');
  const rows = ['2020-04-13,41.17,0.749,99.35', '2020-04-14,37.76,0.752,98.89', '2020-04-15,40.84,0.641,99.46'];
  writeFileSync(path, ['time,vix,tnx,dxy', ...rows, '2020-04-16,40.11,0.614,100.03'].join('\n'));
  return path;
}

export const chainVolatility = 0.25;
export const chainSpot = 200;

function optionRow(expiry: string, days: number, strike: number, right: Right): string {
  const terms = { right, spot: chainSpot, strike, years: days / 365, rate: 0, dividendYield: 0 };
  const close = blackScholes(terms, chainVolatility).toFixed(6);
  const [volume, openInterest] = right === 'P' ? [20, 300] : [10, 200];
  return `${expiry},${strike},${right},${close},${close},${close},${close},${volume},${openInterest},0,0,0,0,0,0`;
}

/** A folder with one chain of AAPL of 2020-04-16: two expiries, prices of Black and Scholes at one flat volatility. */
export function chainFolder(): string {
  const folder = temporaryFolder();
  const header =
    '#expiry,strike,right,open,high,low,close,volume,open_interest,implied_volatility,delta,gamma,vega,theta,rho';
  const rows = [`,,,${chainSpot},${chainSpot},${chainSpot},${chainSpot},1000,,,,,,,`];
  const expiries = { '20200508': 22, '20200619': 64 };
  const strikes = Array.from({ length: 25 }, (_, i) => 140 + 5 * i);
  for (const [expiry, days] of Object.entries(expiries)) {
    for (const strike of strikes) {
      for (const right of ['C', 'P'] as const) {
        rows.push(optionRow(expiry, days, strike, right));
      }
    }
  }
  writeFileSync(join(folder, 'aapl-2020-04-16.csv'), [header, ...rows].join('\n'));
  return folder;
}
