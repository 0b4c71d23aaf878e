/**
 * Schema version 2. Released: never edited, later versions add their own step.
 * A change that leaves the shape alone keeps the values of its columns before and after it, each with the row's rev; `after` is
 * NULL where `before` is a whole row. The indexes serve what a window asks with each click; few rights name a household.
 */
export const changesAndIndexesSql = `
ALTER TABLE journal_change ADD COLUMN after TEXT;
CREATE INDEX parcel_household ON parcel (village_code, household_code);
CREATE INDEX household_village ON household (village_code);
CREATE INDEX land_right_household ON land_right (household_id) WHERE household_id NOTNULL;
`
