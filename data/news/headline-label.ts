/** What a headline says of its subject, worst first. */
export const headlineLabels = ['negative', 'neutral', 'positive'] as const;
export type HeadlineLabel = (typeof headlineLabels)[number];
