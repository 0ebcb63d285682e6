/** A file of a form. */
export type FormFile = { readonly name: string; readonly bytes: Buffer };

/** The fields and files of a `multipart/form-data` body, by their names. Source: RFC 7578. */
export function readMultipart(contentType: string, body: Buffer): Record<string, string | FormFile> {
  const boundary = /boundary=(.+)$/.exec(contentType)?.[1] ?? '';
  const parts = body.toString('latin1').split(`--${boundary}`).slice(1, -1);
  const fields = parts.map((part): [string, string | FormFile] => {
    const [head = '', ...rest] = part.replace(/^\r\n/, '').split('\r\n\r\n');
    const bytes = Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1');
    const name = /name="([^"]*)"/.exec(head)?.[1] ?? '';
    const file = /filename="([^"]*)"/.exec(head)?.[1];
    return [name, file === undefined ? bytes.toString('utf8') : { name: file, bytes }];
  });
  return Object.fromEntries(fields);
}
