import { instantOfDay } from '../candle.ts';
import { type CsvRow, csvFault, csvLines, csvRows } from '../csv-row.ts';
import type { Right } from './black-scholes.ts';
import type { OptionChain, OptionQuote } from './option-chain.ts';

const header = 'expiry,strike,right,open,high,low,close,volume,open_interest,implied_volatility';
const columns = header.split(',');

/** A number where zero stands for a value that is missing: no option and no volatility is worth nothing. */
const worth = (row: CsvRow, column: string): number => row.number(column) || Number.NaN;

function dayOf(row: CsvRow): string {
  const day = row.text('expiry').replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  if (!Number.isNaN(instantOfDay(day))) return day;
  throw row.refuse('expiry', { en: 'is not a day (YYYYMMDD).', fr: "n'est pas un jour (AAAAMMJJ)." });
}

function rightOf(row: CsvRow): Right {
  const right = row.text('right');
  if (right === 'C' || right === 'P') return right;
  throw row.refuse('right', { en: 'is not C (call) or P (put).', fr: "n'est ni C (call) ni P (put)." });
}

function quoteOf(row: CsvRow): OptionQuote {
  const price = worth(row, 'close');
  const volume = row.number('volume');
  return {
    expiryOn: dayOf(row),
    strike: row.positive('strike'),
    right: rightOf(row),
    price,
    volume: Number.isNaN(price) && volume === 0 ? Number.NaN : volume,
    openInterest: row.number('open_interest'),
    givenVolatility: worth(row, 'implied_volatility'),
  };
}

function checkHeader(line: string, file: string): void {
  if (line.replace(/^#/, '').toLowerCase().startsWith(header)) return;
  throw csvFault(
    { file, line: 1, column: 'header', value: line },
    { en: `does not begin with "${header}".`, fr: `ne commence pas par « ${header} ».` },
  );
}

/** What a chain file does not say of itself: the underlying, and the instant (UTC ms) at which its prices stood. */
export type ChainOrigin = { file: string; symbol: string; asOf: number };

/**
 * Parses a chain in the form of QuantConnect's sample files: one row per option, and one without a strike that is the
 * underlying. A price or a volatility of zero is missing, and so is a volume of zero on a row that has no price.
 * @throws QuaestorError `data.bad-file` that names file, line, column and value
 */
export function parseOptionChain(text: string, { file, symbol, asOf }: ChainOrigin): OptionChain {
  const { header: first, lines } = csvLines(text);
  checkHeader(first, file);
  const rows = csvRows(lines, { file, columns });
  const underlying = rows.find(row => row.text('strike') === '');
  const spot = underlying ? worth(underlying, 'close') : Number.NaN;
  if (!(spot > 0)) {
    throw csvFault(
      { file, line: 2, column: 'strike', value: '' },
      {
        en: 'has no row without a strike that gives the price of the underlying.',
        fr: "n'a pas de ligne sans prix d'exercice qui donne le cours du sous-jacent.",
      },
    );
  }
  return { symbol, asOf, spot, quotes: rows.filter(row => row !== underlying).map(quoteOf) };
}
