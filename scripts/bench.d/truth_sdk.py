"""Zoho's own Python SDK for CRM, and zoho-projects-sdk, unmodified but for where they call."""
import asyncio
import logging
import os
import tempfile

import httpx


def _crm(base, folder, contacts):
    """Users, organisation and every contact through Zoho's SDK."""
    from zohocrmsdk.src.com.zoho.api.authenticator.oauth_token import OAuthToken
    from zohocrmsdk.src.com.zoho.api.authenticator.store import FileStore
    from zohocrmsdk.src.com.zoho.api.logger import Logger
    from zohocrmsdk.src.com.zoho.crm.api import HeaderMap, ParameterMap
    from zohocrmsdk.src.com.zoho.crm.api.dc.data_center import DataCenter
    from zohocrmsdk.src.com.zoho.crm.api.initializer import Initializer
    from zohocrmsdk.src.com.zoho.crm.api.org import OrgOperations
    from zohocrmsdk.src.com.zoho.crm.api.record import GetRecordsParam, RecordOperations
    from zohocrmsdk.src.com.zoho.crm.api.sdk_config import SDKConfig
    from zohocrmsdk.src.com.zoho.crm.api.users import GetUsersParam, UsersOperations

    Initializer.initialize(
        environment=DataCenter.Environment(base, base + "/oauth/v2/token", base),
        token=OAuthToken(client_id="1000.SANDBOX", client_secret="sandbox",
                         refresh_token="1000.sandbox.refresh"),
        store=FileStore(os.path.join(folder, "tokens")), resource_path=folder,
        sdk_config=SDKConfig(auto_refresh_fields=False, pick_list_validation=False),
        logger=Logger.get_instance(Logger.Levels.ERROR, os.path.join(folder, "log")))
    logging.disable(logging.CRITICAL)
    parameters = ParameterMap()
    parameters.add(GetUsersParam.type, "AllUsers")
    users = UsersOperations().get_users(parameters, HeaderMap()).get_object().get_users()
    organisation = OrgOperations().get_organization().get_object().get_org()[0]
    seen, token, pages = set(), None, 0
    while True:
        parameters = ParameterMap()
        parameters.add(GetRecordsParam.fields,
                       "Last_Name,Email,Account_Name,Owner,Tag,Email_Opt_Out,Modified_Time")
        parameters.add(GetRecordsParam.per_page, 200)
        if token:
            parameters.add(GetRecordsParam.page_token, token)
        answer = RecordOperations("Contacts").get_records(parameters, HeaderMap()).get_object()
        seen.update(record.get_id() for record in answer.get_data())
        pages += 1
        token = answer.get_info().get_next_page_token()
        if not answer.get_info().get_more_records():
            break
    findings = []
    if len(users) != 42:
        findings.append(f"Zoho's SDK sees {len(users)} users in place of 42")
    if organisation.get_company_name() != "Zylker":
        findings.append(f"Zoho's SDK sees the organisation {organisation.get_company_name()}")
    if len(seen) != contacts:
        findings.append(f"Zoho's SDK sees {len(seen)} contacts in place of {contacts}")
    return f"{len(users)} users, 1 organisation, {len(seen)} contacts on {pages} pages", findings


def _bulk(base, folder, contacts):
    """A Bulk Read job through Zoho's SDK, from the order to the rows of its file."""
    import csv
    import io
    import time
    import zipfile

    from zohocrmsdk.src.com.zoho.crm.api.bulk_read import BodyWrapper, BulkReadOperations, Query
    from zohocrmsdk.src.com.zoho.crm.api.modules import MinifiedModule

    order, query, module = BodyWrapper(), Query(), MinifiedModule()
    module.set_api_name("Contacts")
    query.set_module(module)
    query.set_fields(["Last_Name", "Email", "Account_Name.Account_Name"])
    order.set_query(query)
    answer = BulkReadOperations().create_bulk_read_job(order).get_object()
    job = int(answer.get_data()[0].get_details()["id"])
    end = time.monotonic() + 30
    while time.monotonic() < end:
        detail = BulkReadOperations().get_bulk_read_job_details(job).get_object().get_data()[0]
        if detail.get_state().get_value() == "COMPLETED":
            break
        time.sleep(0.3)
    stream = BulkReadOperations().download_result(job).get_object().get_file().get_stream()
    with zipfile.ZipFile(io.BytesIO(stream.content)) as archive:
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open(archive.namelist()[0]), "utf-8")))
    findings = []
    if len(rows) != contacts or detail.get_result().get_count() != contacts:
        findings.append(f"Bulk Read through Zoho's SDK: {len(rows)} rows in place of {contacts}")
    return f"{len(rows)} rows of a Bulk Read file", findings


async def _projects(base):
    """Portals, projects and their users through zoho-projects-sdk, which is a third party's.

    One of its own shapes is not that of captured answers, so its client is used below its model
    there: its portals need a `name`, which is `portal_name` (reference zoho-projects-api.md 2).
    """
    from zoho_projects_sdk.api.projects import ProjectsAPI
    from zoho_projects_sdk.api.users import UsersAPI
    from zoho_projects_sdk.auth import ZohoOAuth2Handler
    from zoho_projects_sdk.config import ZohoAuthConfig
    from zoho_projects_sdk.http_client import ApiClient

    # The address of the accounts server stands in the SDK's code: it is led to the sandbox below it.
    original, port = httpx.AsyncHTTPTransport.handle_async_request, httpx.URL(base).port

    async def led(transport, request):
        if request.url.host == "accounts.zoho.com":
            request.url = request.url.copy_with(scheme="http", host="127.0.0.1", port=port)
        return await original(transport, request)

    httpx.AsyncHTTPTransport.handle_async_request = led
    try:
        handler = ZohoOAuth2Handler(ZohoAuthConfig(
            client_id="1000.SANDBOX", client_secret="sandbox",
            refresh_token="1000.sandbox.refresh", portal_id="unknown", timeout=20))
        client = ApiClient(handler, base_url=base + "/api/v3", timeout=20)
        portals = await client.get("/portals/")
        handler.portal_id = portals[0]["id"]
        projects = await ProjectsAPI(client).get_all(per_page=100)
        return projects, await UsersAPI(client).get_all(projects[0].id, per_page=100)
    finally:
        httpx.AsyncHTTPTransport.handle_async_request = original


def run(base, contacts):
    """Returns what was seen, and what was found."""
    with tempfile.TemporaryDirectory(prefix="crmsh-truth-") as folder:
        seen, findings = _crm(base, folder, contacts)
        more, others = _bulk(base, folder, contacts)
    projects, people = asyncio.run(_projects(base))
    if len(projects) != 12 or not people:
        others.append(f"zoho-projects-sdk: {len(projects)} projects, {len(people)} users")
    told = f"{len(projects)} projects, {len(people)} users of the first"
    return f"{seen}, {more}; {told}", [("", words) for words in findings + others]
