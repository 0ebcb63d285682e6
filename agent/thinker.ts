import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AgentMiddleware } from 'langchain';
import type { Language } from '../config/settings.ts';

/**
 * What thinks in a turn: the model of the chain's last link, the chain that tries the others before it, and, where there is
 * one, the chain that asks nobody outside.
 */
export type Thinker = (
  language: Language,
) => Promise<{ model: BaseChatModel; chain: AgentMiddleware; offline?: AgentMiddleware }>;
