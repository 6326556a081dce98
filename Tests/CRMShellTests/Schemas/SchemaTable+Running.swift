extension SchemaTable {
  /// The reports of importing, and of the shell itself.
  static let running = #"""
    # preview problems
    A list: who is left out, and who keeps what they have.
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    > preview problems
    email | text? | the address
    name | text | the name
    change | text | the change
    reason | text | why
    remedy | text? | what to do

    # preview revert RUN
    - connect sandbox
    - role Manager for ana.ruiz@zylker.example, priya.nair@zylker.example
    - assign Website for staged
    - import --yes
    > preview revert 1
    run | number | the run
    plan | text | the hash of what would be undone
    state | text | the hash of what the portal says of it
    portal | object | the portal
    portal.id | text | its id
    portal.name | text | its name
    people | list of objects | the people of the run
    people[].email | text? | the address
    people[].name | text | the name
    people[].undone | list of texts | what would be undone
    people[].kept | list of texts | what stays, and why
    customers | object | customers of the run
    customers.undone | list of texts | what would be undone
    customers.kept | list of texts | what stays, and why
    calls | number | write calls
    mails | number | mails that would be sent
    mails_sent | number | invitation mails that the run sent
    estimate_seconds | number | how long it takes

    # import
    Also `revert`. `result` is `applied`, `adopted`, `kept`, `blocked`, `rejected`, `conflict`, `unresolved` or `not_sent`.
    - connect sandbox
    - role Manager for users
    - assign Website for staged
    - fetch contacts
    - customer auto for contacts
    > import --yes
    > revert 1 --yes
    - reset
    > import --yes
    run | number? | its number; null where nothing was to be done
    plan | text? | the PLAN hash
    verdict | text | how it went: `done`, `partial`, `unresolved`, `interrupted` or `failed`
    exit_code | number | what the process ends with
    people | list of objects | the people of the plan
    people[].email | text? | the address
    people[].result | text | what came of it
    people[].code | text? | the code of a result that is not well
    people[].message | text? | its words
    requests | number | requests, reads included
    writes | number | write calls
    seconds | number | how long it took

    # resume
    @ throttled-once 900
    - connect sandbox
    - role Manager for where crm.role = "Sales Manager"
    - assign Onboarding, 2026 for staged
    - import --yes
    ~ pass
    > resume
    run | number | its number
    plan | text | the PLAN hash
    verdict | text | how it went: `done`, `partial`, `unresolved`, `interrupted` or `failed`
    exit_code | number | what the process ends with
    people | list of objects | the people of the plan
    people[].email | text? | the address
    people[].result | text | what came of it
    people[].code | text? | the code of a result that is not well
    people[].message | text? | its words
    requests | number | requests, reads included
    writes | number | write calls
    seconds | number | how long it took

    # abandon
    @ throttled-once 900
    - connect sandbox
    - role Manager for where crm.role = "Sales Manager"
    - assign Onboarding, 2026 for staged
    - import --yes
    > abandon
    run | number | its number
    plan | text | the PLAN hash
    verdict | text | how it went: `done`, `partial`, `unresolved`, `interrupted` or `failed`
    exit_code | number | what the process ends with
    people | list of objects | the people of the plan
    people[].email | text? | the address
    people[].result | text | what came of it
    people[].code | text? | the code of a result that is not well
    people[].message | text? | its words
    requests | number | requests, reads included
    writes | number | write calls
    seconds | number | how long it took

    # retry
    @ refuses ana.ruiz
    - connect sandbox
    - role Manager for ana.ruiz@zylker.example, priya.nair@zylker.example
    - assign Website for staged
    - import --yes
    > retry
    run | number | the run whose people are staged again
    staged | number | people staged
    missing | list of texts | people who are not among those fetched now
    plan | number | people in the plan

    # runs
    A list. `list runs` is the same.
    - connect sandbox
    - role Manager for ana.ruiz@zylker.example
    - assign Website for staged
    - import --yes --reason "ticket 7"
    > runs
    > list runs
    > runs for ana.ruiz@zylker.example
    - revert 1 --yes
    > runs
    run | number | its number
    started | text | when it began, ISO 8601
    portal | text | the portal
    address | text | the server
    verdict | text | how it ended: `done`, `partial`, `unresolved`, `interrupted`, `failed` or `abandoned`; without an end `under-way` while a process is at work on it, else `unfinished`
    people | number | people of its plan
    writes | number | write calls
    caller | text | who was signed in
    plan | text | the PLAN hash
    reason | text? | what `--reason` said
    reverted | list of texts | the runs that undid it; missing where none was undone
    reverts | number? | the run that it undid; missing where none was undone

    # runs --verify
    - connect sandbox
    > runs --verify
    intact | boolean | whether the audit log is whole
    entries | number | entries of the log
    head | text? | the hash of the last entry
    runs_before | number | runs older than the log
    broken_at | number? | the first entry that is not whole
    run | number? | the run that it is about
    message | text? | what is wrong with it

    # report
    - connect sandbox
    - fetch contacts
    - fetch accounts
    - role Manager for users
    - customer auto for contacts
    - assign Website for staged
    - import --yes --reason "ticket 7"
    > report
    - revert 1 --yes
    > report
    run | number | its number
    verdict | text | how it ended: `done`, `partial`, `unresolved`, `interrupted`, `failed` or `abandoned`; without an end `under-way` while a process is at work on it, else `unfinished`
    portal | text | the portal
    address | text | the server
    started | text | when it began, ISO 8601
    ended | text | when it ended, or `never` of one that has no end yet
    by | text | who ran it, and where
    version | text | the version of crmsh
    plan | text | the PLAN hash
    reason | text | what `--reason` said; missing where it said nothing
    reverts | number | the run that it undid; missing elsewhere
    writes | number | write calls
    customers | list of objects | the customers of the plan; missing where it has none
    customers[].customer | text | the name
    customers[].id | text? | the id
    customers[].made | text? | whether it was made
    customers[].linked | list of texts | projects it was linked to
    customers[].not_linked | list of texts | projects it was not
    customers[].message | text? | the server's words
    calls | list of objects | the calls
    calls[].call | number | its number
    calls[].what | text | what it was to do
    calls[].project | text? | in which project
    calls[].customer | text? | for which customer; missing in a run without client users
    calls[].people | number | for how many people
    calls[].at | text | when it was sent
    calls[].answer | text | how it was answered
    calls[].message | text? | the server's words
    calls[].read_back | text? | what was read afterwards
    people | list of objects | the people
    people[].email | text? | the address
    people[].name | text | the name
    people[].change | text | the change
    people[].role | text? | the role
    people[].customer | text? | the customer; missing in a run without client users
    people[].projects | list of texts | the projects
    people[].result | text? | as of `import`
    people[].message | text? | its words
    people[].because | list of texts | the lines that planned it; of one over 400 bytes the beginning and its size, `explain` tells all

    # format
    > format json
    format | text | how reports are printed from now on

    # set
    A list.
    > set
    > set batch=10
    name | text | the setting
    value | text | its value
    default | text | what it is where nobody sets it
    origin | text | who set it
    summary | text | what it does

    # unset
    - set batch=20
    - let team=x
    > unset batch
    > unset team
    name | text | the setting
    value | text | its value now
    variable | text | the variable that was forgotten

    # save
    - connect sandbox
    > save kept.crmsh
    > save -
    file | text | the file, or `-` for standard output
    lines | number | lines written, comments included
    script | text | with `-` the script itself

    # time
    > time 'let a=b'
    line | text | the line
    exit_code | number | what it ended with
    milliseconds | number | how long it took
    requests | number | requests it made

    # alias
    A list.
    ! terminal
    > alias st='status'
    > alias
    name | text | the name
    line | text | what it stands for

    # unalias
    ! terminal
    - alias st='status'
    > unalias st
    name | text | what was forgotten

    # history
    A list.
    > history
    number | number | what `edit` takes
    time | text? | when it was typed, ISO 8601
    line | text | the line

    # help
    A list.
    > help
    name | text | the command
    usage | text | its form
    summary | text | what it does
    chapter | text | where it belongs

    # help COMMAND
    > help role
    name | text | the command
    usage | text | its form
    summary | text | what it does
    details | list of texts | more of it
    options | list of objects | its options
    options[].option | text | as it is typed
    options[].summary | text | what it does
    examples | list of texts | lines to try

    # help SCRIPT
    > help weekly.crmsh
    name | text | the file as it was named
    usage | text | how it is run
    says | list of texts | the comments at its head
    parameters | list of objects | what it takes
    parameters[].name | text | its name
    parameters[].default | text? | what it is if not given; null where it must be given

    # help search
    A list.
    > help search role
    help | text | what `help` shows it
    says | text | what it says

    # Words
    What says nothing but words: `echo`, topics of `help`.
    > echo x
    > help safety
    message | text | the words
    notes | list of objects | what is to be noted beside

    # Errors
    On standard error, in every command; an error alone has no `schema`.
    >! role Boss for all
    >! selct all
    error | object | what is wrong
    error.code | text | its code, which stays the same
    error.message | text | in words
    error.hint | text? | what to do
    error.file | text? | where the line stands; null at a terminal
    error.line | number? | the line, from 1
    error.column | number? | the column, from 1
    """#
}
