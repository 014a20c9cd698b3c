"""People of many visits: matched or created with phones and roles, set-based (CUS-1).

Who is one person: the same name at the same car, or the same name with the same phone; a company by its name alone.
A phone stays with the person it was given for: an owner whose name differs from the sender's never gets the sender's.
Works on temporary tables of the present transaction: the caller fills `staging_people`, one row a visit and role, and
finds in `staging_person_of` who each of them is. Tables are written once: updating one costs ten times its insert.
"""

from sqlalchemy import text

from backbone.clock import now, today
from backbone.db.unit_of_work import acting, current
from dealer.customers.rules.sorting import COMPANY, LONGEST_PERSON, is_company, sort_key

_NOBODYS = "'00000000-0000-0000-0000-000000000000'::uuid"
_IS_COMPANY = f"length(name) > {LONGEST_PERSON} AND name ~ '{COMPANY}'"

# `name` is '' for somebody who left only a phone; `phones` in the order to be tried. What follows tells who it is:
# a company is known without its cars, and a nameless person is not known by one.
PEOPLE = f"""
CREATE TEMPORARY TABLE staging_people (
    visit integer, role text, name text NOT NULL, phones text[], vehicle_id uuid, seen_on date,
    is_company boolean GENERATED ALWAYS AS ({_IS_COMPANY}) STORED,
    car uuid GENERATED ALWAYS AS (
        CASE WHEN vehicle_id IS NULL OR name = '' OR ({_IS_COMPANY}) THEN {_NOBODYS} ELSE vehicle_id END) STORED,
    phone text GENERATED ALWAYS AS (coalesce(phones[1], '')) STORED
) ON COMMIT DROP
"""

# Everything that tells who somebody is, once each.
MENTIONS = """
CREATE TEMPORARY TABLE staging_mentions ON COMMIT DROP AS
SELECT person.name, person.car, coalesce(phone.number, '') AS phone, min(phone.place) AS place, person.is_company,
       row_number() OVER (ORDER BY min(person.visit), person.name, person.car, coalesce(phone.number, '')) AS label
  FROM pg_temp.staging_people AS person
  LEFT JOIN LATERAL unnest(person.phones) WITH ORDINALITY AS phone (number, place) ON true
 GROUP BY person.name, person.car, coalesce(phone.number, ''), person.is_company
"""

# Mentions that share name and car, name and phone, or a company's name are one person: the lowest label spreads.
SPREAD = """
UPDATE pg_temp.staging_mentions AS mention SET label = lowest.label
  FROM (SELECT name, {shared}, min(label) AS label FROM pg_temp.staging_mentions WHERE {when}
         GROUP BY name, {shared} HAVING min(label) <> max(label)) AS lowest
 WHERE mention.name = lowest.name AND mention.{shared} = lowest.{shared} AND mention.label > lowest.label
"""
SPREADS = (
    SPREAD.format(shared="car", when=f"car <> {_NOBODYS}"),
    SPREAD.format(shared="phone", when="phone <> ''"),
    SPREAD.format(shared="is_company", when="is_company"),
)

PERSONS = """
CREATE TEMPORARY TABLE staging_persons (label bigint, name text, customer_id uuid, is_new boolean) ON COMMIT DROP
"""

# Each is new until found in the archive.
ONE_A_PERSON = """
INSERT INTO pg_temp.staging_persons
SELECT one.*, app.uuid7(), true
  FROM (SELECT label, min(name) AS name FROM pg_temp.staging_mentions GROUP BY label) AS one
"""

# Statistics before and after: what the planner takes for one row it joins in loops.
COUNTED = "ANALYZE pg_temp.staging_mentions, pg_temp.staging_persons (label)"
FOUND = "ANALYZE pg_temp.staging_persons"

# Whoever is in the archive already: by phone and name, by car and name, a company by its name; the oldest first.
KNOWN = """
UPDATE pg_temp.staging_persons AS person SET customer_id = found.id, is_new = false
  FROM (SELECT mention.label, (array_agg(customer.id ORDER BY customer.created_at, customer.id))[1] AS id
          FROM pg_temp.staging_mentions AS mention
          JOIN app.customers AS customer ON customer.tenant_id = :tenant AND customer.name = mention.name
          {through}
         GROUP BY mention.label) AS found
 WHERE person.label = found.label AND person.is_new
"""
BY_PHONE = KNOWN.format(
    through="""JOIN app.customer_phones AS phone ON phone.tenant_id = :tenant
            AND phone.customer_id = customer.id AND phone.number = mention.phone"""
)
BY_CAR = KNOWN.format(
    through="""JOIN app.vehicle_roles AS role ON role.tenant_id = :tenant
            AND role.customer_id = customer.id AND role.vehicle_id = mention.car"""
)
BY_COMPANY = KNOWN.format(through="WHERE mention.is_company AND customer.is_company")

