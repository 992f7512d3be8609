// The heat map over the picture: a canvas of the picture's own size, so that both are fitted into the tile alike.
import { useEffect, useRef } from 'react';
import type { Where } from '../../state/where';
import { heatPixels } from './heat-ramp';
import { inputBox } from './input-box';

interface Props {
  readonly where: Where;
  readonly label: string;
  readonly widthPx: number;
  readonly heightPx: number;
}

export function HeatOverlay({ where, label, widthPx, heightPx }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { shades, resize } = where;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    const small = new OffscreenCanvas(shades.sizePx, shades.sizePx);
    const pixels = new ImageData(heatPixels(shades.data), shades.sizePx, shades.sizePx);
    small.getContext('2d')?.putImageData(pixels, 0, 0);
    if (!context) return;
    const { left, top, width, height } = inputBox(resize, widthPx, heightPx);
    context.clearRect(0, 0, widthPx, heightPx);
    context.drawImage(small, left, top, width, height);
  }, [shades, resize, widthPx, heightPx]);
  return (
    <canvas
      ref={canvas}
      className="heat"
      width={widthPx}
      height={heightPx}
      role="img"
      aria-label={label}
      data-testid="heat"
    />
  );
}
