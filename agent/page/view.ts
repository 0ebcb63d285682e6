import type { Text } from '../../config/text.ts';
import type { IconName } from './icons.ts';

/** A view beside the conversation. */
export type View = {
  /** Its place in the address: `#glossary`. */
  readonly name: string;
  readonly icon: IconName;
  /** In the rail, and above the view where that says enough. */
  readonly label: Text;
  readonly title: Text;
  /** True: what it shows changes with the account, so that it is made anew when that does. */
  readonly live?: boolean;
  /** Its content. @param rest what follows its name in the address: an entry of the glossary */
  make(rest: string): Promise<Node[]>;
};
