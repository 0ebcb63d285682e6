import type { Text } from '../../config/text.ts';

/** Why nobody was asked, where the settings name no language model that has a key. */
export const noModel: Text = {
  en: 'no language model is set up',
  fr: "aucun modèle de langage n'est configuré",
};

/** Why no model answered, as a record keeps it: a provider's own words stay as they are, and are quoted. */
export const outageText = (fault: string): Text => (fault === noModel.en ? noModel : { en: fault, fr: `« ${fault} »` });
