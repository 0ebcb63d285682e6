import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { demoTranscript, goldenFiles, goldenPath, readmePath, withTranscript } from './golden.ts';

/** `npm run golden`: rewrites the golden files and the README's transcript; the diff is for a person to review. */
mkdirSync(goldenPath(''), { recursive: true });
for (const [name, text] of Object.entries(await goldenFiles())) writeFileSync(goldenPath(name), text);
writeFileSync(readmePath, withTranscript(readFileSync(readmePath, 'utf8'), await demoTranscript()));
process.stdout.write('Golden files and the transcript are written. Read the diff.\n');
