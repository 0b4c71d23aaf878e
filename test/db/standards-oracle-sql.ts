/** m² above the limit that the oracle's set leaves aside, and m² of excess that cost nothing. */
export const TOLERANCE_M2 = 3
export const FREE_M2 = 5

/** Homestead plots with the limit that holds for them, a usable area (or null), and whether one of them is over. */
const PLOTS = `facts AS (
  SELECT p.fid, p.id, p.household_code AS hc, p.approved_area_m2 AS approved, p.acquired_on AS d, p.enlarged_since AS e, p.handled_area_m2 AS h,
    p.utilisation AS u, p.acquisition AS q, p.counts_as_home AS home, p.village_code AS vc,
    CASE WHEN p.geometry_fault IS NULL THEN p.area_m2 END AS a,
    CASE t.type WHEN 'urban_village' THEN 166.0 WHEN 'near_suburb' THEN 166.0
      WHEN 'far_suburb' THEN CASE t.terrain WHEN 'plain' THEN 200.0 WHEN 'saline' THEN 264.0 WHEN 'hill_flat' THEN 132.0 WHEN 'hill_slope' THEN 264.0 END END AS s
  FROM parcel p LEFT JOIN (SELECT v.code, v.terrain, CASE WHEN EXISTS (SELECT 1 FROM village_type_change c WHERE c.village_code = v.code AND c.since <= '2026-01-01')
      THEN (SELECT c.village_type FROM village_type_change c WHERE c.village_code = v.code AND c.since <= '2026-01-01' ORDER BY c.since DESC LIMIT 1)
      ELSE v.village_type END AS type FROM village v) t ON t.code = p.village_code
  WHERE CASE WHEN length(p.parcel_code) = 19 AND p.parcel_code GLOB '[0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][GJZ][A-FSXWYHG][0-9][0-9][0-9][0-9][0-9]' AND substr(p.parcel_code, 15) <> '00000'
    THEN substr(p.parcel_code, 13, 2) = 'JC' ELSE p.right_type IN ('5', '6') OR p.use_code IN ('0702', '072') END
), plots AS (
  SELECT *, CASE WHEN a IS NULL OR s IS NULL THEN 'not-assessable' WHEN a > s + ${TOLERANCE_M2} THEN 'over' ELSE 'within' END AS result,
    CASE WHEN a IS NULL OR s IS NULL THEN NULL WHEN a > s + ${TOLERANCE_M2} THEN a - s ELSE 0 END AS excess
  FROM facts
)`

/**
 * The rules of domain.md 1.5 and 1.8 once more, slowly, in SQL alone: the limit by type and terrain, approval, limit, period.
 * It shares no line with shared/standards.
 */
export const PARCEL_ORACLE = `WITH ${PLOTS}, confirmed AS (
  SELECT *, CASE WHEN approved = 0 OR a IS NULL THEN NULL
    WHEN approved NOTNULL THEN min(a, approved)
    WHEN s IS NULL THEN NULL
    WHEN a <= s + ${TOLERANCE_M2} THEN a
    WHEN d IS NULL THEN NULL
    WHEN d < '1982-02-13' AND e = '0' THEN a
    WHEN d < '1982-02-13' AND e = '1' THEN s
    WHEN d < '1982-02-13' THEN NULL
    WHEN d < '1987-01-01' THEN min(a, h)
    ELSE s END AS confirmed
  FROM plots
)
SELECT id, result, excess, confirmed, a - confirmed AS confirmed_excess FROM confirmed`

/** Σ rate · clip(x − from, 0, to − from) of the sample's three tiers, after the free band. */
const tiered = (area: string): string => {
  const x = `max(0, ${area} - ${FREE_M2})`
  return `(10 * min(${x}, 50) + 15 * max(0, min(${x}, 100) - 50) + 20 * max(0, ${x} - 100))`
}

/**
 * Households by domain.md 1.6 and 1.7: the plot that counts, the class, the sum against the limit, fees (the sample's, and each
 * plot by itself without surcharges), what giving back idle further plots costs, and the land that comes back.
 */
