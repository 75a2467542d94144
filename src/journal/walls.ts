// What keeps people's data apart inside the database: roles, row security, policies, triggers, grants, functions. Read
// as lines, and compared with the lines that migrations and views make (walls.txt, written by its test).
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Client } from 'pg'
import { askerRole, doorRole } from './policies.ts'

const file = path.join(import.meta.dirname, 'walls.txt')

const roles = `select 'role ' || rolname
    || case when rolsuper then ' superuser' else '' end
    || case when rolbypassrls then ' bypassrls' else '' end
    || case when rolcreaterole then ' createrole' else '' end
    || case when rolcreatedb then ' createdb' else '' end
    || coalesce((
      select ' member of ' || string_agg(g.rolname, ',' order by g.rolname)
      from pg_auth_members m
      join pg_roles g on g.oid = m.roleid
      where m.member = r.oid), '') as line
  from pg_roles r
  where rolname = any($1)`
const tables = `select 'table ' || relname
    || case when relrowsecurity then ' row security' else '' end
    || case when relforcerowsecurity then ' forced' else '' end
    || case when pg_get_userbyid(relowner) = any($1) then ' owned by ' || pg_get_userbyid(relowner) else '' end as line
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`
const policies = `select 'policy ' || tablename || ' ' || policyname || ' ' || permissive || ' ' || roles::text
    || ' ' || cmd
    || ' using ' || coalesce(qual, '-') || ' check ' || coalesce(with_check, '-') as line
  from pg_policies
  where schemaname = 'public'`
const triggers = `select 'trigger ' || c.relname || ' ' || t.tgname || ' ' || t.tgenabled::text || ' ' || p.proname
    || ' ' || t.tgtype::text as line
  from pg_trigger t
  join pg_class c on c.oid = t.tgrelid
  join pg_proc p on p.oid = t.tgfoid
  where c.relnamespace = 'public'::regnamespace and not t.tgisinternal`
const grants = `select 'grant ' || c.relname
    || ' ' || coalesce(nullif(pg_get_userbyid(a.grantee), 'unknown (OID=0)'), 'public')
    || ' ' || lower(string_agg(a.privilege_type, ',' order by a.privilege_type)) as line
  from pg_class c
  cross join lateral aclexplode(c.relacl) a
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.grantee <> c.relowner
  group by c.relname, a.grantee`
const functions = `select 'function ' || p.proname || case when p.prosecdef then ' as its owner' else '' end
    || ' ' || p.prosrc as line
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace`

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

/** The walls as they stand, a line each, in order. @param owner connected as the owner */
export async function readWalls(owner: Client): Promise<string[]> {
  const lines: string[] = []
  for (const [text, values] of [
    [roles, [[doorRole, askerRole]]],
    [tables, [[doorRole, askerRole]]],
    [policies, []],
    [triggers, []],
    [grants, []],
  ] as const)
    lines.push(...(await owner.query<{ line: string }>(text, values as never)).rows.map((row) => oneLine(row.line)))
  // Bodies are long: a digest says as much.
  for (const { line } of (await owner.query<{ line: string }>(functions)).rows) {
    const [, name, rest] = /^function (\w+)( as its owner)?/.exec(line)!
    const digest = createHash('sha256').update(oneLine(line)).digest('hex').slice(0, 16)
    lines.push(`function ${name}${rest ?? ''} ${digest}`)
  }
  return lines.sort()
}

export const wallsText = (lines: readonly string[]): string => `${lines.join('\n')}\n`
export const wallsFile = file

/** What a line is about: a table of the operator's own is none of ours. */
const aboutOf = (line: string) => line.split(' ', 2)[1]

/**
 * Where the walls are not what migrations and views make them.
 * @returns sentences, none while all stand
 */
export async function fallenWalls(owner: Client): Promise<string[]> {
  const expected = readFileSync(file, 'utf8').trimEnd().split('\n')
  const standing = await readWalls(owner)
  const [should, is] = [new Set(expected), new Set(standing)]
  const known = new Set(expected.map(aboutOf))
  return [
    ...expected.filter((line) => !is.has(line)).map((line) => `a wall is missing or changed: ${line.slice(0, 200)}`),
    ...standing
      .filter((line) => !should.has(line) && known.has(aboutOf(line)))
      .map((line) => `a wall is not as it was made: ${line.slice(0, 200)}`),
  ]
}
