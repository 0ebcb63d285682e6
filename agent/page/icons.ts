const paths = {
  chat: 'M4 5h16v11H9l-5 4z',
  history: 'M12 7v5l3.5 2M4.5 12a7.5 7.5 0 1 0 2.2-5.3L4 9.4M4 4.5v4.9h4.9',
  account: 'M4 19h16M6 15l4-5 3.5 3L19 6M15 6h4v4',
  glossary: 'M5 4.5h6a2 2 0 0 1 2 2V20a2 2 0 0 0-2-2H5zM19 4.5h-4a2 2 0 0 0-2 2V20a2 2 0 0 1 2-2h4z',
  quiz: 'M9 9.2a3 3 0 1 1 4.2 2.8c-.9.5-1.2 1-1.2 2M12 17.4v.1M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z',
  settings: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h7M15 17h5M15 5v4M9 10v4M13 15v4',
} as const;
export type IconName = keyof typeof paths;

const svgSpace = 'http://www.w3.org/2000/svg';

/** A line drawing in the colour of the text beside it. */
export function icon(name: IconName): SVGSVGElement {
  const drawing = document.createElementNS(svgSpace, 'svg');
  const path = document.createElementNS(svgSpace, 'path');
  path.setAttribute('d', paths[name]);
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': '1.7',
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }))
    drawing.setAttribute(key, value);
  drawing.append(path);
  return drawing;
}
