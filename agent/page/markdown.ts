import createDOMPurify from 'dompurify';
import { Marked } from 'marked';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string => text.replace(/[&<>]/g, sign => entities[sign] ?? sign);

const marked = new Marked({
  gfm: true,
  breaks: true,
  renderer: {
    // HTML in an answer is text about HTML; and nothing is fetched from elsewhere.
    html: ({ text }) => escaped(text),
    image: ({ text }) => escaped(text),
  },
  tokenizer: {
    // "~5 % to ~6 %" is not struck out: two tildes strike.
    del(source: string) {
      return source.startsWith('~~') ? false : undefined;
    },
  },
});

const purify = createDOMPurify(window);
purify.addHook('afterSanitizeAttributes', node => {
  if (node.nodeName !== 'A') return;
  node.setAttribute('rel', 'noopener noreferrer');
  node.setAttribute('target', '_blank');
});

const tags =
  'p br strong em del code pre ul ol li a blockquote h1 h2 h3 h4 h5 h6 table thead tbody tr th td hr sub sup'.split(
    ' ',
  );

/** A language model's Markdown as nodes: text, lists, tables and links; no image, no style, no script. */
export const markdown = (text: string): DocumentFragment =>
  purify.sanitize(marked.parse(text, { async: false }), {
    ALLOWED_TAGS: tags,
    ALLOWED_ATTR: ['href', 'start', 'align'],
    ALLOWED_URI_REGEXP: /^https?:\/\//i,
    RETURN_DOM_FRAGMENT: true,
  });
