type Args = Record<string, unknown>;
/** A sentence and the calls that it asks for; the third part of a call lists what is still missing. */
export type OwnSentence = [
  text: string,
  ...calls: (readonly [tool: string, args: Args, missing?: readonly string[]])[],
];
