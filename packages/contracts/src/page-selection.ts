/** Pages as in "1-3,5": numbers from 1, ranges, separated by commas. Bounded, so that it is quick to read. */
export const pageSelectionPattern =
  /^\s*[1-9]\d{0,5}(\s*-\s*[1-9]\d{0,5})?(\s*,\s*[1-9]\d{0,5}(\s*-\s*[1-9]\d{0,5})?){0,99}\s*$/
