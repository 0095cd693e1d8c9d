/* SPDX-License-Identifier: Apache-2.0 */
/* Moving the map where WebGL is drawn by the processor. There a frame of the map costs about 100 ms, however little is on it: most is clearing and copying its pixels. So the
 * map is drawn larger than its box; while it is dragged or zoomed the finished picture is moved and scaled (2 ms), and drawn anew when that stops or the picture has ended. */
import type * as Library from '../../map-library';

export const MARGIN = 160; /* pixels that the picture is larger than its box, on each side; .map-box.glides in map.css */
const BARE = 240; /* pixels beside the picture that a drag may lay bare before the map draws anew; it does so earlier when the drag pauses */
const PAUSE = 60; /* ms */
const STILL = 140; /* ms without a turn of the wheel: it has stopped */
const SLOW = 45; /* ms between frames of a drag: slower than 22 frames a second */
const CLICK = 3; /* pixels: the map takes less for a click */

/* Whether WebGL runs on the processor, as the browser tells. */
export function inSoftware(): boolean {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = gl ? String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : '';
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return /swiftshader|llvmpipe|softpipe|software|basic render/i.test(name);
}

/* A renderer that does not own up to it is found out by its first drag: slow is called once, when half its frames were. */
export function whenSlow(map: Library.Map, slow: () => void): void {
  let last = 0,
    gaps: number[] = [];
  const frame = (): void => {
    const now = performance.now();
    if (last) gaps.push(now - last);
    last = now;
  };
  map.on('dragstart', () => ((last = 0), (gaps = []), map.on('render', frame)));
  map.on('dragend', () => {
    map.off('render', frame);
    if (gaps.length > 8 && gaps.sort((a, b) => a - b)[gaps.length >> 1]! > SLOW) slow();
  });
}

export class Glide {
  private x = 0;
  private y = 0;
  private scale = 1;
  private about: [number, number] = [0, 0]; /* of the zoom, in the picture's pixels */
  private frame = 0;
  private timer = 0;
  private held: { id: number; x: number; y: number; moved: boolean } | null = null;
  private picture: HTMLElement;

  constructor(private map: Library.Map) {
    this.picture = map.getCanvasContainer();
    map.dragPan.disable();
    map.scrollZoom.disable();
    map.keyboard.disable();
    const on = <K extends keyof HTMLElementEventMap>(type: K, fn: (e: HTMLElementEventMap[K]) => void): void =>
      this.picture.addEventListener(type, fn, { passive: false });
    on('pointerdown', (e) => this.down(e));
    on('pointermove', (e) => this.move(e));
    for (const type of ['pointerup', 'pointercancel'] as const) on(type, (e) => this.up(e));
    on('wheel', (e) => this.wheel(e));
    on('keydown', (e) => this.key(e));
  }

  private down(e: PointerEvent): void {
    if (this.held || !e.isPrimary || e.button !== 0 || e.shiftKey) return this.drop(); /* a second finger is for the map itself */
    this.held = { id: e.pointerId, x: e.clientX, y: e.clientY, moved: false };
  }

  private move(e: PointerEvent): void {
    const h = this.held;
    if (!h || e.pointerId !== h.id) return;
    const dx = e.clientX - h.x,
      dy = e.clientY - h.y;
    if (!h.moved) {
      if (Math.hypot(dx, dy) <= CLICK) return;
      h.moved = true;
      this.picture.setPointerCapture(e.pointerId);
      this.picture.classList.add('held');
    }
    ((h.x = e.clientX), (h.y = e.clientY));
    ((this.x += dx), (this.y += dy));
    const out = Math.max(Math.abs(this.x), Math.abs(this.y)) - MARGIN;
    clearTimeout(this.timer);
    if (out > BARE) return this.settle();
    this.show();
    if (out > 0) this.timer = window.setTimeout(() => this.settle(), PAUSE);
  }

  private up(e: PointerEvent): void {
    if (this.held?.id === e.pointerId) this.drop();
  }

  private drop(): void {
    this.held = null;
    this.picture.classList.remove('held');
    this.settle();
  }

  private wheel(e: WheelEvent): void {
    e.preventDefault();
    const r = this.map.getContainer().getBoundingClientRect(),
      pixels = e.deltaY * (e.deltaMode === 1 ? 40 : e.deltaMode === 2 ? 400 : 1),
      now = this.map.getZoom();
    if (this.scale === 1) this.about = [e.clientX - r.left - this.x, e.clientY - r.top - this.y];
    const zoom = Math.min(this.map.getMaxZoom(), Math.max(this.map.getMinZoom(), now + Math.log2(this.scale) - pixels / 450));
    this.scale = 2 ** (zoom - now);
    if (this.scale > 2.6 || this.scale < 0.72) this.settle();
    else this.show();
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.settle(), STILL);
  }

  private key(e: KeyboardEvent): void {
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    const step = { ArrowLeft: [-100, 0], ArrowRight: [100, 0], ArrowUp: [0, -100], ArrowDown: [0, 100] }[e.key] as [number, number] | undefined,
      zoom = { '+': 1, '=': 1, '-': -1 }[e.key];
    if (!step && !zoom) return;
    e.preventDefault();
    this.settle();
    if (step) this.map.panBy(step, { animate: false });
    else this.map.jumpTo({ zoom: this.map.getZoom() + zoom! });
  }

  private show(): void {
    this.frame ||= requestAnimationFrame(() => {
      this.frame = 0;
      const s = this.picture.style;
      s.transformOrigin = `${this.about[0]}px ${this.about[1]}px`;
      s.transform = `translate3d(${this.x}px, ${this.y}px, 0) scale(${this.scale})`;
    });
  }

  /* The map takes over where the picture was moved to, and draws in the same frame. */
  private settle(): void {
    cancelAnimationFrame(this.frame);
    ((this.frame = 0), clearTimeout(this.timer));
    const { x, y, scale } = this;
    this.picture.style.transform = '';
    if (!x && !y && scale === 1) return;
    ((this.x = 0), (this.y = 0), (this.scale = 1));
    const at = this.map.unproject(this.about);
    if (scale !== 1) this.map.easeTo({ zoom: this.map.getZoom() + Math.log2(scale), around: at, animate: false });
    if (x || y) this.map.panBy([-x, -y], { animate: false });
    this.map.redraw();
  }
}
