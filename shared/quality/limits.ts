/** Declared and computed areas may differ by this much; a larger difference is said. */
const DECLARED_AREA_TOLERANCE_M2 = 1

/** Two parcels overlap when they share more than this. */
export const OVERLAP_TOLERANCE_M2 = 0.01

/** What may lie outside its parcel or village before it is said: the same as for overlaps, the limit of 0.01 m² area figures. */
export const OUTSIDE_TOLERANCE_M2 = 0.01

/** Whether a declared area must be questioned; an absent one is not. Both in m², unrounded. */
export const areaDiffers = (declaredM2: number | null, computedM2: number | null): boolean =>
  declaredM2 !== null && computedM2 !== null && Math.abs(declaredM2 - computedM2) > DECLARED_AREA_TOLERANCE_M2
