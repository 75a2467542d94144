// Who sleeps now, for couriers whose news wait for the morning: a condition over a row of channels, so that those who
// sleep are not even looked up.

/**
 * Whose quiet hours it is: $3 minute of the day, $4 the usual quiet hours, which hold for whoever chose none; `ch` is
 * the person's row of channels or nothing.
 */
export const quiet = `(
    select case when q = 'null'::jsonb
      or q->>'from' = q->>'until' then false when (q->>'from')::int < (q->>'until')::int then $3 >= (q->>'from')::int
      and $3 < (q->>'until')::int else $3 >= (q->>'from')::int or $3 < (q->>'until')::int end
    from (select coalesce(ch.quiet, $4::jsonb) as q) w
  )`
