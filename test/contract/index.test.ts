import { Glossary } from '../../knowledge/glossary/glossary.ts';
import { loadEntries } from '../../knowledge/glossary/load-entries.ts';
import { indexContract } from './index.ts';

const entries = loadEntries();
const few = entries.filter(entry => ['drawdown', 'volatility', 'sharpe-ratio'].includes(entry.id));
const [whole, small] = [new Glossary(entries), new Glossary(few)];

indexContract('the glossary', () => whole);
indexContract('a glossary of three terms', () => small);
