import { z } from 'zod';
import type { Clock } from '../config/clock.ts';
import { QuaestorError } from '../config/errors.ts';
import type { Database } from './database.ts';
import { canonicalJson } from './ledger-chain.ts';

/** A value for each parameter of a search. */
export const Configuration = z.record(z.string(), z.union([z.number(), z.string(), z.boolean()]));
export type Configuration = Readonly<z.infer<typeof Configuration>>;

const Steps = z.array(z.object({ step: z.int(), loss: z.number() }));

/** A loss on the way to the last one, by which a hopeless trial is stopped early. */
export type StudyStep = Readonly<z.infer<typeof Steps>[number]>;

/** How a trial ended: with its loss, stopped early, or with a fault. */
export type StudyEnd =
  | { readonly state: 'complete'; readonly loss: number; readonly steps: readonly StudyStep[] }
  | { readonly state: 'pruned'; readonly steps: readonly StudyStep[] }
  | { readonly state: 'failed'; readonly fault: string; readonly steps: readonly StudyStep[] };

/** One configuration of a study, numbered from 0 in the order in which they were suggested. */
export type StudyTrial = { readonly number: number; readonly configuration: Configuration } & (
  | { readonly state: 'running' }
  | StudyEnd
);

/** The port to where trials are kept. */
export interface StudyStore {
  /**
   * The trials of a study so far, by number; a study that is not there is begun.
   * @param description what is searched and how, as plain values
   * @throws QuaestorError `model.bad-data` when the name stands for another search
   */
  open(name: string, description: unknown): StudyTrial[];
  /** Writes down trials that are about to run, all or none. @throws QuaestorError `model.bad-data` when another process has one of them */
  begin(name: string, trials: readonly Pick<StudyTrial, 'number' | 'configuration'>[]): void;
  /** @throws QuaestorError `model.bad-data` when the trial is not running */
  finish(name: string, number: number, end: StudyEnd): void;
}

type Row = {
  number: number;
  configuration: string;
  state: StudyTrial['state'];
  loss: number | null;
  steps: string;
  fault: string | null;
};

function trialOf({ number, configuration: kept, state, loss, steps: keptSteps, fault }: Row): StudyTrial {
  const configuration = Configuration.parse(JSON.parse(kept));
  const steps = Steps.parse(JSON.parse(keptSteps));
  if (state === 'running') return { number, configuration, state };
  if (state === 'pruned') return { number, configuration, state, steps };
  if (state === 'failed') return { number, configuration, state, steps, fault: fault ?? '' };
  return { number, configuration, state, steps, loss: loss ?? Number.NaN };
}

const otherSearch = (name: string): QuaestorError =>
  new QuaestorError(
    'model.bad-data',
    {
      en: `The study "${name}" was begun with other parameters, another sampler or another seed: give this one another name, or ask as before to go on.`,
      fr: `L'étude « ${name} » a été commencée avec d'autres paramètres, un autre échantillonneur ou une autre graine : donnez-lui un autre nom, ou demandez comme avant pour la poursuivre.`,
    },
    { name },
  );

const elsewhere = (name: string, number: number): QuaestorError =>
  new QuaestorError(
    'model.bad-data',
    {
      en: `Trial ${number} of the study "${name}" is in the hands of another process: wait until it ends.`,
      fr: `L'essai ${number} de l'étude « ${name} » est entre les mains d'un autre processus : attendez sa fin.`,
    },
    { name, number },
  );

/** Studies in SQLite: one row for each trial, on the disk before it runs and again when it ends. */
export class SqliteStudyStore implements StudyStore {
  readonly #database: Database;
  readonly #clock: Clock;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  open(name: string, description: unknown): StudyTrial[] {
    const wanted = canonicalJson(description);
    this.#database
      .prepare('insert or ignore into study (name, at, description) values (?, ?, ?)')
      .run(name, this.#clock.now(), wanted);
    const kept = this.#database.prepare('select description from study where name = ?').pluck().get(name);
    if (kept !== wanted) throw otherSearch(name);
    return this.#trials(name);
  }

  /** A study with the plain values that it was begun with; undefined where there is none of that name. */
  find(name: string): { readonly description: unknown; readonly trials: readonly StudyTrial[] } | undefined {
    const row = this.#database
      .prepare<[string], { description: string }>('select description from study where name = ?')
      .get(name);
    return row && { description: JSON.parse(row.description), trials: this.#trials(name) };
  }

  /** Names of all studies, the newest first. */
  names(): string[] {
    return this.#database
      .prepare<[], { name: string }>('select name from study order by at desc, name')
      .all()
      .map(({ name }) => name);
  }

  #trials(name: string): StudyTrial[] {
    return this.#database
      .prepare<[string], Row>(
        'select number, configuration, state, loss, steps, fault from study_trial where study = ? order by number',
      )
      .all(name)
      .map(trialOf);
  }

  begin(name: string, trials: readonly Pick<StudyTrial, 'number' | 'configuration'>[]): void {
    const insert = this.#database.prepare(
      `insert or ignore into study_trial (study, number, configuration, state, began_at) values (?, ?, ?, 'running', ?)`,
    );
    const write = this.#database.transaction(() => {
      for (const { number, configuration } of trials) {
        const { changes } = insert.run(name, number, canonicalJson(configuration), this.#clock.now());
        if (changes === 0) throw elsewhere(name, number);
      }
    });
    write.immediate();
  }

  finish(name: string, number: number, end: StudyEnd): void {
    const { changes } = this.#database
      .prepare(
        `update study_trial set state = ?, loss = ?, steps = ?, fault = ?, ended_at = ?
         where study = ? and number = ? and state = 'running'`,
      )
      .run(
        end.state,
        end.state === 'complete' ? end.loss : null,
        canonicalJson(end.steps),
        end.state === 'failed' ? end.fault : null,
        this.#clock.now(),
        name,
        number,
      );
    if (changes === 0) throw elsewhere(name, number);
  }
}
