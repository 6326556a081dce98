"""Pages of contacts' records as a hostile server writes them, beside what every answer can be."""
import json

from hostile_answers import MIB, changed, named, sends, whole

UNDER = 8 * MIB - 4096
INFO = b'"info":{"per_page":200,"count":200,"page":1,"more_records":false}'
# What `fetch contacts` is told of a page that is like the sandbox's, or of records without what they lack:
# the data must then be those of the sandbox, or of as many people.
HARMLESS = {"a page token of a list", "every key twice", "every key 40 times", "8 MiB of other fields"}
# A list that ends before what CRM counts: it is told.
SHORT = {"204 with a body", "no more pages than one"}
# What the sandbox refuses when it gets its own token back in another form.
REFUSED = {"a page token that stays", "a page token with a line break"}
ODD = {"every field a list", "every field an object", "every field true", "every field a number",
       "every field a time", "numbers beyond all bounds", "a text of 4 MiB in a field",
       "60 levels in a field"}

SAMPLE = {"8 MiB of records with an id", "70 levels in a field", "every key twice", "every field a list",
          "a page token that stays", "no more pages than one", "190,000 records with an id"}


def page(*records):
    return b'{"data":[' + b",".join(records) + b"]," + INFO + b"}"


def filled(record):
    """A page of 8 MiB of one record; `%d` in it is its number."""
    count = UNDER // (len(record) + 7)
    return page(*(record.replace(b"%d", b"%d" % (1_000_000 + n)) for n in range(count)))


def every(change):
    """Every record of the sandbox's own page is what `change` makes of it."""
    return changed(told(lambda answer: answer.update(data=[change(r) for r in answer["data"]])))


def told(change):
    """The sandbox's page after `change`, or the text that it gives; what is no page stays."""
    def spoil(body):
        try:
            answer = json.loads(body)
        except ValueError:
            return body
        if "data" not in answer:
            return body
        return (change(answer) or json.dumps(answer)).encode()
    return spoil


def info(**values):
    return changed(told(lambda answer: answer["info"].update(values)))


def fields(value):
    """Every field but the id has this value."""
    return every(lambda record: {k: v if k == "id" else value for k, v in record.items()})


def raw(old, new, most=-1):
    """The sandbox's page with these bytes in place of others."""
    return changed(lambda body: body.replace(old, new, most))


def repeated(times):
    """Every member of a record stands there so often, other values first."""
    def write(answer):
        records = []
        for record in answer["data"]:
            members = [f"{json.dumps(k)}:{json.dumps('x')}" for k in record] * (times - 1)
            members += [f"{json.dumps(k)}:{json.dumps(v)}" for k, v in record.items()]
            records.append("{" + ",".join(members) + "}")
        return f'{{"data":[{",".join(records)}],"info":{json.dumps(answer["info"])}}}'
    return changed(told(write))


def answers():
    """Name → spoiler."""
    return named([
        ("8 MiB of empty records", sends(whole(filled(b"{}")))),
        ("8 MiB of records with an id", sends(whole(filled(b'{"id":"%d"}')))),
        ("8 MiB of records with an id as a number", sends(whole(filled(b'{"id":%d}')))),
        ("190,000 records with an id", sends(whole(page(
            *(b'{"id":"%d"}' % n for n in range(1_000_000, 1_190_000)))))),
        ("8 MiB of records with two fields", sends(whole(filled(
            b'{"id":"%d","Email":"a%d@x.com","Last_Name":"a"}')))),
        ("8 MiB of null records", sends(whole(filled(b"null")))),
        ("8 MiB of one record's fields", sends(whole(page(b"{" + b",".join(
            b'"a%d":0' % n for n in range(UNDER // 11)) + b"}")))),
        ("8 MiB of records in records", sends(whole(page(b'{"id":"1","a":' * (UNDER // 14))))),
        ("5 million brackets in a field", sends(whole(b'{"data":[{"id":"1","Phone":' + b"[" * 5_000_000))),
        ("70 levels in a field", fields(json.loads("[" * 70 + "]" * 70))),
        ("60 levels in a field", fields(json.loads("[" * 58 + "]" * 58))),
        ("a text of 4 MiB in a field", changed(told(
            lambda answer: answer["data"][0].update(Full_Name="a" * (4 * MIB))))),
        ("a text of 7 MiB as the id", changed(told(
            lambda answer: answer["data"][0].update(id="1" * (7 * MIB))))),
        ("8 MiB of other fields", changed(told(lambda answer: answer["data"][0].update(
            {f"a{n}": n for n in range(300_000)})))),
        ("every key twice", repeated(2)),
        ("every key 40 times", repeated(40)),
        ("data twice", changed(lambda body: body[:-1] + b',"data":[]}' if b"data" in body else body)),
        ("numbers beyond all bounds", fields(10 ** 400)),
        ("ids beyond all bounds", every(lambda record: {**record, "id": 10 ** 400})),
        ("ids with an exponent", changed(lambda body: body.replace(b'"id":"', b'"id":1e999,"x":"'))),
        ("ids of a list", every(lambda record: {**record, "id": [record["id"]]})),
        ("the same id everywhere", every(lambda record: {**record, "id": "1"})),
        ("every field a list", fields(["a", {"name": "b"}, 3, None])),
        ("every field an object", fields({"name": {"name": []}, "id": {}})),
        ("every field true", fields(True)),
        ("every field a number", fields(-1.5e3)),
        ("every field a time", fields("2026-02-30T25:61:00+99:99")),
        ("no ids", every(lambda record: {k: v for k, v in record.items() if k != "id"})),
        ("records of numbers", every(lambda record: 7)),
        ("a NUL in a text", raw(b'"Last_Name":"', b'"Last_Name":"\0', 9)),
        ("no UTF-8 in a text", raw(b'"Last_Name":"', b'"Last_Name":"\xff\xc3', 9)),
        ("half a surrogate in a text", raw(b'"Last_Name":"', rb'"Last_Name":"\ud800', 9)),
        ("cut off within a record", changed(lambda body: body[:len(body) * 2 // 3])),
        ("no info", changed(told(lambda answer: answer.pop("info") and None))),
        ("an info of a list", changed(told(lambda answer: answer.update(info=[])))),
        ("more pages than there are", info(more_records=True)),
        ("no more pages than one", info(more_records=False)),
        ("a page token that stays", info(more_records=True, next_page_token="a" * 40)),
        ("a page token of 7 MiB", info(more_records=True, next_page_token="a" * (7 * MIB))),
        ("a page token with a line break", info(more_records=True, next_page_token="a\r\nX: y")),
        ("a page token of a list", info(more_records=True, next_page_token=["a"])),
        ("the first page for ever", changed(told(lambda answer: answer["info"].update(
            more_records=True, page=1)))),
        ("another page's number", info(page=77)),
        ("more pages, and none of them", sends(whole(
            b'{"data":[],"info":{"page":1,"more_records":true}}'))),
    ])
