"""Brings people from Zoho CRM into a Zoho Projects portal: one call per person and project.

    python rival_naive.py BASE people.csv ROLE PROJECT... [--flights N] [--pause SECONDS] [--first N]

What one writes today with Zoho's CRM SDK and requests. It reads CRM's users through the SDK, takes
those whom the file names, and adds each to each project; N calls at a time. No journal, no reading
back. Tells what it did as one line of JSON.
"""
import argparse
import concurrent.futures
import csv
import json
import logging
import os
import tempfile
import time

import requests

CLIENT = {"client_id": "1000.SANDBOX", "client_secret": "sandbox",
          "refresh_token": "1000.sandbox.refresh"}


def crm_users(base, folder):
    """Every user of CRM, through Zoho's SDK."""
    from zohocrmsdk.src.com.zoho.api.authenticator.oauth_token import OAuthToken
    from zohocrmsdk.src.com.zoho.api.authenticator.store import FileStore
    from zohocrmsdk.src.com.zoho.api.logger import Logger
    from zohocrmsdk.src.com.zoho.crm.api import HeaderMap, ParameterMap
    from zohocrmsdk.src.com.zoho.crm.api.dc.data_center import DataCenter
    from zohocrmsdk.src.com.zoho.crm.api.initializer import Initializer
    from zohocrmsdk.src.com.zoho.crm.api.sdk_config import SDKConfig
    from zohocrmsdk.src.com.zoho.crm.api.users import GetUsersParam, UsersOperations

    Initializer.initialize(
        environment=DataCenter.Environment(base, base + "/oauth/v2/token", base),
        token=OAuthToken(**CLIENT), store=FileStore(os.path.join(folder, "tokens")),
        resource_path=folder,
        sdk_config=SDKConfig(auto_refresh_fields=False, pick_list_validation=False),
        logger=Logger.get_instance(Logger.Levels.ERROR, os.path.join(folder, "log")))
    logging.disable(logging.CRITICAL)
    page, users = 1, []
    while True:
        parameters = ParameterMap()
        parameters.add(GetUsersParam.type, "AllUsers")
        parameters.add(GetUsersParam.page, page)
        parameters.add(GetUsersParam.per_page, 200)
        answer = UsersOperations().get_users(parameters, HeaderMap()).get_object()
        users += answer.get_users()
        if not answer.get_info().get_more_records():
            return users
        page += 1


class Projects:
    """Zoho Projects over one pool of connections."""

    def __init__(self, base, flights):
        self.http = requests.Session()
        self.http.mount(base, requests.adapters.HTTPAdapter(pool_maxsize=flights))
        token = self.http.post(
            f"{base}/oauth/v2/token", params={"grant_type": "refresh_token", **CLIENT}).json()
        self.http.headers["Authorization"] = f"Zoho-oauthtoken {token['access_token']}"
        portal = self.http.get(f"{base}/api/v3/portals").json()[0]["id"]
        self.path = f"{base}/api/v3/portal/{portal}"

    def named(self, kind):
        """Name → id of roles, or of projects."""
        answer = self.http.get(f"{self.path}/{kind}", params={"per_page": 200}).json()
        things = answer if isinstance(answer, list) else answer[kind.split("/")[-1]]
        return {thing["name"]: thing["id"] for thing in things}

    def add(self, project, role, addresses, notify):
        """Adds people to a project; those whom the answer names."""
        people = [{"email_id": address, "role_id": role} for address in addresses]
        answer = self.http.post(
            f"{self.path}/projects/{project}/projectusers",
            params={"userdetails": json.dumps(people), "notify": notify}, timeout=30)
        answer.raise_for_status()
        return answer.json()["emailvszpuid"]


def arguments(words):
    parser = argparse.ArgumentParser(description=words)
    parser.add_argument("base")
    parser.add_argument("people")
    parser.add_argument("role")
    parser.add_argument("projects", nargs="+")
    parser.add_argument("--flights", type=int, default=1)
    parser.add_argument("--pause", type=float, default=0, help="seconds after each call")
    parser.add_argument("--first", type=int, help="only so many people")
    return parser.parse_args()


def chosen(options):
    """The addresses of the file that are those of active users of CRM."""
    with open(options.people, encoding="utf-8", newline="") as file:
        wanted = [row["email"] for row in csv.DictReader(file)][:options.first]
    with tempfile.TemporaryDirectory() as folder:
        users = crm_users(options.base, folder)
    active = {user.get_email() for user in users if user.get_status() == "active"}
    return [address for address in wanted if address in active]


def main():
    options = arguments(__doc__)
    addresses, portal = chosen(options), Projects(options.base, options.flights)
    role, projects = portal.named("settings/roles")[options.role], portal.named("projects")
    failed, begin = [], time.perf_counter()

    def add(project, address, notify):
        try:
            if not portal.add(project, role, [address], notify):
                failed.append(address)
        except requests.RequestException:
            failed.append(address)
        if options.pause:
            time.sleep(options.pause)

    with concurrent.futures.ThreadPoolExecutor(options.flights) as pool:
        # One project after another: everybody is in the portal before they join the next.
        for number, name in enumerate(options.projects):
            notify = "false" if number else "true"
            list(pool.map(lambda a, p=projects[name], n=notify: add(p, a, n), addresses))
    print(json.dumps({
        "seconds": time.perf_counter() - begin, "people": len(addresses),
        "calls": len(addresses) * len(options.projects), "failed": len(failed)}))


if __name__ == "__main__":
    main()
