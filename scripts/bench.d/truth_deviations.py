"""Where Zoho's own OpenAPI files are not followed, each with its reason.

(sets, file or `*`, change, reason). `reference` is the project's description of the wire, which says
where it has it from. Besides: a refusal need fit one set alone, since they list different codes for the
same endpoint; a success must fit both.
"""
from truth_words import (anything, asked_members, every, items, media, nullable, overlapping, properties,
                         required_not, unless_listed, without)

BOTH, NEW, OLD = ("2026", "2025"), ("2026",), ("2025",)

DEVIATIONS = [
    (BOTH, "*", overlapping,
     "alternatives overlap: an object without optional members fits several of `oneOf`"),
    (NEW, "users.json", every("Reporting_To", anything),
     "says text or null; read back it is an object with id and name (reference 2.1)"),
    (NEW, "users.json", every("first_name", nullable),
     "never null by the file; null in samples of the same file's documentation (reference 2.1)"),
    (OLD, "users.json", without("pattern"),
     "patterns of somebody's test data: e-mails of nine letters, names of one"),
    (OLD, "users.json", without("enum"), "lists the values of somebody's test organisation alone"),
    (OLD, "users.json", every("time_zone", anything),
     "says object; an IANA name everywhere else (reference 2.1)"),
    (OLD, "users.json", every("Reporting_To", nullable), "null for who has no manager"),
    (OLD, "users.json", every("Modified_By", anything), "asks for names apart that no sample has"),
    (OLD, "users.json", every("$current_shift", nullable), "null in every sample (reference 2.1)"),
    (OLD, "users.json", every("$next_shift", nullable), "null in every sample (reference 2.1)"),
    (OLD, "users.json", every("$shift_effective_from", nullable),
     "null in every sample (reference 2.1)"),
    (OLD, "users.json", every("first_name", nullable), "as above"),
    (OLD, "fields.json", without("required"),
     "asks for every member, those alone that are written (`_update_existing_records`) too"),
    (OLD, "fields.json", every("association_details", nullable), "null in the newer set"),
    (OLD, "fields.json", every("external", nullable), "null in the newer set"),
    (OLD, "modules.json", without("required"), "asks for every member, as above"),
    (OLD, "users.json", required_not("info"), "asks one user's answer for pages; the newer set does not"),
    (OLD, "profiles.json", every("description", nullable), "null in the newer set"),
    (OLD, "profiles.json", required_not("category", "permissions_details", "sections"),
     "asks the list for what one profile's answer has"),
    (OLD, "profiles.json", every("created_time", nullable), "null in the newer set"),
    (OLD, "profiles.json", every("modified_time", nullable), "null in the newer set"),
    (OLD, "roles.json", every("forecast_manager", nullable), "null in the newer set"),
    (OLD, "roles.json", every("reporting_to", nullable), "null in the newer set"),
    (OLD, "profiles.json", every("created_by", nullable), "null in the newer set"),
    (OLD, "profiles.json", every("modified_by", nullable), "null in the newer set"),
    (NEW, "record.json", every("next_page_token", nullable), "null on the last page (reference 2.4)"),
    (NEW, "record.json", every("previous_page_token", nullable),
     "null on the first page (reference 2.4)"),
    (NEW, "record.json", every("page_token_expiry", nullable),
     "null where there is no token (reference 2.4)"),
    (NEW, "record.json", items("data", 200),
     "says 100 records; `per_page` goes to 200, which is its default (reference 2.4)"),
    (NEW, "record.json", unless_listed("RecordGETErrorResponse"),
     "wraps refusals in `data`; samples of the newest tree have the object itself (reference 3)"),
    (NEW, "record_count.json", asked_members,
     "asks refusals for `api_name`, and allows no such member: nothing could fit"),
    (NEW, "bulk_read.json", required_not("Attachment_Source__s", "File_Id__s"),
     "fields of a module of attachments in the list of a job's members (reference 2.7)"),
    (NEW, "bulk_read.json", properties("criteria", ("field", "value", "type", "comparator", "id")),
     "knows groups alone; a single condition may stand there (reference 2.7, OAS 2025)"),
    (OLD, "bulk_read.json", required_not("cvid", "fields", "page", "criteria", "file_type"),
     "asks for every member that an order may have; the newer set for `module` and `page`"),
    (OLD, "bulk_read.json", required_not("id", "operation", "state", "query", "created_by",
                                         "created_time", "result", "file_type"),
     "asks for `result` before there is one; the newer set does not"),
    (OLD, "bulk_read.json", required_not("next_page_token"),
     "asks for a further page's token on the last; the newer set does not"),
    (OLD, "bulk_read.json", every("value", anything), "says object; samples have text and lists"),
    (OLD, "bulk_read.json", required_not("type"), "asks for `type` in groups, which have none"),
    (OLD, "bulk_read.json", media("application/x-download", "application/zip"),
     "the newer set has application/zip (reference 2.7)"),
]

# (file, status, reason): answers of a status that neither set knows.
STATUSES = [
    ("users.json", 304, "`If-Modified-Since` (reference 2.1); the files have the header, not the answer"),
    ("record.json", 304, "`If-Modified-Since` (reference 2.4)"),
]
