// Plants, markets and flows of one year as marks on the map.

import type {
  MapContent,
  MapFlow,
  MapMarket,
  MapPlant,
  Palette,
  PlantYear,
  UtilisationClass,
} from "../types";
import { number, percent } from "../format";

/** A flow below this share of all is not drawn, unless it is a guest's. */
const SMALLEST = 0.01;
const MOST = 30;
const BEND = 0.16;

const NOTHING: PlantYear = { utilisation: null, load: null, capacity: null, spare: null, built: null };

/** Return the numbers of a plant in a year. */
export function inYear(plant: MapPlant, year: number): PlantYear {
  return plant.by_year[String(year)] ?? NOTHING;
}

/** Return longitude and latitude, null where one is missing. */
export function placeOf(mark: MapPlant | MapMarket): [number, number] | null {
  return mark.longitude === null || mark.latitude === null ? null : [mark.longitude, mark.latitude];
}

/** Return the class of a utilisation, which is rounded to whole per cent first, as it is shown. */
export function classOf(palette: Palette, utilisation: number | null): UtilisationClass | null {
  if (utilisation === null) return null;
  const shown = Math.round(100 * utilisation) / 100;
  return (
    palette.utilisation.find((each) => each.low <= shown && (each.high === null || shown < each.high)) ?? null
  );
}

/** Return the largest capacity of any plant in any year. */
export function largestCapacity(content: MapContent): number {
  const all = content.plants.flatMap((plant) => Object.values(plant.by_year).map((now) => now.capacity ?? 0));
  return Math.max(0, ...all);
}

/** Return the radius of a circle whose area is in proportion to the capacity; a dot without capacity. */
export function radiusOf(capacity: number | null, largest: number, most: number): number {
  return capacity && largest > 0 ? Math.max(3, most * Math.sqrt(capacity / largest)) : 4;
}

/** Return two or three round capacities up to the largest, for the key. */
export function roundSizes(largest: number): number[] {
  if (largest <= 0) return [];
  const unit = 10 ** (String(Math.floor(largest)).length - 1);
  const top = Math.floor(largest / unit);
  const steps = top < 3 ? [top, top / 2, top / 5] : [top, Math.floor(top / 2), 1];
  return [...new Set(steps.map((step) => unit * step))].sort((one, two) => one - two);
}

/** Return a plant and its numbers as one says them. */
export function plantInWords(plant: MapPlant, year: number): string {
  const now = inYear(plant, year);
  const built = `${number(now.built ?? 0)} vehicles built`;
  const whose = plant.name.includes(plant.company) ? plant.name : `${plant.name} (${plant.company})`;
  if (now.utilisation === null || now.capacity === null)
    return `${whose}, ${year}: no capacity stated; ${built}`;
  const room = (now.spare ?? 0) > 0 ? `; ${number(now.spare)} to spare` : "";
  const load = `${number(now.load)} of ${number(now.capacity)} reference cars a year`;
  return `${whose}, ${year}: ${percent(now.utilisation)} of capacity, ${load}${room}; ${built}`;
}

/** Return the vehicles of a flow in a year. */
export function unitsOf(flow: MapFlow, year: number): number {
  return flow.by_year[String(year)] ?? 0;
}

/** Return the flows of a year that are drawn: guests first and all of them, then the largest. */
export function drawnFlows(content: MapContent, year: number): MapFlow[] {
  const placed = new Set([
    ...content.plants.filter(placeOf).map((each) => `plant ${each.plant}`),
    ...content.markets.filter(placeOf).map((each) => `market ${each.market}`),
  ]);
  const moving = content.flows.filter((flow) => unitsOf(flow, year) > 0);
  const least = SMALLEST * moving.reduce((sum, flow) => sum + unitsOf(flow, year), 0);
  const shown = moving.filter(
    (flow) =>
      placed.has(`plant ${flow.plant}`) &&
      placed.has(`market ${flow.market}`) &&
      (flow.guest || unitsOf(flow, year) >= least),
  );
  const guests = shown.filter((flow) => flow.guest);
  const others = shown.filter((flow) => !flow.guest);
  const bySize = (one: MapFlow, two: MapFlow) => unitsOf(two, year) - unitsOf(one, year);
  return [...guests.sort(bySize), ...others.sort(bySize)].slice(0, Math.max(MOST, guests.length));
}

/** Return what the map can not show in a year, in sentences. */
export function missing(content: MapContent, year: number): string[] {
  const markets = content.markets.filter((each) => !placeOf(each));
  const sentences = markets.flatMap((market) => {
    const units = content.flows
      .filter((flow) => flow.market === market.market)
      .reduce((sum, flow) => sum + unitsOf(flow, year), 0);
    return units > 0 ? [`No place on the map for ${market.name}: ${number(units)} vehicles a year.`] : [];
  });
  const drawn = new Set(drawnFlows(content, year));
  const nowhere = new Set(markets.map((each) => each.market));
  const lost = new Set(content.plants.filter((each) => !placeOf(each)).map((each) => each.plant));
  const small = content.flows.filter(
    (flow) =>
      unitsOf(flow, year) > 0 && !drawn.has(flow) && !nowhere.has(flow.market) && !lost.has(flow.plant),
  );
  if (small.length) {
    const units = small.reduce((sum, flow) => sum + unitsOf(flow, year), 0);
    sentences.push(`Small flows, ${number(units)} vehicles a year in all, not drawn.`);
  }
  return sentences;
}

/** Return the path of an arc from a plant to a market, bent to the other side for a guest. */
export function arcPath(from: [number, number], to: [number, number], isGuest: boolean): string {
  const bend = isGuest ? -BEND : BEND;
  const aside = [
    (from[0] + to[0]) / 2 + bend * (to[1] - from[1]),
    (from[1] + to[1]) / 2 - bend * (to[0] - from[0]),
  ];
  const words = [...from, ...aside, ...to].map((each) => each.toFixed(1));
  return `M${words[0]},${words[1]}Q${words[2]},${words[3]} ${words[4]},${words[5]}`;
}
