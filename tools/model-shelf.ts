import { join } from 'node:path';
import { FolderModelStore } from '../data/model-store.ts';
import type { ToolContext } from './tool-context.ts';

/** Where the trained versions of this installation stand. */
export const modelShelf = ({ settings }: Pick<ToolContext, 'settings'>): FolderModelStore =>
  new FolderModelStore(join(settings.stateFolder, 'models'));
