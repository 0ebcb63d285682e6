import { Sentence } from './sentence.ts';

/** Settings of a tool by the names of their fields: `{ runs: 200 }`, `{ entry: 20, exit: 10 }`. */
export type Settings = Readonly<Record<string, number>>;

/** What is read as settings, and of which sentences: each rule captures the numbers of its fields in their order. */
export type SettingRule = {
  readonly when: (sentence: Sentence) => boolean;
  readonly pattern: RegExp;
  readonly read: (numbers: readonly number[]) => Settings | undefined;
};

/** A rule for one field. */
export const settingRule = (field: string, pattern: string, when: SettingRule['when'] = () => true): SettingRule => ({
  when,
  pattern: new RegExp(pattern, 'g'),
  read: ([value = Number.NaN]) => ({ [field]: value }),
});

/** Takes what the rules find out of a sentence, one rule after the other. */
export const markByRules = (sentence: Sentence, rules: readonly SettingRule[]): Sentence =>
  rules.reduce(
    (made, { when, pattern, read }) =>
      when(made)
        ? Sentence.mark(made, 'setting', pattern, ([, ...groups]) =>
            read(groups.filter(group => group !== undefined).map(Number)),
          )
        : made,
    sentence,
  );

/** All settings of a sentence; of one that was said twice the later counts. */
export const settingsIn = (sentence: Sentence): Settings =>
  Object.assign({}, ...Sentence.all(sentence, 'setting').map(({ value }) => value as Settings)) as Settings;
