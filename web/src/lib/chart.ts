/* SPDX-License-Identifier: Apache-2.0 */
/* A chart (uPlot) that lives as long as its box: made when the box has a width, drawn anew when that or the theme changes. */
import type uPlot from 'uplot';

type Lib = typeof uPlot;
let lib: Promise<Lib> | null = null;
const library = (): Promise<Lib> => (lib ??= import('/chart.js').then((m) => m.Chart));

/* make: options for a width in CSS pixels; height and width are filled in. made: the chart stands. */
export function chart(
  box: HTMLElement,
  height: number,
  make: (lib: Lib) => { options: Omit<uPlot.Options, 'width' | 'height'>; data: uPlot.AlignedData },
): void {
  let shown: uPlot | null = null,
    asked = false;
  const redraw = (): void => {
    if (box.isConnected) shown?.redraw(false);
    else removeEventListener('theme', redraw);
  };
  addEventListener('theme', redraw);
  new ResizeObserver(() => {
    const width = box.clientWidth;
    if (!width) return;
    box.parentElement?.style.setProperty('--chart-width', String(width)); /* for what lies over it, also where print squeezes it */
    if (shown) return void (Math.abs(shown.width - width) > 0.5 && shown.setSize({ width, height }));
    if (asked) return;
    asked = true;
    void library().then((l) => {
      const { options, data } = make(l);
      shown = new l({ ...options, width: box.clientWidth || width, height }, data, box);
      box.dataset.drawn = '1';
    });
  }).observe(box);
}
