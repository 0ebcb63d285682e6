import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { QuaestorError } from '../../config/errors.ts';
import { newYorkClose, type OptionChain } from './option-chain.ts';
import { parseOptionChain } from './option-chain-csv.ts';

/** One file of a folder: the chain of one underlying as it stood at the close of a day. */
export type ChainFile = { readonly file: string; readonly symbol: string; readonly day: string };

const noFolder = (folder: string): QuaestorError =>
  new QuaestorError(
    'config.invalid',
    {
      en: `outside.options.csvFolder is "${folder}", which does not exist. An admin names the folder of the option chains there.`,
      fr: `outside.options.csvFolder vaut « ${folder} », qui n'existe pas. Un administrateur y indique le dossier des chaînes d'options.`,
    },
    { folder },
  );

/** Option chains as files of one folder, named SYMBOL-YYYY-MM-DD.csv with any words before the symbol. */
export class ChainFolder {
  readonly #folder: string | null;

  constructor(folder: string | null) {
    this.#folder = folder;
  }

  /** The chains at hand, oldest first. */
  list(): ChainFile[] {
    if (this.#folder === null || !existsSync(this.#folder)) return [];
    return readdirSync(this.#folder)
      .flatMap(file => {
        const [, symbol, day] = /(?:^|-)([a-z.]+)-(\d{4}-\d{2}-\d{2})\.csv$/i.exec(file) ?? [];
        return symbol && day ? [{ file, symbol: symbol.toUpperCase(), day }] : [];
      })
      .sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /**
   * The newest chain of an underlying, or that of one day.
   * @throws QuaestorError `config.invalid` when the folder is missing, `data.no-history` that lists what there is, `data.bad-file` naming the line and the column
   */
  read(symbol: string, on?: string): OptionChain {
    if (this.#folder !== null && !existsSync(this.#folder)) throw noFolder(this.#folder);
    const all = this.list();
    const found = all.findLast(one => one.symbol === symbol && (on === undefined || one.day === on));
    if (!found || this.#folder === null) {
      const known = all.map(one => `${one.symbol} ${one.day}`).join(', ') || '–';
      throw new QuaestorError('data.no-history', {
        en: `There is no option chain of ${symbol}${on ? ` on ${on}` : ''} here. Chains at hand: ${known}. An admin names their folder in the setting outside.options.csvFolder.`,
        fr: `Il n'y a pas de chaîne d'options de ${symbol}${on ? ` au ${on}` : ''} ici. Chaînes disponibles : ${known}. Un administrateur indique leur dossier dans le réglage outside.options.csvFolder.`,
      });
    }
    const text = readFileSync(join(this.#folder, found.file), 'utf8');
    return parseOptionChain(text, { file: found.file, symbol, asOf: newYorkClose(found.day) });
  }
}
