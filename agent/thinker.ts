import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AgentMiddleware } from 'langchain';
import type { Language } from '../config/settings.ts';

/** What thinks in a turn: the model of the chain's last link, and the chain that tries the others before it. */
export type Thinker = (language: Language) => Promise<{ model: BaseChatModel; chain: AgentMiddleware }>;
