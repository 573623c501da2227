// Wheel, drag and pinch on the map, by d3-zoom; the view itself is kept by the component.

import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";

import type { Size, View } from "./view";

export interface Control {
  /** Take over a view, with the smallest and the largest scale allowed from now on. */
  set(view: View, scales: [number, number]): void;
  /** Zoom about the middle. */
  zoomBy(factor: number): void;
  /** Move the map, pixels. */
  panBy(right: number, down: number): void;
  remove(): void;
}

/** Return the control of a map; `onview` hears of every change. */
export function controlOf(svg: SVGSVGElement, sizeOf: () => Size, onview: (view: View) => void): Control {
  const chosen = select<SVGSVGElement, unknown>(svg);
  let scales: [number, number] = [0.1, 10];
  let scale = 1;
  const behaviour = zoom<SVGSVGElement, unknown>()
    .extent(() => {
      const { width, height } = sizeOf();
      return [
        [0, 0],
        [width, height],
      ];
    })
    .filter((event: Event) => isMeant(event, scale, scales))
    .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
      const { k, x, y } = event.transform;
      scale = k;
      onview({ k, x, y });
    });
  chosen.call(behaviour).on("dblclick.zoom", null);
  // One finger scrolls the page, two zoom the map.
  chosen.style("touch-action", "pan-x pan-y");

  return {
    set(view, limits) {
      scales = limits;
      behaviour.scaleExtent(limits);
      chosen.call(behaviour.transform, zoomIdentity.translate(view.x, view.y).scale(view.k));
    },
    zoomBy: (factor) => chosen.call(behaviour.scaleBy, factor),
    panBy: (right, down) => chosen.call(behaviour.translateBy, right / scale, down / scale),
    remove: () => chosen.on(".zoom", null),
  };
}

/** Return whether an event is for the map: at the end of the scale the wheel scrolls the page. */
function isMeant(event: Event, scale: number, [least, most]: [number, number]): boolean {
  if (event instanceof WheelEvent) return event.deltaY > 0 ? scale > least * 1.001 : scale < most * 0.999;
  if ("touches" in event) return (event as TouchEvent).touches.length > 1;
  return !(event as MouseEvent).button;
}
