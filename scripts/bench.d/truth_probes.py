"""Calls to every endpoint of CRM that the sandbox has, good ones and refused ones."""

USER, CONTACT = "7014820000000229001", "7014820000412000001"
LIST = "fields=First_Name,Last_Name,Email,Account_Name,Owner,Email_Opt_Out,Modified_Time"

# (what it is, method, target, body, headers, operation of the 2026 set, operation of the 2025 set)
PROBES = []


def _add(newer, older, method, targets, body=None, headers=None):
    for target in targets:
        PROBES.append((method, target, body, headers or {}, newer, older))


_kinds = """CurrentUser AllUsers ActiveUsers DeactiveUsers ConfirmedUsers NotConfirmedUsers DeletedUsers
ActiveConfirmedUsers AdminUsers ActiveConfirmedAdmins DeveloperUsers AllActiveUsers ActiveLiteUser
ActiveAndDeactive ConfirmedReportingUsers""".split()
_users = (("users.json", "/users"), ("users.json", "/crm/v8/users"))
_add(*_users, "GET", [f"/crm/v8/users?type={kind}" for kind in _kinds])
_add(*_users, "GET", [
    "/crm/v8/users?page=2&per_page=7", "/crm/v8/users?page=99", f"/crm/v8/users?ids={USER}",
    "/crm/v8/users?type=ChildRoleUsers&role_id=7014820000000026005",
    "/crm/v8/users?type__s=Team%20User", "/crm/v8/users?type=Nobody", "/crm/v8/users?page=0",
    "/crm/v8/users?per_page=201", "/crm/v8/users?type=ChildRoleUsers"])
_add(*_users, "GET", ["/crm/v8/users"], headers={"If-Modified-Since": "2030-01-01T00:00:00+00:00"})
_add(("users.json", "/users/{user}"), ("users.json", "/crm/v8/users/{user}"), "GET",
     [f"/crm/v8/users/{USER}", "/crm/v8/users/1"])
_add(None, ("users.json", "/crm/v8/users/actions/count"), "GET",
     ["/crm/v8/users/actions/count", "/crm/v8/users/actions/count?type=AdminUsers"])
_add(("org.json", "/org"), ("org.json", "/crm/v8/org"), "GET", ["/crm/v8/org"])
_add(("roles.json", "/settings/roles"), ("roles.json", "/crm/v8/settings/roles"), "GET",
     ["/crm/v8/settings/roles"])
_add(("profiles.json", "/settings/profiles"), ("profiles.json", "/crm/v8/settings/profiles"), "GET",
     ["/crm/v8/settings/profiles"])
_add(("modules.json", "/settings/modules"), ("modules.json", "/crm/v8/settings/modules"), "GET",
     ["/crm/v8/settings/modules"])
_add(("fields.json", "/settings/fields"), ("fields.json", "/crm/v8/settings/fields"), "GET",
     [f"/crm/v8/settings/fields?module={m}" for m in ("Contacts", "Accounts", "Nothing")]
     + ["/crm/v8/settings/fields"])
_records = (("record.json", "/{module}"), ("record.json", "/crm/v8/{module_api_name}"))
_add(*_records, "GET", [
    f"/crm/v8/Contacts?{LIST}", f"/crm/v8/Contacts?{LIST}&page=2&per_page=3&sort_by=Modified_Time",
    "/crm/v8/Accounts?fields=Account_Name,Website,Industry,Employees,Parent_Account&sort_order=asc",
    f"/crm/v8/Contacts?{LIST}&ids={CONTACT}", f"/crm/v8/Contacts?{LIST}&ids=1",
    "/crm/v8/Contacts", "/crm/v8/Contacts?fields=" + ",".join(f"F{n}" for n in range(51)),
    f"/crm/v8/Contacts?{LIST}&page=11", f"/crm/v8/Contacts?{LIST}&page_token=none",
    f"/crm/v8/Contacts?{LIST}&page=1&page_token=none", f"/crm/v8/Contacts?{LIST}&per_page=0",
    f"/crm/v8/Contacts?{LIST}&sort_by=Email", "/crm/v8/Nothing?fields=id"])
_add(*_records, "GET", [f"/crm/v8/Contacts?{LIST}"],
     headers={"If-Modified-Since": "2030-01-01T00:00:00+00:00"})
_add(("record.json", "/{module}/{recordID}"), ("record.json", "/crm/v8/{module_api_name}/{id}"),
     "GET", [f"/crm/v8/Contacts/{CONTACT}", "/crm/v8/Contacts/1"])
_add(("record.json", "/{module}/deleted"), ("record.json", "/crm/v8/{module_api_name}/deleted"),
     "GET", ["/crm/v8/Contacts/deleted?type=all", "/crm/v8/Contacts/deleted?type=none"])
_add(("module_search.json", "/{module}/search"),
     ("module_search.json", "/crm/v8/{module}/search"), "GET", [
    "/crm/v8/Contacts/search?word=an", "/crm/v8/Contacts/search?email=nobody@nowhere.example",
    "/crm/v8/Contacts/search?criteria=(Last_Name:starts_with:A)&per_page=2",
    "/crm/v8/Accounts/search?phone=555", "/crm/v8/Contacts/search",
    "/crm/v8/Contacts/search?criteria=(((", "/crm/v8/Contacts/search?word=an&page=11",
    "/crm/v8/Nothing/search?word=an"])
_add(("record_count.json", "/{moduleApiName}/actions/count"),
     ("record_count.json", "/crm/v8/{module_api_name}/actions/count"), "GET", [
    "/crm/v8/Contacts/actions/count", "/crm/v8/Accounts/actions/count?word=kite",
    "/crm/v8/Nothing/actions/count"])


def _coql(*queries):
    for query in queries:
        _add(("coql.json", "/coql"), ("coql.json", "/crm/v8/coql"), "POST", ["/crm/v8/coql"],
             {"select_query": query})


_coql("select id, Last_Name, Account_Name.Account_Name from Contacts where id is not null limit 5",
      "select id from Contacts where Email = 'nobody@nowhere.example'",
      "select Email from Contacts where", "select id from Contacts", "drop table Contacts",
      "select Colour from Contacts where id is not null",
      "select id from Contacts where id is not null limit 5000",
      "select id from Nothing where id is not null")
_add(("coql.json", "/coql"), ("coql.json", "/crm/v8/coql"), "POST", ["/crm/v8/coql"], {})


def _bulk(*queries, **more):
    for query in queries:
        _add(("bulk_read.json", "/read"), ("bulk_read.json", "/crm/bulk/v8/read"), "POST",
             ["/crm/bulk/v8/read"], {"query": query, **more})


_contacts = {"module": {"api_name": "Contacts"}, "fields": ["Last_Name", "Email"]}
_single = {"field": {"api_name": "Email_Opt_Out"}, "comparator": "equal", "value": "true"}
_bulk(_contacts, {**_contacts, "page": 2}, {**_contacts, "criteria": _single},
      {**_contacts, "criteria": {"group_operator": "or", "group": [_single, _single]}},
      {"module": {"api_name": "Nothing"}}, {"module": {"api_name": "users"}},
      {**_contacts, "fields": ["Colour"]}, {**_contacts, "page": 51}, {**_contacts, "cvid": "1"},
      {**_contacts, "criteria": {"group_operator": "xor", "group": [_single]}},
      {**_contacts, "criteria": {**_single, "comparator": "resembles"}},
      {**_contacts, "criteria": {"group_operator": "or", "group": [_single] * 26}}, "nothing")
_bulk(_contacts, file_type="ics")
_bulk(_contacts, callback={"url": "https://www.example.com/callback", "method": "get"})
