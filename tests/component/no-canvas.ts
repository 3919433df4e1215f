/** The parts of a browser that jsdom lacks and that drawing needs to find before it gives up. */

/** Makes canvases say that they cannot draw, and observers that nothing happens. */
export function withoutCanvas(): void {
  HTMLCanvasElement.prototype.getContext = (() => null) as never;
  globalThis.ResizeObserver ??= class {
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  };
  HTMLDialogElement.prototype.showModal ??= function (this: HTMLDialogElement): void {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function (this: HTMLDialogElement): void {
    this.open = false;
  };
}
