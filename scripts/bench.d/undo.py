"""An import and its undoing, judged from outside: what the run made is gone, all else is untouched."""
from judge import Plan, folded

THERE = ["Mei.Tanaka@zylker.example", "oliver.grant@zylker.example"]


class Undo(Plan):
    """A plan that is imported without any fault; what the bench then runs is its undoing."""

    def __init__(self, before, deactivates=False):
        super().__init__(before)
        self.deactivates = deactivates
        self.all_before, self.deeds, self.kept, self.kept_customers = before, [], set(), set()
        self.imported = None

    def keep(self, people, customers=()):
        """What is to stay as the import, and others since, left it."""
        self.kept |= {folded(email) for email in people}
        self.kept_customers |= set(customers)

    def prepare(self, sandbox, shells):
        """Imports, then lets others act; what is wrong already, else nothing."""
        result = shells.run(super().script(sandbox.address))
        if result.code != 0:
            return f"the import to be undone: {result.brief()}"
        for deed in self.deeds:
            answer = sandbox.call("POST", "/_sandbox/act", deed)
            if "error" in answer:
                return f"{deed}: {answer['error']}"
        self.imported = sandbox.state()
        return None

    def script(self, address, last=None, wait=""):
        line = "revert 1 --deactivate --yes" if self.deactivates else "revert 1 --yes"
        return [f"connect {address}", (last or line) + wait]

    def judge_people(self, after):
        """Address → (kind, words) of those of the plan who are not as they should be."""
        now = {}
        for user in after["users"]:
            now.setdefault(folded(user["email"]), []).append(user)
        then = {folded(u["email"]): u for u in self.imported["users"]}
        findings = {}
        for email in self.people:
            wish = then.get(email) if email in self.kept else self._undone(email, then)
            found = self._finding(wish, now.get(email, []), email in self.kept)
            found = found or self._of_customer(self.people[email]["customer"], after)
            if found:
                findings[email] = found
        return findings

    def _undone(self, email, then):
        """How somebody of the plan is to be: as before, or there, inactive and in no project."""
        if self.deactivates and email not in self.before and email in then:
            return {**then[email], "status": "inactive", "projects": []}
        return self.before.get(email)

    def _finding(self, wish, found, is_kept):
        if len(found) > 1:
            return "doubled", f"is there {len(found)} times"
        if not found:
            return ("lost", "is gone") if wish else None
        if not wish:
            return "other", "is still there"
        if found[0]["role"] != wish["role"]:
            return "role", f"is {found[0]['role']}, not {wish['role']}"
        if found[0] != wish:
            return "other", f"is {found[0]}, not {'kept as ' if is_kept else ''}{wish}"
        return None

    def _of_customer(self, name, after):
        """What is wrong with somebody's customer, which is told of its people too."""
        def linked(state):
            return [sorted(p["name"] for p in c["projects"])
                    for c in state["customers"] if c["name"] == name]
        wish = linked(self.imported if name in self.kept_customers else self.all_before)
        # Who is deactivated is its client still: a customer that was made stays, without projects.
        if self.deactivates and not wish:
            wish = [[] for _ in linked(self.imported)]
        if name and linked(after) != wish:
            return "other", f"their customer {name} is in {linked(after)}, not {wish}"
        return None

    def judge_rest(self, after, _writes=()):
        """Findings about what is not the plan's."""
        now = {folded(u["email"]): u for u in after["users"]}
        found = [("foreign", f"{email} was touched") for email in set(now) | set(self.before)
                 if email not in self.people and now.get(email) != self.before.get(email)]
        found += [("foreign", f"customer {customer['name']} was touched")
                  for state, other in ((self.all_before, after), (after, self.all_before))
                  for customer in state["customers"]
                  if customer["name"] not in self.links and customer not in other["customers"]]
        for user in after["users"]:
            then = [u for u in self.imported["users"] if folded(u["email"]) == folded(user["email"])]
            if then and (user["mails"], user["notices"]) != (then[0]["mails"], then[0]["notices"]):
                found.append(("mails", f"{user['email']} was written to"))
        return found


def small(before, staff, deactivates=False):
    """The undoing of an import in which every kind of call occurs, and in which a token that expires
    at every third call is not renewed more often than Zoho allows."""
    plan = Undo(before, deactivates)
    plan.staff(staff[:1], "Employee", ["Website"])
    plan.staff(staff[3:4], "Manager", ["Website"])
    plan.staff(THERE[:1], "Employee", ["Data Migration"])
    plan.staff(["priya.nair@zylker.example"], "Team Lead", [], replace=True)
    plan.clients(["gita.rao@solaris.example"], "Solaris Freight", ["Mobile App"])
    plan.clients(["mona.haug@northwind.example"], "Northwind Foods", ["Website"], new=True)
    return plan


def lived_in(before, staff, deactivates=False):
    """The undoing of a larger import, after which people accepted, and others changed and moved them."""
    plan = Undo(before, deactivates)
    plan.staff(staff[:3], "Employee", ["Website", "Onboarding"])
    plan.staff(staff[3:6], "Manager", ["Website", "Onboarding"])
    plan.staff(THERE, "Employee", ["Data Migration", "Warehouse Automation"])
    plan.staff(["priya.nair@zylker.example"], "Team Lead", [], replace=True)
    plan.clients(["gita.rao@solaris.example", "hugo.blanc@solaris.example"], "Solaris Freight",
                 ["Website", "Mobile App"])
    mona, nils = "mona.haug@northwind.example", "nils.aker@northwind.example"
    plan.clients([mona, nils], "Northwind Foods", ["Website"], new=True)
    plan.deeds = [{"do": "accept", "email": staff[0]},
                  {"do": "role", "email": staff[3], "role": "Employee"},
                  {"do": "leave", "email": staff[5], "project": "Onboarding"},
                  {"do": "accept", "email": mona}]
    plan.keep([staff[0], staff[3], mona], ["Northwind Foods"])
    return plan
