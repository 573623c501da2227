// Cells of the grid that a plan board is to a screen reader: a column for each year, after that of the names.

/** Return the attributes of a cell over some years. */
export function cellOf(years: number[], first: number, last: number, id: string, current: string) {
  return {
    role: "gridcell",
    "data-stop": id,
    tabindex: id === current ? 0 : -1,
    "aria-colindex": years.indexOf(first) + 2,
    "aria-colspan": last + 1 - first,
  };
}
