// Line icons in a 16 x 16 box; decoration only, the name stands on the button.

const paths = {
  check: 'm3 8.5 3.2 3.2L13 4.8',
  alert: 'M8 2 14.5 13.5h-13ZM8 6.5v3M8 11.4v.2',
  shield: 'M8 1.8 13.2 4v3.6c0 3.2-2.1 5.6-5.2 6.6-3.1-1-5.2-3.4-5.2-6.6V4Z',
  help: 'M5.8 6a2.3 2.3 0 1 1 3.2 2.1c-.7.3-1 .8-1 1.4v.3M8 12.2v.2',
  sun: 'M8 5a3 3 0 1 1 0 6 3 3 0 0 1 0-6ZM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3',
  moon: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6Z',
  system: 'M2 3h12v8H2ZM6 14h4M8 11v3',
  plus: 'M8 3v10M3 8h10',
  folder: 'M2 4h4l1.5 1.5H14V13H2Z',
  pan: 'M8 2v12M2 8h12M8 2 6.3 3.7M8 2l1.7 1.7M8 14l-1.7-1.7M8 14l1.7-1.7M2 8l1.7-1.7M2 8l1.7 1.7M14 8l-1.7-1.7M14 8l-1.7 1.7',
  box: 'M3 3h2M7 3h2M11 3h2v2M13 7v2M13 11v2h-2M9 13H7M5 13H3v-2M3 9V7M3 5V3',
  lasso:
    'M8 3c3.3 0 6 1.6 6 3.7s-2.7 3.7-6 3.7S2 8.8 2 6.7 4.7 3 8 3ZM4.5 9.5c-1 .8-.8 2.3.5 2.3s1.5 1.7.3 2.4',
  fit: 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4',
  image: 'M2 3h12v10H2ZM2 11l3.5-3.5 3 3 2-2L14 12M10.5 6h.2',
  save: 'M8 2v8M4.5 6.8 8 10.2l3.5-3.4M2.5 13.5h11',
  undo: 'M6 3 3 6l3 3M3 6h6.5a3.5 3.5 0 0 1 0 7H6',
  redo: 'm10 3 3 3-3 3M13 6H6.5a3.5 3.5 0 0 0 0 7H10',
  close: 'm4 4 8 8M12 4l-8 8',
  more: 'M3.5 8h.2M8 8h.2M12.5 8h.2',
  down: 'm4 6 4 4 4-4',
  right: 'm6 4 4 4-4 4',
  eye: 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z',
  lens: 'M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3 14 14',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
