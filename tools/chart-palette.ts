export type ChartTheme = 'light' | 'dark';

export type ChartPalette = {
  surface: string;
  ink: string;
  muted: string;
  grid: string;
  /** Bluish green and vermilion after Okabe and Ito (https://jfly.uni-koeln.de/color/), apart for every colour vision. */
  rising: string;
  falling: string;
  /** Lines and bands, in the order in which they are given out. None of them is near a candle's colour. */
  lines: readonly string[];
  tooltip: string;
};

/** Colours of a chart: text at 4.5:1 and lines at 3:1 or better on the surface. */
export const chartPalettes: Readonly<Record<ChartTheme, ChartPalette>> = {
  light: {
    surface: '#ffffff',
    ink: '#1d2126',
    muted: '#626970',
    grid: '#ebecea',
    rising: '#0b8261',
    falling: '#c4470f',
    lines: ['#2f6bd8', '#a97a00', '#8a55c9', '#b83a81', '#5a6472', '#2b8fb3'],
    tooltip: '#ffffff',
  },
  dark: {
    surface: '#17191d',
    ink: '#e9eaec',
    muted: '#9aa1a9',
    grid: '#2a2d32',
    rising: '#2fbf95',
    falling: '#ee7a44',
    lines: ['#7aa7ff', '#e3b341', '#b692f0', '#ea7fb8', '#a3adb9', '#69c3e3'],
    tooltip: '#22252a',
  },
};
