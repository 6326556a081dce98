extension SchemaTable {
  /// The reports of connecting and looking.
  static let looking = #"""
    # connect
    What `connect` fetched.
    > connect sandbox
    target | text | what was connected to, as it was typed
    organisation | text | the name of the CRM organisation
    portal | object | the portal
    portal.id | text | its id
    portal.name | text | its name
    users | number | CRM users
    in_portal | number | CRM users who are in the portal
    portal_users | number | people of the portal who are no client users
    client_users | number | client users of the portal
    customers | number | customers of the portal
    projects | number | active projects
    contacts_in_crm | number? | contacts that CRM has; null where it does not count them
    accounts_in_crm | number? | accounts that CRM has
    offline_as_of | text? | when what was kept was fetched, with `--offline`; else null

    # disconnect
    - connect sandbox
    > disconnect
    disconnected | text | what was connected to

    # login
    > login work --dc eu --secrets secrets.txt --yes
    name | text | the name for `connect`
    dc | text | the data centre
    account | text | who signed in
    scopes | list of texts | scopes that were granted
    missing | list of texts | scopes that are needed and were not granted
    secret | text | where its secret lies

    # logout
    - login work --dc eu --secrets secrets.txt --yes
    > logout work
    name | text | the name
    revoked | boolean | false where it was forgotten without being revoked

    # logins
    A list: the sign-ins that are kept.
    - login work --dc eu --secrets secrets.txt --yes
    > logins
    name | text | the name for `connect`
    dc | text | the data centre
    account | text | who signed in
    portal | text? | the id of the portal chosen before
    scopes | number | scopes that were granted; `not told` where that is not known
    missing | number | scopes that are needed and were not granted
    secret | text | where its secret lies

    # fetch
    - connect sandbox
    > fetch contacts
    > fetch accounts
    module | text | `contacts` or `accounts`
    fetched | number | how many are held now
    new | number | how many of them were not before
    in_crm | number? | how many CRM has
    as_of | text? | when they were fetched, where an earlier session did; else null

    # refresh
    - connect sandbox
    - fetch contacts
    ~ joins
    > refresh
    changes | list of texts | what is not as it was
    kept | list of texts | the modules that were not read again, since CRM says that none changed

    # status
    > status
    - connect sandbox
    > status
    - select all; role Manager
    > status
    - fetch contacts
    > status --memory
    connected | boolean | false where nothing is connected; missing where something is
    target | text | what was connected to
    crm | text | the organisation and its edition
    caller | text | who is signed in
    portal | text | the portal, and the caller's profile there
    fetched | text | how old the data is
    users | number | CRM users
    contacts | number | contacts that were fetched
    accounts | number | accounts that were fetched
    customers | number | customers of the portal
    client_users | number | client users of the portal
    selected | number? | people selected; null where nobody ever was
    plan | number | people in the plan
    unfinished_run | number? | the run that has no end
    memory | object | only with `--memory`: bytes of the contacts that were fetched, and of what finds people
    memory.bytes | number | all of them
    memory.texts | number | the characters of their texts
    memory.columns | number | where texts end, choices and what finds them, flags and times
    memory.ids | number | their CRM ids
    memory.addresses | number | addresses that are not written as they are compared
    memory.id_index | number | what finds a contact by its id
    memory.address_index | number | what finds contacts by their address
    memory.people_order | number | the order of all people by address and name that Tab needs; 0 where nobody types
    memory.session | number | selections, the plan and what undo restores, what they share once

    # doctor
    @ healthy
    @ granted all
    @ spent /api/v3/portals 3
    - connect sandbox
    > doctor
    target | text? | what was examined
    exit_code | number | what `doctor` ends with
    checks | list of objects | what an import needs
    checks[].check | text | the prerequisite
    checks[].part | text? | the part of it that is meant
    checks[].state | text | `ok`, `failed` or `unknown`
    checks[].seen | text | what was seen
    checks[].source | text | how that is known
    checks[].remedy | text? | what to do
    scopes | list of objects | the scopes of Zoho's API
    scopes[].scope | text | its name
    scopes[].state | text | whether it is granted
    scopes[].source | text | how that is known
    endpoints | list of objects | Zoho's limits of calls
    endpoints[].pattern | text | the path that a limit holds for
    endpoints[].calls | number | calls made in the window
    endpoints[].limit | number | the most calls in it
    endpoints[].seconds | number | the length of the window
    endpoints[].remaining | number | calls left
    endpoints[].locked_until | text? | when calls are taken again

    # list users
    A list: people of CRM. `list contacts` and `list people` have the fields that fit them.
    - connect sandbox
    - fetch contacts
    > list users
    > list contacts
    > list people
    email | text? | the address in CRM
    name | text | the whole name
    kind | list of texts | `user`, `contact` or both; of `list people` alone
    crm_role | text? | the role in CRM
    account | text? | the CRM account of a contact
    portal | text | the status in the portal, or `absent`
    portal_role | text? | the role in the portal
    customer | text? | whose client user the contact is

    # list accounts
    A list.
    - connect sandbox
    - fetch contacts
    - fetch accounts
    > list accounts
    name | text | its name
    id | text | its CRM id
    contacts | number | contacts of it that were fetched
    customer | text | the customer of that name in the portal, or `absent`
    industry | text? | CRM's field
    website | text? | CRM's field

    # list projects
    A list.
    - connect sandbox
    - assign Website for users
    - preview
    > list projects
    name | text | its name
    id | text | its id
    status | text | `active` or `archived`
    members | number? | its members; null where they were not read
    in_plan | number | people of the plan who come into it

    # list roles
    A list.
    - connect sandbox
    > list roles
    name | text | its name
    id | text | its id
    people | number | people of the portal who have it

    # list profiles
    A list.
    - connect sandbox
    > list profiles
    name | text | its name
    id | text | its id
    kind | text | whose it is: of portal users or of client users
    people | number | people of the portal who have it

    # list customers
    A list.
    - connect sandbox
    - fetch contacts
    - fetch accounts
    - customer auto for contacts
    > list customers
    name | text | its name
    id | text? | its id; null for one that is still to be made
    client_users | number | its client users
    in_plan | number | people of the plan who become client users of it
    state | text | whether it is in the portal or is to be made

    # list portals
    A list.
    - connect sandbox
    > list portals
    name | text | its name
    id | text | its id
    profile | text? | the caller's profile there
    connected | boolean | whether it is the one that is connected

    # list portal
    A list: who is in the portal.
    - connect sandbox
    > list portal
    email | text | the address
    name | text | the name
    status | text | `active`, `invited` or `inactive`
    role | text? | the role
    profile | text? | the profile
    kind | text | the kind of person
    customer | text? | whose client user that is

    # list licences
    A list.
    - connect sandbox
    > list licences
    kind | text | Zoho's name of the licence
    total | number? | how many there are; null where they are unlimited
    used | number | how many are used
    left | number? | how many are left

    # list plan
    A list.
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    - fetch contacts
    - customer Meridian for contacts
    > list plan
    email | text? | the address
    name | text | the name
    change | text | the change, see `preview`
    role | text? | the role that they will have, `A → B` where it changes
    profile | text? | the profile in the portal that they will have, `A → B` where it changes; null where the plan asks for none
    customer | text? | the customer that it gives; missing in a plan without client users
    projects | list of texts | the projects that it adds
    reason | text? | why not, or which profiles become others and what is kept
    """#
}