NEW_NAMES = "SELECT DISTINCT name FROM pg_temp.staging_persons WHERE is_new"
NAMES = "CREATE TEMPORARY TABLE staging_names (name text, name_sort text, is_company boolean) ON COMMIT DROP"

CREATE = """
INSERT INTO app.customers (tenant_id, id, name, name_sort, is_company, created_at, updated_at, version)
SELECT :tenant, person.customer_id, person.name, spelled.name_sort, spelled.is_company, :at, :at, 1
  FROM pg_temp.staging_persons AS person JOIN pg_temp.staging_names AS spelled ON spelled.name = person.name
 WHERE person.is_new
"""

# Looked up one by one, and only for whom the archive knows: joined, a wrong guess of the planner's is quadratic.
PHONES = """
INSERT INTO app.customer_phones (tenant_id, id, customer_id, number, rank, created_at)
SELECT :tenant, app.uuid7(), fresh.customer_id, fresh.number,
       CASE WHEN fresh.is_new THEN 0 ELSE (
           SELECT coalesce(max(had.rank), 0) FROM app.customer_phones AS had
            WHERE had.tenant_id = :tenant AND had.customer_id = fresh.customer_id) END
       + row_number() OVER (PARTITION BY fresh.customer_id ORDER BY fresh.place, fresh.number), :at
  FROM (SELECT person.customer_id, person.is_new, mention.phone AS number, min(mention.place) AS place
          FROM pg_temp.staging_mentions AS mention JOIN pg_temp.staging_persons AS person USING (label)
         WHERE mention.phone <> ''
         GROUP BY person.customer_id, person.is_new, mention.phone) AS fresh
 WHERE fresh.is_new OR NOT EXISTS (
       SELECT FROM app.customer_phones AS same
        WHERE same.tenant_id = :tenant AND same.customer_id = fresh.customer_id AND same.number = fresh.number)
"""

PERSON_OF = """
CREATE TEMPORARY TABLE staging_person_of ON COMMIT DROP AS
SELECT someone.visit, someone.role, person.customer_id, someone.vehicle_id, someone.seen_on
  FROM pg_temp.staging_people AS someone
  JOIN pg_temp.staging_mentions AS mention USING (name, car, phone)
  JOIN pg_temp.staging_persons AS person USING (label)
"""

KNOWN_NOW = "ANALYZE pg_temp.staging_person_of (visit, role)"

ROLES = """
INSERT INTO app.vehicle_roles AS known (tenant_id, id, vehicle_id, customer_id, role, since, seen_on)
SELECT :tenant, app.uuid7(), vehicle_id, customer_id, role, first, last
  FROM (SELECT vehicle_id, customer_id, role, coalesce(min(seen_on), :today) AS first,
               coalesce(max(seen_on), :today) AS last
          FROM pg_temp.staging_person_of WHERE vehicle_id IS NOT NULL
         GROUP BY vehicle_id, customer_id, role ORDER BY vehicle_id, customer_id) AS seen
ON CONFLICT (tenant_id, vehicle_id, customer_id, role) DO UPDATE
   SET since = least(known.since, excluded.since), seen_on = greatest(known.seen_on, excluded.seen_on)
 WHERE known.since > excluded.since OR known.seen_on < excluded.seen_on
"""


def stage() -> None:
    """Open `staging_people`."""
    _run(PEOPLE)


def match_people() -> int:
    """Make `staging_person_of (visit, role, customer_id, …)`; the people have their phones and roles afterwards.

    Returns how many people are new.
    """
    _run(MENTIONS)
    _spread()
    _run(PERSONS, ONE_A_PERSON, COUNTED, BY_PHONE, BY_CAR, BY_COMPANY, FOUND, tenant=acting().tenant_id)
    new = _spell_new_names()
    _run(CREATE, PHONES, PERSON_OF, KNOWN_NOW, ROLES, tenant=acting().tenant_id, at=now(), today=today())
    return new


def _spread() -> None:
    while sum(current().execute(text(statement)).rowcount for statement in SPREADS):  # type: ignore[attr-defined]
        pass


def _spell_new_names() -> int:
    """Names are spelled in Python, each new one once: PostgreSQL knows no pinyin."""
    _run(NAMES)
    names = [row.name for row in current().execute(text(NEW_NAMES))]
    cursor = current().connection().connection.cursor()
    with cursor.copy("COPY pg_temp.staging_names FROM STDIN") as copy:
        for name in names:
            copy.write_row((name, sort_key(name), is_company(name)))
    cursor.close()
    found: int = current().execute(text("SELECT count(*) FROM pg_temp.staging_persons WHERE is_new")).scalar_one()
    return found


def _run(*statements: str, **values: object) -> None:
    for statement in statements:
        needed = {name: value for name, value in values.items() if f":{name}" in statement}
        current().execute(text(statement), needed)
