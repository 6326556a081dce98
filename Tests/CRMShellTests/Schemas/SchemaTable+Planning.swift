extension SchemaTable {
  /// The reports of looking closer and of planning.
  static let planning = #"""
    # count
    - connect sandbox
    > count users
    count | number | how many there are

    # show EMAIL
    One member a field of the CRM record, by CRM's API name in lower case; a second person of that address has them with `_2` behind.
    - connect sandbox
    - select all
    - role Manager
    > show ana.ruiz@zylker.example
    > show priya.nair@zylker.example
    - fetch contacts
    > show ada@bluekite.example
    id | text | the CRM id
    kind | text | `user` or `contact`
    portal_status | text | the status in the portal, or `absent`
    portal_role | text | the role there
    portal_profile | text | the profile there
    portal_projects | list of texts? | the projects they are in; null where what was kept does not tell
    plan_change | text | the change in the plan
    plan_* | any? | what the plan gives, and why
    * | any? | a field of CRM

    # show project NAME
    - connect sandbox
    > show project Website
    name | text | its name
    id | text | its id
    status | text | `active` or `archived`
    customers | list of texts | the customers linked to it
    planned | number | people of the plan who come into it
    members | list of objects | who is in it
    members[].email | text | the address
    members[].name | text | the name
    members[].role | text? | the role in the portal
    members[].profile | text? | the profile in the project
    members[].customer | text? | whose client user that is

    # show account NAME
    - connect sandbox
    - fetch contacts
    - fetch accounts
    > show account "Blue Kite"
    id | text | its CRM id
    customers | list of texts | customers of that name in the portal
    people | list of objects | its contacts
    people[].email | text? | the address
    people[].name | text | the name
    people[].account | text? | the account
    people[].portal | text | the status in the portal, or `absent`
    people[].customer | text? | whose client user that is
    * | any? | a field of CRM, by its API name in lower case

    # show customer NAME
    - connect sandbox
    > show customer Meridian
    name | text | its name
    id | text | its id
    planned | number | people of the plan who become client users of it
    client_users | list of objects | its client users
    client_users[].email | text | the address
    client_users[].name | text | the name
    client_users[].status | text | the status in the portal
    client_users[].profile | text? | the profile

    # explain EMAIL
    A list: the people of that address.
    - connect sandbox
    - select where crm.role = "Sales Manager"
    - role Manager
    > explain ana.ruiz@zylker.example
    > explain wang.xiaoming@zylker.example
    email | text? | the address
    name | text? | the name
    selected_by | text? | the line that selected the person
    matched | list of texts | what the line's filter found
    change | text? | the change in the plan
    because | list of texts | which line gave what
    consequences | list of texts | what an import would do

    # explain EMAIL in RUN
    A list: what a run knows of the people of that address.
    @ answers-lost
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    - import --yes
    > explain ana.ruiz@zylker.example in 1
    @ healthy
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    - import --yes
    - revert 1 --yes
    > explain ana.ruiz@zylker.example in 2
    run | number | the run
    email | text? | the address
    name | text | the name
    change | text | the change that was planned
    role | text? | the role that was planned
    kind | text | `user` or `contact`
    customer | text? | the customer that was planned
    profile | text? | the profile that was planned
    projects | list of objects | the projects that were planned
    projects[].name | text | its name
    projects[].profile | text? | the profile in it
    because | list of texts | the lines that planned it
    matched | list of texts | what their filters found; missing in a run that undid another
    kept | list of texts | what stayed, and why; in a run that undid another alone
    blocked | list of texts | the reasons why not, see `preview problems`
    calls | list of objects | the calls about the person
    calls[].number | number | its number in the run
    calls[].kind | text | what it was to do
    calls[].project | text? | in which project
    calls[].customer | text? | for which customer
    calls[].role | text? | the role it gave
    calls[].profile | text? | the profile it gave
    calls[].at | text | when it was sent, ISO 8601
    calls[].state | text? | how it came out
    calls[].code | text? | the server's code
    calls[].message | text? | the server's words
    calls[].read_back | list of objects | what was read afterwards
    calls[].read_back[].at | text | when, ISO 8601
    calls[].read_back[].showed | text | what it showed
    result | text? | as of `import`
    code | text? | the code of a result that is not well
    message | text? | its words

    # explain 'LINE'
    A list: the commands of the line.
    - connect sandbox
    > explain 'role Manager for users; import'
    line | text | the command
    form | text | its form
    tried | boolean | false where the command is not tried
    objects | list of texts | the things of the portal that it names
    selected | object | how many people are selected
    selected.from | number | before
    selected.to | number | after
    plan | object | how many people are in the plan
    plan.from | number | before
    plan.to | number | after
    calls | object? | write calls of an import
    calls.from | number | before
    calls.to | number | after
    mails | object? | invitation mails of an import
    mails.from | number | before
    mails.to | number | after

    # select
    - connect sandbox
    > select users
    > select all as everybody
    selected | number | people selected now
    before | number | people selected before
    name | text? | the name they are kept under

    # deselect
    - connect sandbox
    - select all
    > deselect users where crm.role = "Sales Manager"
    selected | number | people selected now
    before | number | people selected before

    # role
    Also `customer`, `profile` and `assign`.
    - connect sandbox
    - fetch contacts
    > role Manager for users
    > customer Meridian for contacts
    > profile Employee for users
    > assign Website for users
    people | number | people the line meant
    staged | number | people new in the plan
    changed | number | people of the plan whose row is another one now
    overridden | number | values of earlier lines that this one replaced
    plan | number | people in the plan

    # apply
    - connect sandbox
    > apply team.csv
    people | number | people of the table
    rows | number | its rows
    staged | number | people new in the plan
    changed | number | people of the plan whose row is another one now
    overridden | number | values of earlier lines that were replaced
    plan | number | people in the plan

    # unassign
    - connect sandbox
    - assign Website for users
    > unassign Website for users
    removed | number | assignments taken off the plan
    plan | number | people in the plan

    # drop
    Also `reset`.
    - connect sandbox
    - assign Website for users
    > drop blocked
    > reset
    dropped | number | people taken off the plan
    plan | number | people in the plan

    # accept
    - connect sandbox
    - assign Website for users
    > accept staged
    accepted | number | people let in

    # undo
    Also `redo`.
    - connect sandbox
    - select all
    > undo
    > redo
    lines | list of texts | the lines taken back, or done again
    selected | number? | people selected now
    plan | number | people in the plan

    # log
    A list.
    - connect sandbox
    - select all
    > log
    step | number | its number
    state | text | `done` or `undone`
    line | text | the line
    result | text | what it reported

    # preview
    `change` is `blocked`, `add`, `change`, `join` or `keep`, the strongest of its parts.
    - connect sandbox
    - fetch contacts
    - fetch accounts
    - role Manager for users --replace
    - customer auto for contacts
    - assign Website for staged
    > preview
    > preview people
    > preview calls
    plan | text | the PLAN hash, 64 hexadecimal digits
    state | text | the STATE hash
    portal | object | the portal
    portal.id | text | its id
    portal.name | text | its name
    people | list of objects | the people of the plan
    people[].email | text? | the address
    people[].kind | text | `user` or `contact`
    people[].change | text | what changes
    people[].role | object? | the role; null where the plan says nothing of it
    people[].role.from | text? | what it is
    people[].role.to | text? | what it becomes
    people[].customer | object? | the customer
    people[].customer.from | text? | what it is
    people[].customer.to | text? | what it becomes
    people[].projects | list of objects | the projects of the plan
    people[].projects[].id | text | its id
    people[].projects[].name | text | its name
    people[].projects[].change | text | what changes there
    people[].projects[].profile | object? | the profile there
    people[].projects[].profile.from | text? | what it is
    people[].projects[].profile.to | text? | what it becomes
    people[].reason | text? | the lines, of one over 400 bytes the beginning and its size; of the blocked why not
    customers | list of objects | the customers of the plan
    customers[].name | text | its name
    customers[].change | text | whether it is made
    customers[].projects | list of objects | the projects it is linked to
    customers[].projects[].id | text | its id
    customers[].projects[].name | text | its name
    customers[].projects[].change | text | whether it is linked
    calls | number | write calls
    mails | number | invitation mails
    estimate_seconds | number | how long it takes
    licences | object | by Zoho's name of the licence
    licences.* | object | one kind
    licences.*.total_count | number? | how many there are
    licences.*.used_count | number | how many are used
    licences.*.remaining_count | number? | how many are left
    licences.*.needed | number | how many the import takes

    # preview matrix
    A list: one element a person and project.
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    > preview matrix
    person | text | the address
    project | text | the project
    change | text | what changes there
    profile | text? | the profile there
    """#
}
