import { asQuaestorError } from '../../config/errors.ts';
import type { Failed } from './compute.ts';
import { type TaskName, type Tasks, tasks } from './tasks.ts';

type Request<Name extends TaskName> = { readonly task: Name; readonly input: Tasks[Name]['input'] };

/** What a worker thread runs. An error goes back as plain values, since a thread loses the class of what is thrown. */
export async function runTask<Name extends TaskName>({
  task,
  input,
}: Request<Name>): Promise<Tasks[Name]['output'] | Failed> {
  try {
    return await tasks[task](input);
  } catch (thrown) {
    const { code, message, text, details } = asQuaestorError(thrown);
    return { failed: { code, message, text, details: JSON.parse(JSON.stringify(details)) } };
  }
}