export const HOUSEHOLD_ORACLE = `WITH ${PLOTS}, ranked AS (
  SELECT *, row_number() OVER (PARTITION BY ifnull(vc, ''), hc ORDER BY
      CASE home WHEN '1' THEN 0 WHEN '0' THEN 2 ELSE 1 END, CASE WHEN approved > 0 THEN 0 ELSE 1 END,
      CASE u WHEN '1' THEN 0 WHEN '2' THEN 2 WHEN '3' THEN 3 ELSE 1 END,
      CASE result WHEN 'within' THEN 0 WHEN 'over' THEN 1 ELSE 2 END, d IS NULL, d, ifnull(a, 0) DESC, fid) = 1 AS kept
  FROM plots WHERE hc NOTNULL
), priced AS (
  SELECT b.parcel_id, sum(CASE WHEN b.floor_area_m2 IS NULL OR b.built_year IS NULL THEN 1 ELSE 0 END) AS unpriced,
    sum(b.floor_area_m2 * CASE b.structure WHEN '2' THEN 800 WHEN '3' THEN 700 WHEN '4' THEN 500 WHEN '5' THEN 350 ELSE 200 END
      * max(30, 100 - 2 * max(0, 2026 - CAST(b.built_year AS INTEGER))) / 100.0) AS yuan
  FROM building b GROUP BY b.parcel_id
), known AS (
  SELECT h.village_code AS vc, h.household_code AS hc, h.divisible_into AS parts, h.entitled, h.fee_class AS fc,
    (SELECT CASE WHEN max(m.collective_member = '1') = 1 THEN 1 WHEN count(*) = sum(m.collective_member IS '0') THEN 0 END
      FROM person m WHERE m.household_id = h.id HAVING count(*) > 0) AS member
  FROM household h
  UNION ALL SELECT DISTINCT r.vc, r.hc, NULL, NULL, NULL, NULL FROM ranked r
    WHERE NOT EXISTS (SELECT 1 FROM household h WHERE h.household_code = r.hc AND ifnull(h.village_code, '') = ifnull(r.vc, ''))
), owned AS (
  SELECT k.vc, k.hc, k.parts, k.entitled, k.fc, k.member, r.id AS plot, r.kept, r.a, r.s, r.result, r.excess, r.u, r.q,
    r.plot_counts, r.idle, w.unpriced, ifnull(w.yuan, 0) AS built
  FROM known k LEFT JOIN (SELECT *, kept = 1 OR q IS NOT '2' AS plot_counts, kept = 0 AND u IN ('2', '3') AND a NOTNULL AS idle FROM ranked) r
    ON r.hc = k.hc AND ifnull(r.vc, '') = ifnull(k.vc, '') LEFT JOIN priced w ON w.parcel_id = r.id
), summed AS (
  SELECT vc, hc, parts, entitled, fc, member, count(plot) AS plots, max(CASE WHEN kept THEN plot END) AS kept,
    sum(kept = 0 AND q IS NOT '2') AS own_further, sum(kept = 0 AND q IS NULL) AS unsaid,
    CASE WHEN sum(plot NOTNULL AND a IS NULL) = 0 THEN ifnull(sum(a), 0) END AS area,
    CASE WHEN sum(plot NOTNULL AND a IS NULL AND (plot_counts OR member = 0)) = 0
      THEN ifnull(sum(CASE WHEN plot_counts OR member IS 0 THEN a END), 0) END AS counted,
    max(CASE WHEN kept AND result <> 'not-assessable' THEN s END) AS s, max(CASE WHEN kept THEN excess END) AS kept_excess,
    ifnull(sum(idle), 0) AS back_plots, ifnull(sum(CASE WHEN idle THEN a END), 0) AS back,
    ifnull(sum(CASE WHEN idle AND (plot_counts OR member IS 0) THEN a END), 0) AS back_counted,
    sum(CASE WHEN idle THEN ifnull(unpriced, 0) END) AS unpriced, ifnull(sum(CASE WHEN idle THEN 100 * a + 5000 + built END), 0) AS paid,
    CASE WHEN sum(plot NOTNULL AND excess IS NULL) = 0 THEN sum(${tiered('excess')}) END AS fee_each, sum(${tiered('a')}) AS fee_whole, sum(CASE WHEN kept = 0 AND q IS NOT '2' THEN ${tiered('a')} END) AS fee_further
  FROM owned GROUP BY ifnull(vc, ''), hc
), classed AS (
  SELECT *, CASE WHEN plots = 0 THEN CASE entitled WHEN '1' THEN 'no-plot-entitled' WHEN '0' THEN 'no-plot' ELSE 'no-plot-open' END
    WHEN member = 0 THEN 'non-member' WHEN plots = 1 THEN 'one-plot' WHEN own_further = 0 THEN 'several-inherited'
    WHEN parts >= 1 + own_further THEN 'several-dividable' WHEN unsaid > 0 OR parts IS NULL THEN 'several-open' ELSE 'several-violating' END AS class
  FROM summed
), limited AS (
  SELECT *, s * CASE class WHEN 'several-dividable' THEN parts ELSE 1 END AS allowed FROM classed
), measured AS (
  SELECT *, CASE WHEN plots = 0 THEN 0 WHEN counted <= allowed + ${TOLERANCE_M2} THEN 0 ELSE counted - allowed END AS excess FROM limited
)
SELECT vc, hc, plots, class, kept, area, counted, allowed, excess, back_plots, back,
  CASE WHEN excess IS NULL THEN NULL WHEN fc IN ('五保', '低保') THEN 0 WHEN member = 0 THEN 2 * ifnull(fee_whole, 0)
    WHEN class = 'several-violating' THEN ${tiered('kept_excess')} + fee_further ELSE ${tiered('excess')} END AS fee,
  CASE WHEN excess IS NULL THEN NULL WHEN fc IN ('五保', '低保') THEN 0 WHEN plots = 0 THEN 0 ELSE fee_each END AS fee_each,
  CASE WHEN ifnull(unpriced, 0) = 0 THEN paid END AS paid,
  CASE WHEN excess > 0 AND counted - back_counted > allowed + ${TOLERANCE_M2} THEN counted - back_counted - allowed ELSE 0 END AS left_over
FROM measured`
