import { attempt } from '../../config/attempt.ts';
import { QuaestorError } from '../../config/errors.ts';

const maximumBytes = 2 * 1024 * 1024;

/** The character set that the header or the XML declaration names; UTF-8 where neither does or nobody knows it. */
function decoderFor(contentType: string, bytes: Uint8Array): TextDecoder {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const named = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? /<\?xml[^>]*encoding=["']([\w-]+)/i.exec(head)?.[1];
  return attempt(() => new TextDecoder(named)) ?? new TextDecoder();
}

/**
 * The text of a response, read piece by piece so that a huge body is given up at 2 MiB.
 * @throws QuaestorError `provider.refused` when it is longer
 */
export async function readCapped(response: Response, url: string): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > maximumBytes) {
      throw new QuaestorError('provider.refused', `"${url}" sends more than 2 MiB: it is not read.`, { url });
    }
    pieces.push(piece);
  }
  const bytes = Buffer.concat(pieces);
  return decoderFor(response.headers.get('content-type') ?? '', bytes).decode(bytes);
}
