"""Brings people from Zoho CRM into a Zoho Projects portal: fifty people a call.

    python rival_batched.py BASE people.csv ROLE PROJECT... [--flights N] [--first N]

As rival_naive.py, rewritten by somebody who found out that one call takes many people. No journal, no
reading back. Tells what it did as one line of JSON.
"""
import concurrent.futures
import json
import time

import requests

from rival_naive import Projects, arguments, chosen

BATCH = 50


def main():
    options = arguments(__doc__)
    addresses, portal = chosen(options), Projects(options.base, options.flights)
    role, projects = portal.named("settings/roles")[options.role], portal.named("projects")
    batches = [addresses[at:at + BATCH] for at in range(0, len(addresses), BATCH)]
    failed, begin = [], time.perf_counter()

    def add(project, batch, notify):
        try:
            added = portal.add(project, role, batch, notify)
            known = {address.lower() for address in added}
            failed.extend(a for a in batch if a.lower() not in known)
        except requests.RequestException:
            failed.extend(batch)

    with concurrent.futures.ThreadPoolExecutor(options.flights) as pool:
        # One project after another: everybody is in the portal before they join the next.
        for number, name in enumerate(options.projects):
            notify = "false" if number else "true"
            list(pool.map(lambda b, p=projects[name], n=notify: add(p, b, n), batches))
    print(json.dumps({
        "seconds": time.perf_counter() - begin, "people": len(addresses),
        "calls": len(batches) * len(options.projects), "failed": len(failed)}))


if __name__ == "__main__":
    main()
